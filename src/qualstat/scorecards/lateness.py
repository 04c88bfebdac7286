"""Lateness: the cases beyond a deadline, and what was said of them.

Takes the cases of one site by month of receipt and delay, and the explanations given; gives them
reconciled. Convention owned here: an explanation tells of as many cases of its month and delay as
it says, at most, in the order of declaration; without a delay, of cases never answered.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from qualstat.findings import N_, Finding, Message, cut, message
from qualstat.referentiel.explained import Explained
from qualstat.scorecards.values import Figure, Idle, Late, Told

Cases = Mapping[tuple[int, int | None], int]  # (month of receipt, days or None) -> cases


class Lateness(Struct, frozen=True):
    """Cases answered late and never answered, worst first, and explanations short of cases."""

    answered: tuple[Late, ...] = ()
    unanswered: tuple[Late, ...] = ()
    idle: tuple[Idle, ...] = ()


NONE_LATE = Lateness()


def reconciled(site: str, cases: Cases, given: Iterable[Explained]) -> Lateness:
    """Return the cases of a site with the explanations given for them."""
    left = dict(cases)
    told: dict[tuple[int, int | None], list[Told]] = {}
    idle: list[Idle] = []
    for one in given:
        key = (one.month, one.days)
        number = min(one.number, left.get(key, 0))
        if number:
            left[key] -= number
            told.setdefault(key, []).append(Told(one, number))
        if number < one.number:
            idle.append(Idle(site, one, number))
    held = [
        Late(month, days, count, tuple(told.get((month, days), ())))
        for (month, days), count in cases.items()
        if count
    ]
    return _ordered(held, idle)


def together(parts: Iterable[Lateness]) -> Lateness:
    """Return the cases of several sites as one."""
    held = list(parts)
    counts: dict[tuple[int, int | None], int] = {}
    told: dict[tuple[int, int | None], tuple[Told, ...]] = {}
    for part in held:
        for one in (*part.answered, *part.unanswered):
            key = (one.month, one.days)
            counts[key] = counts.get(key, 0) + one.count
            told[key] = (*told.get(key, ()), *one.told)
    lates = [Late(*key, count, told[key]) for key, count in counts.items()]
    return _ordered(lates, [idle for part in held for idle in part.idle])


def _ordered(held: Iterable[Late], idle: Iterable[Idle]) -> Lateness:
    lates = sorted(held, key=lambda one: (-(one.days or 0), one.month))
    return Lateness(
        answered=tuple(one for one in lates if one.days is not None),
        unanswered=tuple(one for one in lates if one.days is None),
        idle=tuple(idle),
    )


def without_case(figures: Iterable[Figure]) -> list[Finding]:
    """Return a finding for each explanation that has fewer cases than it tells of."""
    idle = dict.fromkeys(one for figure in figures for one in figure.idle)
    return [
        Finding(
            rule="explanation-without-case",
            severity="warning",
            file="explanations.yaml",
            found=_found(one),
            expected=message(N_("as many cases beyond the deadline, of this month and delay")),
            advice=message(N_("correct the month, the days or the number; “qualstat explain"
                              " {indicator} --late” lists the cases"),
                           indicator=one.explained.indicator),
        )
        for one in idle
    ]  # fmt: skip


def _found(one: Idle) -> Message:
    told = one.explained
    text = N_("{site}, {indicator}, {month}, in {days} days: explains {number}, found {count}")
    if told.days is None:
        text = N_("{site}, {indicator}, {month}, never answered: explains {number}, found {count}")
    year, month = divmod(told.month, 12)
    return message(
        text, site=cut(one.site), indicator=cut(told.indicator), month=f"{year}-{month + 1:02}",
        days=told.days, number=told.number, count=one.found,
    )  # fmt: skip
