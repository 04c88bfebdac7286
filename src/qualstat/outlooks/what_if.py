"""What if: the figure that a change of cases would give.

Takes a `WhatIf` and figures; gives a `Hypothesis`. Convention owned here: a change that no register
could show is refused.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from qualstat.coverage import KNOWN
from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, Message, cut, meant, message
from qualstat.measures.measure import Counts, value
from qualstat.outlooks.reaching import SUITED
from qualstat.outlooks.values import Hypothesis, WhatIf
from qualstat.referentiel.choosing import likely
from qualstat.referentiel.indicators import Indicator
from qualstat.scorecards import Figure
from qualstat.scorecards.figures import weighed
from qualstat.spelling import fold

OPTION, NOTE = "--what-if", "hypothesis"


def hypothesis(asked: WhatIf, figures: Mapping[str, Figure]) -> Hypothesis:
    """Return a figure as it would be; `figures` are those of one site, by indicator.

    Raises `UsageError` where the indicator is unknown, or the change impossible.
    """
    named = {fold(name): one for name, one in figures.items()}
    before = named.get(fold(asked.indicator))
    if before is None:
        raise _unknown(asked.indicator, {name: one.indicator for name, one in figures.items()})
    _check(asked, before)
    named_rightly = replace(asked, indicator=before.indicator.id)
    return Hypothesis(named_rightly, before, supposed(before, asked))


def supposed(figure: Figure, asked: WhatIf) -> Figure:
    """Return a figure with the change, judged anew; what it was compared with is left out."""
    top, base = _changed(figure, asked)
    found = value(figure.indicator.kind, Counts(top, base))
    held = replace(figure.measure, state="measured", value=found, numerator=top, denominator=base,
                   median=None, p90=None)  # fmt: skip
    return weighed(
        replace(figure, measure=held, common=None, change=None, trend=None, months=(), late=(),
            unanswered=(), idle=(), notes=(*figure.notes, NOTE),
        )
    )  # fmt: skip


def _changed(figure: Figure, asked: WhatIf) -> tuple[int, int]:
    held = figure.measure
    return (held.numerator or 0) + asked.top, (held.denominator or 0) + asked.base


def _check(asked: WhatIf, figure: Figure) -> None:
    """Refuse a change that the figure cannot have."""
    name, kind = figure.indicator.id, figure.indicator.kind
    if kind == "volume":
        found = message(N_("“{name}” is a volume: it has no objective to weigh"), name=name)
        raise _refused(found, message(N_("a rate or a delay")))
    if kind not in SUITED:
        found = message(N_("“{name}” is no rate: a change of its cases does not tell its value"),
                        name=name)  # fmt: skip
        raise _refused(found, message(N_("a rate or a delay")))
    if asked.days != (kind == "delay"):
        form = message(N_("{name} -4d") if kind == "delay" else N_("{name} +2"), name=name)
        found = message(N_("“{name}” is a mean of days") if kind == "delay" else
                        N_("“{name}” is a rate: it counts cases, not days"), name=name)  # fmt: skip
        raise _refused(found, message(N_("a change as in '{form}'"), form=form))
    if figure.measure.state not in KNOWN:
        found = message(N_("“{name}” has no figure here that could change"), name=name)
        raise _refused(found, message(N_("an indicator that is measured at this site")))
    _check_counts(asked, figure)


def _check_counts(asked: WhatIf, figure: Figure) -> None:
    top, base = _changed(figure, asked)
    held, rate = figure.measure, figure.indicator.kind == "rate"
    if top >= 0 and base > 0 and (top <= base or not rate):
        return
    values = {"name": figure.indicator.id, "top": top, "base": base}
    found = (
        message(N_("“{name}” would be {top} cases of {base}"), **values)
        if rate else message(N_("“{name}” would be {top} days over {base} answers"), **values)
    )  # fmt: skip
    now = {"top": held.numerator or 0, "base": held.denominator or 0}
    expected = (
        message(N_("from 0 to as many as there are cases: {top} of {base} now"), **now)
        if rate else message(N_("no days below 0, over one answer at least: {top} over {base} now"),
                             **now)
    )  # fmt: skip
    raise _refused(found, expected, message(N_("change fewer, or add cases with '+N/+M'")))


def _unknown(name: str, known: Mapping[str, Indicator]) -> UsageError:
    found = message(N_("“{name}” is not an indicator among those asked for"), name=cut(name))
    expected = message(N_("one of {allowed}"), allowed=list(known))
    return _refused(found, expected, meant(likely(name, known)))


def several_sites(count: int) -> UsageError:
    """Return the refusal to change the figures of several sites at once."""
    found = message(N_("a hypothesis is about one site, and {count} are asked for"), count=count)
    return _refused(found, message(N_("one site, as in --site istres")))


def _refused(found: Message, expected: Message, advice: Message | None = None) -> UsageError:
    return UsageError(Finding("usage", "blocking", found, expected, advice, file=OPTION))
