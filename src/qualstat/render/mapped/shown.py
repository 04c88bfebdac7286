"""Shown: which rows of a map a reader needs to see, and which of their cells are odd.

Takes a `Map`; gives rows and oddities. Convention owned here: a part stands below its register
where its months differ, where it has no record at all, or where something in it is odd; all parts
do where they were asked for.
"""

from qualstat.maps import Map, Oddity, Row


def rows(held: Map, site: str) -> list[Row]:
    """Return the rows of a site that are shown, registers followed by parts."""
    found: list[Row] = []
    whole: Row | None = None
    for row in held.rows:
        if row.site != site or never(row):
            continue
        whole = row if row.whole else whole
        if row.whole or held.parts or (whole and _telling(held, row, whole)):
            found.append(row)
    return found


def never(row: Row) -> bool:
    """Whether a site never follows a row."""
    return all(one.state == "not_applicable" for one in row.cells)


def _telling(held: Map, row: Row, whole: Row) -> bool:
    return _months(row) != _months(whole) or silent(row) or any(one.row is row for one in odd(held))


def _months(row: Row) -> list[int]:
    return [one.month for one in row.cells if one.known]


def silent(row: Row) -> bool:
    """Whether a row is covered and has no record in any month."""
    states = {one.state for one in row.cells}
    return "no_case" in states and "covered" not in states


def odd(held: Map) -> list[Oddity]:
    """Return what is odd, declared breaks included."""
    return [*held.oddities, *(one.oddity for one in held.told)]


def oddity(held: Map, row: Row, month: int) -> Oddity | None:
    """Return what is odd in a cell."""
    return held.odd_cells.get((row.key, month))
