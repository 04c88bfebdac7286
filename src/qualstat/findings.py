"""Findings: defects of data and declarations, as values.

Takes nothing from other rooms; gives `Message` (a text not yet translated) and `Finding`.
Convention owned here: a text is an English source string with named places, marked by `N_`
for the catalogue, and is translated only where it is shown.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

Severity = Literal["blocking", "warning", "information"]
REJECTED = "rejected-row"  # the rule of a rejected row: counted as a row, apart from the rest
# The rules of what depends on the period or the day that is asked for: `check`, which asks for
# none, does not list them.
OF_THE_QUESTION = frozenset(
    {"no-data", "as-of-beyond", "explanation-without-case", "site-behind", "document-ahead"}
)
NAMES_SHOWN = 20
CELL_SHOWN = 40  # a finding quotes one cell, cut to this many characters (rule P1)


def N_(text: str) -> str:  # noqa: N802  # gettext's own name for it
    """Mark a source text for the catalogue; return it unchanged."""
    return text


class Message(Struct, frozen=True):
    """A translatable text: source string and the values for its named places.

    With `many`, `text` is what is said of one: which of them, the language of the reader tells by
    the value `number`.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    many: str = ""

    def __str__(self) -> str:
        several = self.many and self.values["number"] != 1
        return (self.many if several else self.text).format(**self.values)


def message(text: str, /, **values: object) -> Message:
    """Return the message of a source text already marked with `N_`."""
    return Message(text, values)


def meant(likely: str | None) -> Message | None:
    """Return the advice to write the nearest right name, where one is near."""
    return message(N_("did you mean {likely}?"), likely=likely) if likely else None


class Finding(Struct, frozen=True):
    """One defect: where it is, what was found, what was expected, what to do."""

    rule: str
    severity: Severity
    found: Message
    expected: Message | None = None
    advice: Message | None = None
    file: str = ""
    line: int | None = None
    column: str = ""
    count: int = 1


def cut(cell: str) -> str:
    """Return a cell as a finding may quote it.

    >>> len(cut("x" * 60))
    40
    """
    return cell if len(cell) <= CELL_SHOWN else cell[: CELL_SHOWN - 1] + "…"


def brief(names: Sequence[str]) -> list[str]:
    """Return names as a finding may list them: the first ones, each cut.

    >>> len(brief(["x"] * 60))
    21
    """
    kept = [cut(name) for name in names[:NAMES_SHOWN]]
    return [*kept, "…"] if len(names) > NAMES_SHOWN else kept
