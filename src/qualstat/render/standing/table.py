"""How a store stands, as tables.

Takes a `Standing`; gives tables: the store, its sources, its files. Convention owned here: a
month is `2018-05` for a machine; what is empty for people is absent, and nothing is zero for it.
"""

from qualstat.periods import first_day
from qualstat.render import numbers, words
from qualstat.render.language import current
from qualstat.render.standing.fields import columns
from qualstat.render.tables import Cell, Column, Table, Value, files
from qualstat.render.tables.choosing import View, viewed
from qualstat.store.standing import Source, Standing

SOURCES, STORE, FILES = "sources", "store", "files"
USUAL = ("register", "site", "rows", "last_month", "known_to", "missing_since")


def written(held: Standing, view: View, form: str) -> str:
    """Return the store, its sources and its files, or its sources alone, as a file of a form."""
    return files.written(form, _store(held), viewed(sources(held), view), _files(held), sheet=1)


def worded(held: Standing, view: View) -> Table:
    """Return the sources in the columns and the order asked for, for people."""
    names = view.columns or USUAL
    return viewed(sources(held), View(names, view.sort))


def sources(held: Standing) -> Table:
    """Return one row a source."""
    return Table(SOURCES, columns(), tuple(_row(held, one) for one in held.sources))


def site_name(held: Standing, site: str) -> str:
    """Return the short name of a site; its id where it is declared no more."""
    declared = held.referentiel.sites.get(site)
    return words.typography(declared.short) if declared else site


def month(value: int) -> str:
    """Return a month as a sentence names it."""
    return numbers.month(value, current(), year=True)


def _row(held: Standing, one: Source) -> tuple[Cell, ...]:
    return (
        Cell(one.register, words.register(one.register)),
        Cell(one.site, site_name(held, one.site)),
        Cell(one.files),
        Cell(one.rows),
        _month(one.first),
        _month(one.last),
        Cell(one.known_to),
        _month(one.missing_since),
        Cell(len(one.missing)),
        Cell(one.held_by or None, words.typography(one.held_by)),
    )


def _month(value: int | None) -> Cell:
    if value is None:
        return Cell(None)
    return Cell(
        first_day(value).isoformat()[:7], numbers.month(value, current(), short=True, year=True)
    )


def _store(held: Standing) -> Table:
    said: dict[str, Value] = {
        "path": str(held.path), "bytes": held.size, "version": held.version,
        "files": len(held.files) - len(held.in_state("new")),
        "rows": sum(one.rows for one in held.files), "key": held.key,
        "folder": held.folder or None, "sample": held.sample,
    }  # fmt: skip
    names = tuple(Column(name, name) for name in said)
    return Table(STORE, names, (tuple(Cell(value) for value in said.values()),))


def _files(held: Standing) -> Table:
    names = tuple(Column(name, name) for name in ("file", "register", "state", "rows"))
    rows = (
        (Cell(one.name), Cell(one.register), Cell(one.state), Cell(one.rows)) for one in held.files
    )
    return Table(FILES, names, tuple(rows))
