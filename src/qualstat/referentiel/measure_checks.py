"""Checks of measures that read a scale, a wait, categories or other indicators.

Takes indicators; gives slips. Convention owned here: a measure is of what the tally of its register
keeps, and a ratio of what other indicators count, never of their rates or means.
"""

from collections.abc import Iterator
from math import prod

from qualstat.declarations.slips import Slip, Where, among
from qualstat.findings import N_, cut, message
from qualstat.referentiel.categories import MOST, codes_of
from qualstat.referentiel.criteria_checks import codes, repeated
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.indicators import (
    Indicator,
    Levels,
    RateAbove,
    RateWithinSeconds,
    Ratio,
    Volume,
    Waited,
)
from qualstat.referentiel.measures import MEANS
from qualstat.registers import REGISTERS, Register
from qualstat.registers.waiting import FINE, STEPS

MEASURE: Where = ("measure",)


def known_scale(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse a score of a column that is not coded, or on a scale that holds none of its codes."""
    measure, register = indicator.measure, indicator.register_name
    if not isinstance(measure, Levels) or register not in REGISTERS:
        return
    known = codes(register)
    if measure.of not in known:
        yield _not_coded((*MEASURE, "of"), measure.of, list(known))
        return
    for code in measure.points:
        if code not in known[measure.of]:
            found = message(N_("“{name}” is not a code of this column"), name=cut(code))
            slip = Slip("unknown-code", (*MEASURE, "points", code), found, at_key=True)
            yield among(slip, code, known[measure.of])
    if len(measure.worth(known[measure.of])) < 2:
        found = message(N_("fewer than two codes of “{column}” lie on the scale from {lowest} to"
                           " {highest}"), column=measure.of, lowest=measure.lowest,
                        highest=measure.highest)  # fmt: skip
        expected = message(N_("“lowest” and “highest” of the scale, and where codes are words what"
                              " each is worth under “points”"))  # fmt: skip
        yield Slip("scale", (*MEASURE, "highest"), found, expected)
    elif isinstance(measure, RateAbove) and not (
        measure.lowest < measure.at_least <= measure.highest
    ):
        found = message(N_("every answer, or none, is of {score} or more"), score=measure.at_least)
        expected = message(N_("a score above {lowest}, up to {highest}"), lowest=measure.lowest,
                           highest=measure.highest)  # fmt: skip
        yield Slip("scale", (*MEASURE, "at_least"), found, expected)


def points_on_scale(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse points off the scale; report words that are worth nothing where others are."""
    measure = indicator.measure
    if not isinstance(measure, Levels) or not measure.points:
        return
    at = (*MEASURE, "points")
    for code, worth in measure.points.items():
        if not measure.lowest <= worth <= measure.highest:
            found = message(N_("“{name}” is worth {points}, off the scale"), name=cut(code),
                            points=worth)  # fmt: skip
            expected = message(N_("from {lowest} to {highest}"), lowest=measure.lowest,
                               highest=measure.highest)  # fmt: skip
            yield Slip("off-scale", (*at, code), found, expected)
    known = codes(indicator.register_name) if indicator.register_name in REGISTERS else {}
    every = [one for one in known.get(measure.of, ()) if not one.isdecimal()]
    left = [one for one in every if one not in measure.points]
    if left and len(left) < len(every):
        found = message(N_("nothing is said of {names}: these answers are left out"), names=left)
        expected = message(N_("what each of them is worth too"))
        yield Slip("unscored-level", at, found, expected, severity="warning")


def known_wait(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse seconds that the tally of a register does not keep."""
    measure, register = indicator.measure, REGISTERS.get(indicator.register_name)
    if not isinstance(measure, Waited) or register is None:
        return
    if register.waited is None:
        found = message(N_("the register “{register}” keeps no wait"), register=register.name)
        yield Slip("wait-not-kept", (*MEASURE, "kind"), found, message(N_("the register “calls”")))
        return
    seconds, outcome, lost = register.waited
    if measure.of != seconds:
        found = message(N_("“{name}” is not kept"), name=cut(measure.of))
        yield among(Slip("wait-not-kept", (*MEASURE, "of"), found), measure.of, [seconds])
    if not isinstance(measure, RateWithinSeconds) or not indicator.by_month:
        return
    if measure.within not in STEPS:
        below, above = (max(one for one in STEPS if one < measure.within),
                        min(one for one in STEPS if one > measure.within))  # fmt: skip
        text = N_("{seconds} seconds, within a step of the waits kept by month")
        expected = message(N_("{below} or {above}; any number up to {fine}, or of lost calls alone"
                              " (“{outcome}: [{lost}]”)"), below=below, above=above, fine=FINE,
                           outcome=outcome, lost=lost)  # fmt: skip
        found = message(text, seconds=measure.within)
        yield Slip("off-step", (*MEASURE, "within"), found, expected)


def known_categories(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse a volume by columns that are not coded, or that make too many categories."""
    measure, register = indicator.measure, REGISTERS.get(indicator.register_name)
    if not isinstance(measure, Volume) or register is None:
        return
    yield from repeated((*MEASURE, "by"), measure.by)
    known = codes(register.name)
    slips = [
        _not_coded((*MEASURE, "by", place), name, list(known))
        for place, name in enumerate(measure.by)
        if name not in known
    ]
    yield from slips
    if not slips and (count := _count(register, indicator, measure)) > MOST:
        found = message(N_("{count} categories"), count=count)
        expected = message(N_("at most {most}: fewer columns, or a narrower scope"), most=MOST)
        yield Slip("too-many-categories", (*MEASURE, "by"), found, expected)


def _count(register: Register, indicator: Indicator, measure: Volume) -> int:
    return prod(len(codes_of(register, indicator, one)) for one in measure.by)


def _not_coded(where: Where, name: str, known: list[str]) -> Slip:
    found = message(N_("“{name}” is not a criterion of this register"), name=cut(name))
    return among(Slip("unknown-criterion", where, found), name, known)


def known_sides(draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse a ratio of indicators that are none, or that do not count, or of its own scope."""
    measure = indicator.measure
    if not isinstance(measure, Ratio):
        return
    for key, name in (("of", measure.of), ("per", measure.per)):
        where = (*MEASURE, key)
        if draft.indicators.lacks(name):
            found = message(N_("“{name}” is not an indicator"), name=cut(name))
            yield among(Slip("unknown-indicator", where, found), name, draft.indicators.documents)
        elif (one := draft.indicators.values.get(name)) is not None:
            yield from _side(where, indicator, one, first=key == "of")
    if indicator.scope:
        yield _refused(("scope",), N_("a scope of its own"), N_("the scopes of its two sides"))


def _side(where: Where, indicator: Indicator, one: Indicator, *, first: bool) -> Iterator[Slip]:
    if one.kind in MEANS or isinstance(one.measure, Ratio):
        found, expected = N_("“{name}” does not count records"), N_("a volume or a rate")
        yield _refused(where, found, expected, name=one.id)
    if first and one.register_name != indicator.register_name:
        yield _refused(("register",), N_("not the register of “{name}”"),
                       N_("the register “{register}”"), name=one.id,
                       register=one.register_name)  # fmt: skip


def _refused(where: Where, found: str, expected: str, **values: str) -> Slip:
    return Slip("ratio-sides", where, message(found, **values), message(expected, **values))
