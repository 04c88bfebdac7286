"""The words of a figure: each thing a scorecard says of one indicator, as text.

Takes a `Figure`; gives text in the language spoken, empty where there is nothing to say.
Convention owned here: a typed absence has its own word, and nothing is said by a symbol alone.
"""

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from qualstat.findings import N_
from qualstat.periods import month_of
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.objectives import Objective, Quantity
from qualstat.referentiel.sites import DatedCount, Follow
from qualstat.render import numbers
from qualstat.render.language import current, plural, translate
from qualstat.scorecards import ALL, Figure, Scorecard

FACES = {"met": "🙂", "near": "😐", "missed": "🙁"}
PLAIN_FACES = {"met": ":)", "near": ":|", "missed": ":("}
VERDICTS = {"met": N_("met"), "near": N_("near"), "missed": N_("missed")}
STATES = {
    "no_case": N_("no case"),
    "missing": N_("no data"),
    "not_monitored": N_("not monitored"),
    "not_applicable": N_("not applicable"),
}
SENSES = {
    "at_least": N_("at least {target}"),
    "at_most": N_("at most {target}"),
    "less_than": N_("less than {target}"),
    "more_than": N_("more than {target}"),
}
DIRECTIONS = {"better": N_("better"), "worse": N_("worse"), "equal": N_("stable")}
ARROWS = {"up": "↗", "down": "↘", "equal": "→"}
PLAIN_ARROWS = {"up": "/", "down": "\\", "equal": "="}
REGISTERS = {
    "calls": N_("calls"),
    "mail": N_("mail"),
    "appointments": N_("appointments"),
    "visits": N_("visits"),
    "surveys": N_("surveys"),
}


def typography(label: str) -> str:
    r"""Return a declared French text with the spaces that must not break a line.

    >>> typography("« satisfait » en 15 jours").split(" ")
    ['«\xa0satisfait\xa0»', 'en', '15\xa0jours']
    """
    held = label.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return re.sub(r"(?<=[0-9]) (?=[^\W\d]|%)| (?=[:;?!%])", "\u00a0", held)


def register(name: str) -> str:
    """Return the word for a register."""
    return translate(REGISTERS[name]) if name in REGISTERS else name


def verdict(code: str | None) -> str:
    """Return the word for a verdict; empty without an objective or a value."""
    return translate(VERDICTS[code]) if code in VERDICTS else ""


def face(code: str | None, *, plain: bool = False) -> str:
    """Return the face of a verdict; empty without an objective or a value."""
    return (PLAIN_FACES if plain else FACES).get(code or "", "")


def state(figure: Figure) -> str:
    """Return the word for an absence; empty when the figure is measured."""
    return translate(STATES[figure.measure.state]) if figure.measure.value is None else ""


def site_label(scorecard: Scorecard, site: str, *, short: bool = False) -> str:
    """Return the name of a site."""
    if site == ALL:
        return translate("All sites")
    declared = scorecard.referentiel.sites[site]
    return declared.short if short else declared.label


def value(figure: Figure) -> str:
    """Return the value, never rounded onto its target; empty without one."""
    held = figure.measure.value
    return "" if held is None else _quantity(figure, held, figure.objective)


def _quantity(figure: Figure, value: Fraction, promised: Objective | None) -> str:
    target = promised.target if promised else None
    return numbers.quantity(value, figure.indicator.unit, current(), target=target)


def objective(promised: Objective | None) -> str:
    """Return the level promised: `at least 95%`."""
    if promised is None:
        return translate("no objective")
    unit, target = promised.quantity.unit, promised.target
    said = numbers.quantity(target, unit, current(), target=target)
    return translate(SENSES[promised.sense], target=said)


def behind(figure: Figure) -> str:
    """Return the numbers behind a value: `[7/12]` for a rate, its answers for a delay."""
    held = figure.measure
    if held.value is None or held.denominator is None:
        return ""
    if figure.indicator.kind in ("delay", "score"):
        return plural("over {n} answer", "over {n} answers", held.denominator)
    if figure.indicator.kind == "duration":
        return plural("over {n} call", "over {n} calls", held.denominator)
    top = numbers.number(held.numerator or 0, current())
    return f"[{top}/{numbers.number(held.denominator, current())}]"


def previous(figure: Figure) -> str:
    """Return N-1 and whether it was met: `5.4%, met`; empty without N-1."""
    before = figure.previous
    if before.value is None:
        return ""
    promised = _promised_before(figure)
    parts = [_quantity(figure, before.value, promised), verdict(before.verdict)]
    if promised is None and figure.objective is not None:
        parts.append(translate("no objective"))
    if before.source == "published":
        parts.append(translate("as published"))
    return ", ".join(part for part in parts if part)


def before_value(figure: Figure) -> str:
    """Return the value of N-1; empty without one."""
    held = figure.previous.value
    return "" if held is None else _quantity(figure, held, _promised_before(figure))


def _promised_before(figure: Figure) -> Objective | None:
    """Return the objective that judges N-1: its own (V1)."""
    return figure.previous.objective


def compared(figure: Figure) -> str:
    """Return the values that the change compares (K1): `9.9% against 4.11%`; else empty."""
    if figure.common is None:
        return ""
    now, before = figure.common
    return translate(
        "{now} against {before}",
        now=_quantity(figure, now, figure.objective),
        before=_quantity(figure, before, _promised_before(figure)),
    )


def before_name(figure: Figure) -> str:
    """Return the name of the period that a figure is compared with."""
    return numbers.period(figure.earlier, current(), short=True)


def before(figure: Figure) -> str:
    """Return N-1 with its name: `2017: 5.4%, met`; empty without N-1."""
    said = previous(figure)
    name = before_name(figure)
    return translate("{period}: {result}", period=name, result=said) if said else ""


def trend(figure: Figure, *, plain: bool = False) -> str:
    """Return arrow, change and words: `↗ +7.43 pts, worse`; empty without a comparison."""
    if figure.trend is None:
        return ""
    arrow = (PLAIN_ARROWS if plain else ARROWS)[figure.trend]
    said = ""
    if figure.change:
        said = " " + numbers.change(figure.change, figure.indicator.unit, current()) + ","
    return f"{arrow}{said} {direction(figure.indicator, figure.trend)}"


def direction(indicator: Indicator, way: Literal["up", "down", "equal"]) -> str:
    """Return whether a change is for the better, in words."""
    said = indicator.direction(way)
    if said == "none":
        return translate("rising") if way == "up" else translate("falling")
    return translate(DIRECTIONS[said])


def partial(figure: Figure) -> str:
    """Return the covered months where they are fewer than expected: `Apr-Dec`."""
    held = figure.coverage
    complete = held.covered >= held.expected or not held.covered
    if complete or held.start is None or held.end is None:
        return ""
    first, last = month_of(held.start), month_of(held.end)
    said = numbers.span(first, last, current())
    if last - first + 1 > held.covered:
        said += ", " + plural("{n} month", "{n} months", held.covered)
    return said


def since(held: Follow | DatedCount) -> str:
    """Return the span over which something is followed or counted: `since Apr 2018`."""
    first = numbers.month(held.since, current(), short=True, year=True)
    if held.until is None:
        return translate("since {first}", first=first)
    last = numbers.month(held.until, current(), short=True, year=True)
    return translate("{first} to {last}", first=first, last=last)


def source(text: str) -> str:
    """Return where something declared comes from."""
    return translate("source: {source}", source=typography(text))


def tolerance(held: Quantity) -> str:
    """Return a tolerance: `1 pt`, `2 d`."""
    return numbers.change(held.number, held.unit, current()).lstrip("+±")


def listed(parts: Iterable[str]) -> str:
    """Return parts one after the other, as a sentence lists them."""
    return ("\u00a0; " if current() == "fr" else "; ").join(parts)


def joined(parts: Iterable[str]) -> str:
    """Return parts of a remark on one line."""
    return " · ".join(part for part in parts if part)
