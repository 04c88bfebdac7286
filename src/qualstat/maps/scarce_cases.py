"""Scarce cases: indicators with fewer cases than the activity beside them makes plausible (A3).

Takes rows and what they are made from; gives `Oddity` values. Conventions owned here: only the
months in which a site follows and covers the indicator count; beside them stand the records of
the named registers in the same months, where the site follows anything of them.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from qualstat.maps.rows import Ground
from qualstat.maps.values import Oddity, Row
from qualstat.referentiel.indicators import Plausible
from qualstat.significance.scarce import scarce

FALSE_ALARM = Fraction(1, 100)  # of sites whose true number of cases is just the least plausible


def scarce_cases(ground: Ground, rows: Iterable[Row]) -> Iterator[Oddity]:
    """Yield the rows with implausibly few cases over the period.

    Poisson's probability of at most so many, where the least plausible number is expected.
    """
    for row in rows:
        for name in row.indicators:
            one = ground.referentiel.indicators[name]
            if one.plausible:
                yield from _judged(ground, row, one.plausible)


def noticed(ground: Ground, row: Row) -> bool:
    """Tell whether few cases would be noticed in a row."""
    named = (ground.referentiel.indicators[name] for name in row.indicators)
    return bool(row.known) and any(one.plausible for one in named)


def _judged(ground: Ground, row: Row, plausible: Plausible) -> Iterator[Oddity]:
    cells = [one for one in row.cells if one.known]
    months = tuple(one.month for one in cells)
    found = sum(one.records for one in cells)
    beside = sum(_beside(ground, row.site, name, months) for name in plausible.of)
    expected = plausible.at_least * beside / plausible.per
    p = scarce(found, float(expected))
    if p <= FALSE_ALARM:
        yield Oddity(
            "scarce-cases", row, months, Fraction(found), expected, p, beside=(beside, plausible)
        )  # fmt: skip


def _beside(ground: Ground, site: str, register: str, months: Iterable[int]) -> int:
    records = ground.counting.records(register, {})[site]
    return sum(
        ground.counting.inside(records, ground.period, month)
        for month in months
        if ground.referentiel.follows_register(site, register, month)
    )
