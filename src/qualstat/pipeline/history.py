"""History: figures as published, imported into the store, listed and removed.

Takes files and what is asked; gives an `Imported`, or figures. Conventions owned here: a blocking
finding imports nothing at all; without a store, a file is only checked.
"""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from qualstat.engines.remarks import on_sheets
from qualstat.errors import RegisterError, UsageError
from qualstat.exports.place import Place
from qualstat.exports.unreadable import Unreadable
from qualstat.findings import N_, Finding, message
from qualstat.periods import Period
from qualstat.published import Figures, Published, keeping
from qualstat.published.checking import checked
from qualstat.published.figures import figures
from qualstat.published.keeping import Kept
from qualstat.published.reading import read
from qualstat.referentiel import Referentiel
from qualstat.referentiel.choosing import chosen_indicators, chosen_sites
from qualstat.referentiel.loader import load
from qualstat.referentiel.sites import ALL
from qualstat.store import Store, opened


class Imported(Struct, frozen=True):
    """What became of a file: its findings, its figures, and how many were kept.

    `kept` is None where nothing was to be kept, or could be.
    """

    findings: tuple[Finding, ...]
    figures: int
    rejected: int
    kept: Kept | None = None


class Chosen(Struct, frozen=True):
    """Which figures are meant: all of them where nothing is named."""

    sites: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    period: Period | None = None

    @property
    def asked(self) -> bool:
        """Whether anything is named."""
        return bool(self.sites or self.indicators or self.period)


def import_published(
    declared: Path,
    place: Place,
    store: Path | None,
    *,
    check: bool = False,
    replacing: bool = False,
) -> Imported:
    """Check a file of published figures, and keep them; `check` keeps none.

    Raises `RegisterError` where the file cannot be read, and what `load` and `opened` do.
    """
    referentiel, said = load(declared)
    if store is None or (check and not store.exists()):
        return _imported(referentiel, said, place, None, check=True, replacing=replacing)
    with opened(store) as held:
        return _imported(referentiel, said, place, held, check=check, replacing=replacing)


def _imported(  # noqa: PLR0913  # what an import is made of
    referentiel: Referentiel,
    said: list[Finding],
    place: Place,
    store: Store | None,
    *,
    check: bool,
    replacing: bool,
) -> Imported:
    try:
        found = read(place, place.path.name, referentiel)
    except Unreadable as reason:
        raise RegisterError(reason.finding(str(place.path))) from None
    known = keeping.figures(store) if store else {}
    sheet = replace(found.sheet, known=known, replace=replacing)
    findings = [*said, *found.findings, *on_sheets(sheet.file, found.unread), *checked(sheet)]
    given = [one for one, _, _ in figures(sheet).values()]
    kept = None
    if store and not check and not any(one.severity == "blocking" for one in findings):
        kept = keeping.keep(store, given)
    return Imported(tuple(findings), len(given), found.rejected, kept)


def published(declared: Path, store: Path, chosen: Chosen) -> tuple[Referentiel, list[Published]]:
    """Return the figures that a store keeps, those chosen, in the order of the référentiel."""
    referentiel, _ = load(declared)
    with opened(store, existing=True) as held:
        return referentiel, _wanted(referentiel, keeping.figures(held), chosen)


def remove_published(
    declared: Path, store: Path, chosen: Chosen
) -> tuple[Referentiel, list[Published]]:
    """Remove the figures chosen from a store, and return them."""
    if not chosen.asked:
        found = message(N_("nothing says which figures are to be removed"))
        expected = message(N_("a site, an indicator or a period, as in --year 2017"))
        raise UsageError(Finding("usage", "blocking", found, expected))
    referentiel, _ = load(declared)
    with opened(store, existing=True) as held:
        gone = _wanted(referentiel, keeping.figures(held), chosen)
        keeping.forget(held, [one.key for one in gone])
    return referentiel, gone


def _wanted(referentiel: Referentiel, kept: Figures, chosen: Chosen) -> list[Published]:
    asked = [one for one in chosen.sites if one != ALL]
    sites = chosen_sites(referentiel, asked) if asked else ()
    wanted = {*sites, *([ALL] if ALL in chosen.sites else [])}
    named = chosen_indicators(referentiel, chosen.indicators, None)
    indicators = {one.id for one in named} if chosen.indicators else set()
    found = [
        one for one in kept.values()
        if (not wanted or one.site in wanted)
        and (not indicators or one.indicator in indicators)
        and (chosen.period is None or _within(one.period, chosen.period))
    ]  # fmt: skip
    order = [*referentiel.sites, ALL, *referentiel.indicators]
    ranks = {name: place for place, name in enumerate(order)}
    return sorted(found, key=lambda one: (one.period, ranks.get(one.site, -1),
                                          ranks.get(one.indicator, -1)))  # fmt: skip


def _within(one: Period, asked: Period) -> bool:
    return asked.start <= one.start and one.end <= asked.end
