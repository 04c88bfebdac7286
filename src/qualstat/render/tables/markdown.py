"""Pages and tables as GitHub-flavoured Markdown.

Takes a title, entries or a table; gives lines. Convention owned here: text from registers and
declarations is escaped, so that a label can neither break a table nor become markup; a cell that
says nothing is a dash.
"""

import re
from collections.abc import Iterable, Sequence

from qualstat.render.entries import Entry
from qualstat.render.language import translate
from qualstat.render.tables.values import Table

SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&$])")
NONE = "–"
LEFT, RIGHT = "---", "---:"


def escape(text: str) -> str:
    r"""Return a text that Markdown shows as it is.

    >>> print(escape("a|b"))
    a\|b
    """
    return SPECIAL.sub(r"\\\1", text.replace("\r", " ").replace("\n", " "))


def named(name: str, text: str) -> str:
    """Return an item of a list: a text behind its name in bold."""
    bold = translate("{name}:", name=name)
    return f"- **{escape(bold)}** {escape(text)}"


def entries(held: Iterable[Entry]) -> list[str]:
    """Return entries as the items of a list."""
    return [named(one.name, " ".join(one.sentences)) for one in held]


def row(cells: Iterable[str]) -> str:
    """Return a line of a table, its cells already escaped."""
    return "| " + " | ".join(cells) + " |"


def head(title: str, about: Iterable[str], *, sample: str = "") -> list[str]:
    """Return the head of a page: its title, what it is about, and that its figures are made up."""
    said = [*(escape(part) for part in about if part), *([f"**{sample}**"] if sample else [])]
    return [f"# {escape(title)}", "", " · ".join(said)]


def page(title: str, about: Iterable[str], table: Table) -> str:
    """Return a page of one table."""
    return "\n".join([*head(title, about), "", *to_markdown(table)]) + "\n"


def headed(label: str, titles: Sequence[str]) -> list[str]:
    """Return the lines that open a table under a heading of its own."""
    return [f"## {escape(label)}", "", row(titles), row([LEFT] * len(titles))]


def to_markdown(table: Table) -> list[str]:
    """Return the lines of a table, the titles first."""
    return [
        row(escape(column.title) for column in table.columns),
        row(RIGHT if column.right else LEFT for column in table.columns),
        *(row(escape(cell.text) or NONE for cell in cells) for cells in table.rows),
    ]
