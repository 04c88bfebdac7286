"""Checks of an indicator's objectives, and of the engagements it serves.

Takes indicators; gives slips. Convention owned here: one objective at most is in force on a day.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from qualstat.declarations.slips import Slip, among
from qualstat.findings import N_, Message, cut, message
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.objectives import Objective

HELD = {
    "%": N_("“{key}” is a percentage"),
    "d": N_("“{key}” is a number of days"),
    "s": N_("“{key}” is a number of seconds"),
    "ratio": N_("“{key}” is a ratio"),
}
A_SCORE = N_("“{key}” is a score, on a scale up to {highest}")
TARGETS = {
    "%": N_("a percentage, as in 95 %"),
    "d": N_("days, as in 15 days"),
    "s": N_("seconds, as in 20 seconds"),
    "ratio": N_("a ratio, as in 2 per case"),
}
TOLERANCES = {
    "%": N_("points, as in 1 point"),
    "d": N_("days, as in 1 day"),
    "s": N_("seconds, as in 5 seconds"),
    "ratio": N_("a ratio, as in 0.5 per case"),
}
SCORES = N_("a score on the scale of the measure, as in {example}")
UPWARD = {"at_least": "up", "more_than": "up", "at_most": "down", "less_than": "down"}


def known_engagements(draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse an edition that is not declared, and a number that its edition does not hold."""
    for name, number in indicator.engagements.items():
        where = ("engagements", name)
        edition = draft.editions.values.get(name)
        if draft.editions.lacks(name):
            found = message(N_("“{name}” is not an edition"), name=cut(name))
            slip = Slip("unknown-edition", where, found, at_key=True)
            yield among(slip, name, draft.editions.documents)
        elif edition is not None and number not in edition.engagements:
            text = N_("“{name}” is not an engagement of the edition “{edition}”")
            found = message(text, name=cut(number), edition=edition.id)
            yield among(Slip("unknown-engagement", where, found), number, edition.engagements)


def fitting_units(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse a target or a tolerance in another unit than the measure's."""
    for place, objective in enumerate(indicator.objectives):
        where = ("objectives", place)
        if indicator.kind == "volume":
            found = message(N_("an objective for a number of records"))
            expected = message(N_("objectives for rates and means only"))
            yield Slip("objective-of-volume", where, found, expected)
            continue
        for key, texts in ((objective.sense, TARGETS), ("tolerance", TOLERANCES)):
            quantity = getattr(objective, key)
            if quantity is not None and quantity.unit != indicator.unit:
                expected = _expected(texts, indicator.unit)
                yield Slip("unit", (*where, key), _held(key, quantity.unit), expected)


def _held(key: str, unit: str) -> Message:
    if unit in HELD:
        return message(HELD[unit], key=key)
    return message(A_SCORE, key=key, highest=unit.removeprefix("/"))


def _expected(texts: Mapping[str, str], unit: str) -> Message:
    """Return what is expected of a quantity in a unit: of a scale, the scale's own."""
    if unit in texts:
        return message(texts[unit])
    return message(SCORES, example=f"{3 if texts is TARGETS else 0.2}{unit}")


def no_overlap(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse an objective that begins while another one is in force."""
    dated = sorted(enumerate(indicator.objectives), key=lambda one: one[1].valid_from)
    for (_, earlier), (place, later) in pairwise(dated):
        if earlier.in_force(later.valid_from):
            yield Slip(
                "overlapping-objectives",
                ("objectives", place, "valid_from"),
                _still_in_force(earlier, later.valid_from),
                message(N_("one objective a day")),
                _end_earlier(earlier, later.valid_from),
            )


def _still_in_force(earlier: Objective, start: date) -> Message:
    text = N_("on {start}, the objective in force since {since} still holds")
    return message(text, start=start.isoformat(), since=earlier.valid_from.isoformat())


def _end_earlier(earlier: Objective, start: date) -> Message:
    if earlier.valid_from == start:
        return message(N_("keep one of the two"))
    last = start - timedelta(days=1)
    return message(N_("end the earlier one: “valid_until: {day}”"), day=last.isoformat())


def same_direction(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse an objective that asks for the opposite of `better`."""
    for place, objective in enumerate(indicator.objectives):
        way = UPWARD[objective.sense]
        if indicator.better not in (None, way):
            text = N_("“{sense}” asks for the opposite of “better: {better}”")
            found = message(text, sense=objective.sense, better=indicator.better)
            expected = message(N_("“better: {way}”, or another sense"), way=way)
            where = ("objectives", place, objective.sense)
            yield Slip("opposite-direction", where, found, expected, at_key=True)


def best(unit: str) -> int | None:
    """Return the highest value there is in a unit; None where there is none."""
    return 100 if unit == "%" else int(unit[1:]) if unit.startswith("/") else None


def reachable(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse a target off its scale; report a strict objective that no value can meet."""
    for place, objective in enumerate(indicator.objectives):
        sense, target = objective.sense, objective.quantity
        most, where = best(target.unit), ("objectives", place, sense)
        if most is not None and target.number > most:
            found = message(N_("a target above its scale, which ends at {most}"), most=most)
            yield Slip("above-scale", where, found, message(N_("at most {le}"), le=most))
        elif (sense == "more_than" and target.number == most) or (
            sense == "less_than" and target.number == 0
        ):
            found = message(N_("a target that no value can reach"))
            expected = message(N_("“at_least” or “at_most”, which include the target"))
            yield Slip("never-met", where, found, expected, severity="warning")
