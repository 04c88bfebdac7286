"""Opening: a file of any format as its tables.

Takes where an export is, and what is declared and wanted of it; gives its tables.
Convention owned here: what a file is, its first bytes say, whatever its name; a workbook may hold
several tables, any other file one.
"""

from dataclasses import dataclass

from qualstat.exports import texts, workbooks
from qualstat.exports.layout import Layout, Wanted
from qualstat.exports.place import Place
from qualstat.exports.table import Table

ZIPPED, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # xlsx, xlsm and ods; xls


@dataclass(frozen=True)
class Opened:
    """The tables of an export, and the sheets that are none of them."""

    tables: tuple[Table, ...]
    unread_sheets: tuple[str, ...] = ()


def opened(place: Place, name: str, layout: Layout, wanted: Wanted) -> Opened:
    """Return the tables of an export.

    Raises `Unreadable` where it cannot be opened or holds nothing.
    """
    if layout.kind == "workbook" or (layout.kind is None and _is_workbook(place)):
        found = workbooks.tables(
            place.path, name, layout, wanted, data=place.unpacked(), limit=place.limit
        )
        return Opened(tuple(found.tables), tuple(found.unread_sheets))
    return Opened((texts.table(place, name, layout, wanted),))


def _is_workbook(place: Place) -> bool:
    with place.opened() as stream:
        return stream.read(4) in (ZIPPED, OLD)
