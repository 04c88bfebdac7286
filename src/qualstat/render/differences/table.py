"""Differences as a table.

Takes what was compared; gives tables and text. Convention owned here: a value is the text that was
written; what is not there has neither text, file nor line.
"""

from qualstat.declarations.written import Leaf, dotted
from qualstat.findings import N_
from qualstat.referentiel.differences import Difference
from qualstat.referentiel.views import Compared, View
from qualstat.render.differences.fields import columns
from qualstat.render.language import translate
from qualstat.render.tables import Cell, Table, choosing, files
from qualstat.render.tables.markdown import to_markdown as lines

WORDS = {"added": N_("added"), "dropped": N_("dropped"), "changed": N_("changed")}


def written(found: Compared, view: choosing.View, form: str) -> str:
    """Return the differences as a file of a form."""
    return files.written(form, choosing.viewed(table(found), view))


def to_markdown(found: Compared, view: choosing.View) -> str:
    """Return the differences as a Markdown table."""
    return "\n".join(lines(choosing.viewed(table(found), view))) + "\n"


def table(found: Compared) -> Table:
    """Return one row a difference."""
    rows = (_row(found, one) for one in found.differences)
    return Table("differences", columns(), tuple(rows))


def word(one: Difference) -> str:
    """Return what became of a value."""
    return translate(WORDS[one.kind])


def _row(found: Compared, one: Difference) -> tuple[Cell, ...]:
    return (
        Cell(one.kind, word(one)),
        Cell(one.file),
        Cell(dotted(one.path)),
        Cell(one.before.text if one.before else None),
        Cell(one.after.text if one.after else None),
        *_place(found.before, one.file, one.before),
        *_place(found.after, one.file, one.after),
    )


def _place(view: View, path: str, leaf: Leaf | None) -> tuple[Cell, Cell]:
    if leaf is None:
        return Cell(None), Cell(None)
    return Cell(view.file(path)), Cell(leaf.line, str(leaf.line))
