"""The order of the rooms: référentiel, registers, tallies, measures, and what is asked of them.

Nothing else knows this order; one file a question.
"""

from qualstat.pipeline.checking import Checked, check
from qualstat.pipeline.comparison import compare
from qualstat.pipeline.explanation import explain
from qualstat.pipeline.gathering import SAMPLE_MARK
from qualstat.pipeline.mapping import mapped
from qualstat.pipeline.outlook import outlook
from qualstat.pipeline.request import Request
from qualstat.pipeline.scorecard import compute
from qualstat.pipeline.trend import trend

__all__ = [
    "SAMPLE_MARK",
    "Checked",
    "Request",
    "check",
    "compare",
    "compute",
    "explain",
    "mapped",
    "outlook",
    "trend",
]
