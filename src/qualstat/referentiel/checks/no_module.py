"""`no-module`: an indicator that belongs to no module, as it serves no engagement.

Takes a draft; gives findings. Convention owned here: a module comes through an engagement of any
edition; an engagement or a module that is none is said by those rules, and not here.
"""

from collections.abc import Iterator

from qualstat.declarations.slips import Slip
from qualstat.findings import N_, Finding, message
from qualstat.referentiel.draft import Draft


def check(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each indicator without any engagement."""
    for name, indicator in draft.indicators.values.items():
        if not indicator.engagements:
            found = message(N_("“{name}” serves no engagement, so belongs to no module"), name=name)
            expected = message(N_("an edition and its engagement, as in 2018: E17"))
            slip = Slip("no-module", ("engagements",), found, expected, severity="warning")
            yield draft.indicators.documents[name].finding(slip)
