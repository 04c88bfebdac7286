"""Findings: what is odd in a map, each with its test and how often that one is wrong.

Takes oddities; gives `Finding` values. Conventions owned here: months are a `Period`, and counts
`Fraction` values, so that they are said as elsewhere on the screen (a whole number may be a year);
a test is named with its false alarm rate.
"""

from collections.abc import Mapping
from fractions import Fraction

from msgspec.structs import replace

from qualstat.findings import N_, Finding, Message, message
from qualstat.maps import scarce_cases
from qualstat.maps.values import Oddity, OddRule, Row
from qualstat.periods import months_period
from qualstat.referentiel import Referentiel
from qualstat.registers.words import records
from qualstat.significance import exchanges, levels, months, silences

# The test of each rule, and of how many series (or sites) without anything odd it names one.
TESTS: dict[OddRule, tuple[str, Fraction]] = {
    "silent-month": (N_("Poisson's test of a silent run"), silences.FALSE_ALARM),
    "odd-month": (N_("Rosner's test of outliers"), months.FALSE_ALARM),
    "level-change": (N_("Hawkins's test of a shift"), levels.FALSE_ALARM),
    "swapped-sites": (N_("Student's test of the difference of two sites"), exchanges.FALSE_ALARM),
    "scarce-cases": (N_("Poisson's test of a plausible number"), scarce_cases.FALSE_ALARM),
}
Place = Mapping[str, object]
SMALL = 0.001  # of p: no more is worth telling
WHOLE_FROM = 10


def finding(referentiel: Referentiel, one: Oddity) -> Finding:
    """Return the finding of an oddity."""
    when = months_period(one.marked[0], one.marked[-1])
    place = {"where": _named(referentiel, one.row), "when": when}
    match one.rule:
        case "silent-month":
            found = _silent(one, place)
        case "odd-month":
            found = _odd(one, place)
        case "level-change":
            found = _change(one, place)
        case "swapped-sites":
            found = _swapped(referentiel, one, place)
        case "scarce-cases":
            found = _scarce(referentiel, one, place)
    keeper = referentiel.sites[one.row.site].held_by.get(one.row.register)
    if not keeper:
        return found
    advice = message(N_("{advice} (held by: {keeper})"), advice=found.advice, keeper=keeper)
    return replace(found, advice=advice)


def _silent(one: Oddity, place: Place) -> Finding:
    return Finding(
        rule="silent-month",
        severity="warning",
        found=message(N_("{where}, {when}: no record"), **place),
        expected=message(N_("about {expected}, as in the other months ({test})"),
                         expected=_round(one.expected), test=_test(one)),
        advice=message(N_("ask whether the register was kept, and for its rows")),
    )  # fmt: skip


def _odd(one: Oddity, place: Place) -> Finding:
    return Finding(
        rule="odd-month",
        severity="warning",
        found=message(N_("{where}, {when}: {found} records"), found=one.found, **place),
        expected=message(N_("about {expected}, as in the other months ({test})"),
                         expected=_round(one.expected), test=_test(one)),
        advice=message(N_("have the export of this month checked")),
    )  # fmt: skip


def _change(one: Oddity, place: Place) -> Finding:
    return Finding(
        rule="level-change",
        severity="warning",
        found=message(N_("{where}, from {when} on: about {found} records a month"),
                      found=_round(one.found), **place),
        expected=message(N_("about {expected}, as before ({test})"),
                         expected=_round(one.expected), test=_test(one)),
        advice=message(N_("say why under “breaks” of the site, if the change is real")),
    )  # fmt: skip


def _swapped(referentiel: Referentiel, one: Oddity, place: Place) -> Finding:
    other = referentiel.sites[one.other.site].short if one.other else ""
    return Finding(
        rule="swapped-sites",
        severity="warning",
        found=message(N_("{where}, {when}: {found} records, and {others} at {other}: each number"
                         " suits the other site"), found=one.found,
                      others=one.expected, other=other, **place),
        expected=message(N_("about as many as in the other months ({test})"), test=_test(one)),
        advice=message(N_("see whether the exports of the two sites were exchanged")),
    )  # fmt: skip


def _scarce(referentiel: Referentiel, one: Oddity, place: Place) -> Finding:
    assert one.beside is not None
    beside, plausible = one.beside
    case = referentiel.indicators[one.row.indicators[0]].case
    found = message(N_("{where}, {when}: none"), **place)
    if one.found:
        found = message(N_("{where}, {when}: {found} {cases}"), found=one.found,
                        cases=case.many if one.found > 1 else case.one, **place)  # fmt: skip
    return Finding(
        rule="scarce-cases",
        severity="warning",
        found=found,
        expected=message(
            N_("at least {expected}, that is {number} for {per} records{supposed}, beside"
               " {records}: {registers} ({test})"),
            expected=_round(one.expected), number=plausible.at_least,
            per=Fraction(plausible.per), records=Fraction(beside),
            registers=[message(name) for name in plausible.of], test=_test(one),
            supposed=message(N_(" (supposed)")) if plausible.assumed else "",
        ),
        advice=message(N_("ask how these cases are registered: by which service, and where")),
    )  # fmt: skip


def _named(referentiel: Referentiel, row: Row) -> Message:
    """Return a row by its site, its register and the codes of its scope."""
    site, register = referentiel.sites[row.site].short, message(row.register)
    if row.whole:
        return message(N_("{site}, {register}"), site=site, register=register)
    codes = [records(code) for held in row.scope.values() for code in held]
    return message(N_("{site}, {register} ({part})"), site=site, register=register, part=codes)


def _round(value: Fraction) -> Fraction:
    """Return an expected number as precise as it tells something: whole ones from 10 on."""
    return Fraction(round(value)) if value >= WHOLE_FROM else round(value, 1)


def _test(one: Oddity) -> Message:
    """Return the test, how small its p is where it has one, and how often it is wrong."""
    test, alarm = TESTS[one.rule]
    said = {"test": message(test), "alarm": alarm * 100}
    if one.p is None:
        return message(N_("{test}, false alarm rate {alarm}%"), **said)
    small = message(N_("p < 0.001") if one.p < SMALL else N_("p < 0.01"))
    return message(N_("{test}, {p}, false alarm rate {alarm}%"),
                   p=small, **said)  # fmt: skip
