"""Values and their origins, as a table.

Takes what was asked for; gives tables and text. Convention owned here: a value is the text that was
written, whatever its type; one that the program supposes has neither file nor line.
"""

from collections.abc import Sequence

from qualstat.referentiel.origins import Asked, Origin, origins
from qualstat.render.origins.fields import columns
from qualstat.render.tables import Cell, Table, files
from qualstat.render.tables.choosing import View, viewed
from qualstat.render.tables.markdown import to_markdown as lines


def written(each: Sequence[Asked], view: View, form: str) -> str:
    """Return the values as a file of a form."""
    return files.written(form, viewed(table(each), view))


def to_markdown(each: Sequence[Asked], view: View) -> str:
    """Return the values as a Markdown table."""
    return "\n".join(lines(viewed(table(each), view))) + "\n"


def table(each: Sequence[Asked]) -> Table:
    """Return one row a value."""
    rows = (_row(one) for asked in each for one in origins(asked))
    return Table("values", columns(), tuple(rows))


def _row(one: Origin) -> tuple[Cell, ...]:
    texts = (one.indicator, one.site, one.part, one.key, one.text, one.file)
    line = Cell(one.line, "" if one.line is None else str(one.line))
    return (*(Cell(text or None) for text in texts), line)
