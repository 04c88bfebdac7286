"""Opening: a file of any format as its tables.

Takes where an export is, and what is declared and wanted of it; gives its tables.
Convention owned here: what a file is, its first bytes say, whatever its name; a workbook may hold
several tables, any other file one.
"""

from qualstat.exports import texts, workbooks
from qualstat.exports.disguises import ARCHIVE, COMPOUND
from qualstat.exports.layout import Layout, Wanted
from qualstat.exports.place import Place
from qualstat.exports.table import Opened


def opened(place: Place, name: str, layout: Layout, wanted: Wanted) -> Opened:
    """Return the tables of an export.

    Raises `Unreadable` where it cannot be opened or holds nothing.
    """
    if layout.kind == "workbook" or (layout.kind is None and _is_workbook(place)):
        return workbooks.tables(place, name, layout, wanted)
    return Opened((texts.table(place, name, layout, wanted),))


def _is_workbook(place: Place) -> bool:
    with place.opened() as stream:
        return stream.read(len(COMPOUND)).startswith((ARCHIVE, COMPOUND))
