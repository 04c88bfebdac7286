"""A naive second engine: every indicator of the contract, counted row by row.

Takes registers read by `read`, gives exact figures as fractions. It shares no code with the
program, so that a mistake in one is not a mistake in both. Obvious rather than fast.
"""

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

import holidays

from second_engine_contract import DONE, FOLLOWED, INDICATORS, OBJECTIVES_FROM, Indicator, Month
from second_engine_reading import Registers, Row, as_of_date, rank, read, records

__all__ = ["FOLLOWED", "INDICATORS", "Result", "account", "as_of_date", "compute", "read"]

FRANCE = holidays.country_holidays("FR")


@dataclass(frozen=True)
class Result:
    """One figure; a number that does not apply is None. A rate is in percent."""

    state: str
    months_covered: int
    covered: tuple[Month, ...]
    value: Fraction | None = None
    numerator: int | None = None
    denominator: int | None = None
    pending: int | None = None
    overdue: int | None = None
    excluded: int | None = None
    median: Fraction | None = None
    p90: Fraction | None = None
    verdict: str | None = None
    margin: Fraction | None = None
    margin_cases: int | None = None


@cache
def is_working(day: date) -> bool:
    """Monday to Friday, not a public holiday."""
    return day.weekday() < 5 and day not in FRANCE


@cache
def working_days(first: date, last: date) -> int:
    """Working days after the first day, up to the last one (T4)."""
    span = range(first.toordinal() + 1, last.toordinal() + 1)
    return sum(is_working(date.fromordinal(n)) for n in span)


def month_of(day: date) -> Month:
    """Give the month of a day."""
    return day.year, day.month


def months(start: date, end: date) -> set[Month]:
    """List the months that a span of days touches, its end excluded."""
    return {month_of(start + timedelta(days=n)) for n in range((end - start).days)}


@dataclass
class Count:
    """What one site's rows add up to for one indicator."""

    applicable: bool = True
    followed: set[Month] = field(default_factory=set)
    covered: set[Month] = field(default_factory=set)
    delays: list[int] = field(default_factory=list)
    numerator: int = 0
    denominator: int = 0
    pending: int = 0
    overdue: int = 0
    excluded: int = 0


def answer_day(row: Row, step: int, as_of: date) -> date | None:
    """Give the day of the answer, if it was known on the as-of date."""
    day = row.days[step]
    # The day of an appointment is known from the day on which it was given.
    known_on = (row.days[1] or row.event) if step == 2 else day
    return day if known_on is not None and known_on <= as_of else None


def add_row(count: Count, indicator: Indicator, row: Row, as_of: date) -> None:
    """Count one row of the indicator's scope, as many times as it stands for."""
    n = row.count
    if indicator.kind == "volume":
        count.numerator += n
    elif indicator.kind in ("lost", "reached"):
        known = row.codes["issue"] in ("repondu", "perdu")
        count.denominator += n if known else 0
        count.excluded += 0 if known else n
        wanted = "perdu" if indicator.kind == "lost" else "repondu"
        count.numerator += n if row.codes["issue"] == wanted else 0
    elif indicator.kind == "share":
        said = row.codes["teleprocedure" if indicator.good == DONE else "satisfaction"]
        count.denominator += n if said else 0
        count.excluded += 0 if said else n
        count.numerator += n if said in indicator.good else 0
    else:
        add_answer(count, indicator, row, as_of)


def add_answer(count: Count, indicator: Indicator, row: Row, as_of: date) -> None:
    """Count one letter or appointment, answered or not."""
    answered = answer_day(row, indicator.step, as_of)
    waited = working_days(row.event, answered or as_of)
    if answered is None and (indicator.deadline is None or waited <= indicator.deadline):
        count.pending += 1
        return
    count.denominator += 1
    if answered is None:
        count.overdue += 1
    elif indicator.deadline is None:
        count.numerator += waited
        count.delays.append(waited)
    else:
        count.numerator += waited <= indicator.deadline


def count_site(
    name: str, site: str, rows: list[Row], winners: list[Row], span: tuple[date, date, date]
) -> Count:
    """Count the rows of one site in the months it follows the indicator."""
    indicator, since = INDICATORS[name], FOLLOWED[site].get(name)
    if since is None:
        return Count(applicable=False)
    start, end, as_of = span
    followed = {month for month in months(start, end) if month >= since}
    seen = {month_of(row.event) for row in rows if row.site == site and row.event <= as_of}
    count = Count(followed=followed, covered=followed & seen)
    for row in winners:
        inside = start <= row.event < end and row.event <= as_of
        fits = all(row.codes[column] in codes.split() for column, codes in indicator.scope.items())
        if row.site == site and inside and fits and month_of(row.event) in followed:
            add_row(count, indicator, row, as_of)
    return count


def total(counts: list[Count]) -> Count:
    """Add up sites (C8): numerators and denominators, never rates."""
    return Count(
        applicable=any(count.applicable for count in counts),
        followed={month for count in counts for month in count.followed},
        covered={month for count in counts for month in count.covered},
        delays=[delay for count in counts for delay in count.delays],
        numerator=sum(count.numerator for count in counts),
        denominator=sum(count.denominator for count in counts),
        pending=sum(count.pending for count in counts),
        overdue=sum(count.overdue for count in counts),
        excluded=sum(count.excluded for count in counts),
    )


def quantile(values: list[int], share: Fraction) -> Fraction:
    """Hyndman-Fan 7: a straight line between the two neighbours."""
    values = sorted(values)
    place = (len(values) - 1) * share
    low = math.floor(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (place - low) * (values[high] - values[low])


def state_of(count: Count, size: int) -> str:
    """Find the first of the five states that holds (A1)."""
    if not count.applicable:
        return "not_applicable"
    if size > 0:
        return "measured"
    if count.covered:
        return "no_case"
    return "missing" if count.followed else "not_monitored"


def verdict_of(indicator: Indicator, value: Fraction) -> tuple[str, Fraction]:
    """Verdict and margin: above 0 there is room, below something lacks."""
    assert indicator.target is not None
    at_least = indicator.sense == "at_least"
    margin = value - indicator.target if at_least else indicator.target - value
    met = margin > 0 if indicator.sense == "less_than" else margin >= 0
    return ("met" if met else "near" if -margin <= indicator.tolerance else "missed"), margin


def cases(indicator: Indicator, numerator: int, denominator: int) -> int:
    """How many cases to spare (above 0) or lacking (below), the denominator fixed."""
    assert indicator.target is not None
    limit = Fraction(indicator.target * denominator, 100)
    if indicator.sense == "at_least":
        return numerator - math.ceil(limit)
    return math.floor(limit) - numerator


def result(indicator: Indicator, count: Count, last: date) -> Result:
    """Turn a count into a figure, judged by the objective of the period's last day."""
    volume, delay = indicator.kind == "volume", indicator.kind == "delay"
    state = state_of(count, count.numerator if volume else count.denominator)
    figure: dict[str, Fraction | int | str | None] = {}
    if state in ("measured", "no_case"):
        figure["pending"] = count.pending if indicator.kind in ("within", "delay") else None
        figure["overdue"] = count.overdue if indicator.kind == "within" else None
        figure["excluded"] = count.excluded
    if state == "measured":
        value = Fraction(count.numerator)
        if not volume:
            value *= Fraction(1 if delay else 100, count.denominator)
        figure.update(value=value, numerator=count.numerator, verdict="none")
        figure["denominator"] = None if volume else count.denominator
        if delay:
            figure["median"] = quantile(count.delays, Fraction(1, 2))
            figure["p90"] = quantile(count.delays, Fraction(9, 10))
        if indicator.target is not None and last >= OBJECTIVES_FROM:
            figure["verdict"], figure["margin"] = verdict_of(indicator, value)
            if not delay:
                figure["margin_cases"] = cases(indicator, count.numerator, count.denominator)
    covered = tuple(sorted(count.covered))
    return Result(state, len(covered), covered, **figure)  # type: ignore[arg-type]


def compute(
    registers: Registers, *, start: date, end: date, as_of: date | None = None
) -> dict[tuple[str, str], Result]:
    """Give every indicator of every site, and of all four, from start to before end."""
    results: dict[tuple[str, str], Result] = {}
    for name, indicator in INDICATORS.items():
        rows = registers.rows[indicator.register]
        winners = [max(group, key=rank) for group in records(rows)]
        span = start, end, as_of or as_of_date(rows) or date.min
        counts = {site: count_site(name, site, rows, winners, span) for site in FOLLOWED}
        counts["all"] = total(list(counts.values()))
        last = end - timedelta(days=1)
        results |= {(site, name): result(indicator, c, last) for site, c in counts.items()}
    return results


def follows(site: str, register: str, day: date) -> bool:
    """Tell whether the site follows an indicator over the register in the month of that day."""
    since = [m for name, m in FOLLOWED[site].items() if INDICATORS[name].register == register]
    return any(month_of(day) >= month for month in since)


def account(
    registers: Registers, *, start: date, end: date, as_of: date | None = None
) -> dict[str, dict[str, int]]:
    """Say where each row read went (C10)."""
    accounts = {}
    for register, rows in registers.rows.items():
        known = as_of or as_of_date(rows) or date.min
        winners = [max(group, key=rank) for group in records(rows)]
        counted = [
            row
            for row in winners
            if start <= row.event < end
            and row.event <= known
            and follows(row.site, register, row.event)
        ]
        rejected = len(registers.rejects[register])
        accounts[register] = {
            "read": len(rows) + rejected,
            "counted": len(counted),
            "superseded": len(rows) - len(winners),
            "rejected": rejected,
            "outside": len(winners) - len(counted),
        }
    return accounts
