"""`swapped-objective`: the objective of a rate on a delay, or the reverse.

Takes a draft; gives findings. Convention owned here: a share answered in time has a floor, a delay
has a ceiling; a number that is the deadline of the indicator itself, or the target of the rate
beside it, in percent or as a share of one, belongs to the other row. A wrong unit, or a sense that
`better` contradicts, is said by those rules, and not here.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from qualstat.declarations.slips import Slip, Where
from qualstat.findings import N_, Finding, Message, message
from qualstat.referentiel.checks.neighbours import companions, everywhere
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.indicators import Delay, Indicator, RateWithin
from qualstat.referentiel.objective_checks import UPWARD
from qualstat.referentiel.objectives import Objective


def check(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each objective that belongs to the other kind of measure."""
    for one in everywhere(draft):
        slips = _slips(draft, one.indicator, one.objective, one.where)
        yield from map(one.document.finding, slips)


def _slips(draft: Draft, indicator: Indicator, one: Objective, where: Where) -> Iterator[Slip]:
    if one.quantity.unit != indicator.unit or not isinstance(indicator.measure, RateWithin | Delay):
        return
    way = UPWARD[one.sense]
    found = None
    if isinstance(indicator.measure, Delay):
        expected = message(N_("the longest delay, with “less_than” or “at_most”"))
        if way == "up":
            found = _contrary(indicator, way, N_("a delay that is to be long: the objective of a"
                                                 " rate?"))  # fmt: skip
        elif one.target in _targets(draft, indicator):
            found = message(N_("as many days as the rate beside it has percent"))
    else:
        expected = message(N_("the least share, with “at_least” or “more_than”"))
        if way == "down":
            found = _contrary(indicator, way, N_("a share answered in time that is to be low: the"
                                                 " objective of a delay?"))  # fmt: skip
        elif one.target == indicator.measure.within:
            found = message(N_("as many percent as the deadline has days"))
    if found is not None:
        yield Slip("swapped-objective", (*where, one.sense), found, expected, severity="warning")


def _contrary(indicator: Indicator, way: str, text: str) -> Message | None:
    """Return what to say of a sense, unless `better` already contradicts it."""
    return message(text) if indicator.better in (None, way) else None


def _targets(draft: Draft, indicator: Indicator) -> set[Fraction]:
    """Return the targets of the rates beside a delay, in percent and as shares of one.

    They are those that read the same records, else those of its register.
    """
    register = (one for one in draft.indicators.values.values()
                if one.register_name == indicator.register_name)  # fmt: skip
    held = _promised(companions(draft, indicator)) or _promised(register)
    return held | {one / 100 for one in held}


def _promised(rates: Iterable[Indicator]) -> set[Fraction]:
    """Return the targets of the shares answered in time, less those that are their deadline."""
    return {
        one.target
        for rate in rates
        if isinstance(rate.measure, RateWithin)
        for one in rate.objectives
        if one.target != rate.measure.within
    }
