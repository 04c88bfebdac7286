"""Marks: the months from which a series no longer says quite the same.

Takes the référentiel, a site, an indicator and months; gives `Mark` values by month. Convention
owned here: a mark is a declared break, an edition under which the indicator was another one, a
dated count that changes, or the first month followed.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from qualstat.periods import month_of
from qualstat.referentiel import Referentiel
from qualstat.referentiel.sites import DatedCount
from qualstat.referentiel.standing import DAY


class Mark(Struct, frozen=True):
    """What is new from a month on: the words declared for it, and for a count both numbers."""

    month: int
    kind: Literal["break", "edition", "count", "followed"]
    label: str = ""
    numbers: tuple[int, int] | None = None
    assumed: bool = False


def marks(
    referentiel: Referentiel, site: str, indicator: str, months: Iterable[int]
) -> tuple[Mark, ...]:
    """Return what is new at a site in some months, for an indicator."""
    held = sorted(months)
    found = [
        *_breaks(referentiel, site, indicator, held),
        *_editions(referentiel, site, indicator, held),
        *_counts(referentiel, site, indicator, held),
        *_followed(referentiel, site, indicator, held),
    ]
    return tuple(sorted(found, key=lambda one: one.month))


def _breaks(
    referentiel: Referentiel, site: str, indicator: str, months: list[int]
) -> Iterator[Mark]:
    for one in referentiel.breaks(site, indicator):
        if one.month in months:
            yield Mark(one.month, "break", one.label, assumed=one.assumed)


def _editions(
    referentiel: Referentiel, site: str, indicator: str, months: list[int]
) -> Iterator[Mark]:
    """Yield the editions that come into force and under which the indicator was another one."""
    standing, declared = referentiel.standing, referentiel.indicators[indicator]
    for edition in referentiel.editions if referentiel.ever_follows(site, indicator) else ():
        start = edition.valid_from
        crossed = standing.crossing(declared, start - DAY, start)
        if month_of(start) in months and crossed is not None:
            said = crossed.link.reason if crossed.link else edition.label
            yield Mark(month_of(start), "edition", said, assumed=edition.assumed)


def _counts(
    referentiel: Referentiel, site: str, indicator: str, months: list[int]
) -> Iterator[Mark]:
    for before, after in referentiel.count_changes(site, months):
        if referentiel.ever_follows(site, indicator) and _shown(referentiel, after, indicator):
            yield Mark(after.since, "count", after.label, (before.number, after.number),
                       assumed=after.assumed)  # fmt: skip


def _shown(referentiel: Referentiel, one: DatedCount, indicator: str) -> bool:
    """Whether a count is declared beside an indicator: under its heading, or under none."""
    listed = {held.id: held.indicators for held in referentiel.headings}
    return not one.headings or any(indicator in listed[name] for name in one.headings)


def _followed(
    referentiel: Referentiel, site: str, indicator: str, months: list[int]
) -> Iterator[Mark]:
    for month in months:
        follows = (referentiel.follows(site, indicator, one) for one in (month - 1, month))
        if tuple(follows) == (False, True):
            yield Mark(month, "followed")
