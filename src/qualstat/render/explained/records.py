"""An explanation for machines.

Takes an `Explanation`; gives the text of a CSV or JSON file. Convention owned here: CSV gives one
table, that which was asked for last (late cases, rows, ways), else the arithmetic by month; JSON
gives them all.
"""

from qualstat.explanations import Explanation
from qualstat.render.explained import listing
from qualstat.render.records import figures
from qualstat.render.tables import Table, files


def table(held: Explanation, *, ways: bool = False) -> Table:
    """Return the table that was asked for, else the arithmetic by month."""
    if held.late is not None:
        return listing.late(held)
    if held.rows is not None:
        return listing.rows(held)
    return listing.ways(held) if ways else listing.months(held)


def written(held: Explanation, form: str, *, ways: bool = False) -> str:
    """Return the figure and all that is behind it, or the one table, as a file of a form."""
    if form != "json":
        return files.written(form, table(held, ways=ways))
    tables = [
        figures(held.scorecard.figures), listing.declared(held), listing.months(held),
        listing.files(held), listing.days_off(held), listing.marks(held), listing.ways(held),
    ]  # fmt: skip
    tables += [listing.rows(held)] if held.rows is not None else []
    tables += [listing.late(held)] if held.late is not None else []
    return files.written(form, *tables)
