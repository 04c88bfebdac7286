"""The order of the rooms: référentiel, registers, tallies, measures, and what is asked of them.

Nothing else knows this order; one file a question, which is loaded when it is asked: each
question has rooms of its own, and loading them all would cost a tenth of a small run's time. A
file is never named like its question: to load it would hide the question.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualstat.pipeline.checking import Checked, check
    from qualstat.pipeline.comparison import compare
    from qualstat.pipeline.delivery import keep, monthly
    from qualstat.pipeline.evolution import trend
    from qualstat.pipeline.explanation import explain
    from qualstat.pipeline.forgetting import forget
    from qualstat.pipeline.gathering import SAMPLE_MARK
    from qualstat.pipeline.history import import_published, published, remove_published
    from qualstat.pipeline.holding import standing
    from qualstat.pipeline.labelling import readiness
    from qualstat.pipeline.mapping import mapped
    from qualstat.pipeline.projection import outlook
    from qualstat.pipeline.purging import purge
    from qualstat.pipeline.recounting import recount
    from qualstat.pipeline.request import Request
    from qualstat.pipeline.scorecard import compute

__all__ = [
    "SAMPLE_MARK", "Checked", "Request", "check", "compare", "compute", "explain", "forget",
    "import_published", "keep", "mapped", "monthly", "outlook", "published", "purge",
    "readiness", "recount", "remove_published", "standing", "trend",
]  # fmt: skip
WHERE = {
    "SAMPLE_MARK": "gathering",
    "Checked": "checking",
    "Request": "request",
    "check": "checking",
    "compare": "comparison",
    "compute": "scorecard",
    "explain": "explanation",
    "forget": "forgetting",
    "import_published": "history",
    "keep": "delivery",
    "mapped": "mapping",
    "monthly": "delivery",
    "outlook": "projection",
    "published": "history",
    "purge": "purging",
    "readiness": "labelling",
    "recount": "recounting",
    "remove_published": "history",
    "standing": "holding",
    "trend": "evolution",
}


def __getattr__(name: str) -> Any:
    """Return a question, from the file that answers it."""
    if name not in WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{WHERE[name]}"), name)
