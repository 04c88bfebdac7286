"""Samples: the table of an export that a draft looks at, and where its header stands.

Takes a place; gives a `Sample`. Conventions owned here: of several sheets, the one whose header
says most is looked at; a line that holds figures or dates where the lines below it do is no
header, unless it holds names that are usual; no header stands below a line as full as itself.
"""

from msgspec.structs import replace

from qualstat.drafts import looks
from qualstat.drafts.looks import Sample
from qualstat.drafts.tidying import tidy
from qualstat.drafts.usual import NAMES
from qualstat.exports.layout import Layout, Wanted, folded
from qualstat.exports.opening import opened
from qualstat.exports.place import Place
from qualstat.exports.table import Table

FIGURES = frozenset({"date", "epoch", "time", "duration", "whole", "decimal"})
NAMELESS = "colonne_{position}"
ENOUGH = 2  # usual names that tell a header; one may stand in a row
SPELLED = [
    (column, *"|".join(names).split("|"))
    for held in NAMES.values() for column, names in held.items()
]  # fmt: skip
USUAL = Wanted(others=tuple(frozenset(map(folded, names)) for names in SPELLED))
KNOWN = frozenset(tidy(name) for names in SPELLED for name in names if name)


def sample(place: Place, name: str) -> Sample:
    """Return the first rows of an export.

    Raises `Unreadable` where it cannot be read.
    """
    table, sheets = _table(place, name, Layout())
    layout = Layout(sheets=(table.seen.sheet,) if sheets else ())
    found = looks.looked(table)
    if not _named(found):
        layout = _restated(place, name, layout, found)
        found = looks.looked(_table(place, name, layout)[0])
    uneven = found.lacking or found.surplus
    if found.trailing or (uneven and not layout.header_lines):
        layout = replace(layout, ragged=True)
        found = replace(looks.looked(_table(place, name, layout)[0]), ragged=True)
    if not layout.header_lines:
        looks_named = (
            replace(one, name=NAMELESS.format(position=one.position)) for one in found.looks
        )
        found = replace(found, looks=tuple(looks_named))
    return replace(found, sheets=sheets)


def _table(place: Place, name: str, layout: Layout) -> tuple[Table, tuple[str, ...]]:
    """Return the table of an export whose header says most, and the names of the other sheets."""
    held = opened(place, name, layout, USUAL)
    table = max(held.tables, key=_known)
    others = (one.seen.sheet for one in held.tables if one is not table)
    if table.seen.kind == "csv" and layout.header_lines:
        table = _likelier(table, opened(place, name, layout, Wanted()).tables[0])
    return table, tuple(one for one in (*others, *held.unread_sheets) if one)


def _likelier(named: Table, shaped: Table) -> Table:
    """Return the likelier of two: whose header has usual names, or looks like one.

    A row may hold usual names too: it stands below what looks like a header.
    """
    above = named.seen.header_line <= shaped.seen.header_line
    known, other = _known(named), _known(shaped)
    if known >= ENOUGH:
        return named if above or not other else shaped
    return named if above and known > other and len(named.header) > 1 else shaped


def _known(table: Table) -> int:
    return sum(tidy(name) in KNOWN for name in table.header)


def _restated(place: Place, name: str, layout: Layout, found: Sample) -> Layout:
    """Return how a table stands whose header holds no usual names."""
    bare = replace(layout, header_lines=0)
    above = _first_full_line(place, name, bare) if found.seen.kind == "csv" else 0
    if 0 < above < found.seen.header_line:
        layout = replace(layout, lines_above=above - 1)
        found = looks.looked(_table(place, name, layout)[0])
    return layout if _headed(found) else bare


def _first_full_line(place: Place, name: str, layout: Layout) -> int:
    """Return the first line without a blank cell; 0 where the first row has one."""
    table, _ = _table(place, name, layout)
    for batch in table.batches(range(len(table.header)), ()):
        for line in batch.lines[:1]:
            return int(line) if all(cell.strip() for cell in batch.cells(0)) else 0
    return 0


def _named(found: Sample) -> bool:
    return sum(tidy(one.name) in KNOWN for one in found.looks) >= ENOUGH


def _headed(found: Sample) -> bool:
    """Tell whether the names of columns are no row: figures do not stand over figures."""
    if not found.rows:
        return not any(_figure(one.name) for one in found.looks)
    told = [_figure(one.name) for one in found.looks if one.kind in FIGURES and one.name.strip()]
    return told.count(True) <= told.count(False)


def _figure(text: str) -> bool:
    return looks.look("", 1, [text]).kind in FIGURES
