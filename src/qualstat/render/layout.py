"""Layout: cells of styled text set in columns.

Takes `Text` cells and column widths; gives `Text` lines. Convention owned here: nothing is ever
cut: a line breaks at plain spaces only (a no-break space holds a figure and its unit together),
columns stand two apart, and lines carry no trailing blanks.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct
from rich.cells import cell_len
from rich.text import Text

from qualstat.render.entries import Entry

GAP = 2
INDENT = 2
JOINT = " · "
QUIET = "dim"
HEADING = "bold cyan"
ENTRY_FROM = 60  # narrower, the name of an entry stands on a line of its own


class Column(Struct, frozen=True):
    """A column: its header, width, and side."""

    header: str
    width: int
    right: bool = False


def head(title: str, about: Iterable[str], width: int, *, sample: str = "") -> Iterator[Text]:
    """Yield the head of a page: its title, what it is about, and that its figures are made up."""
    yield from wrap(Text(title, style="bold"), width)
    yield from flow([*map(Text, about), Text(sample, style="bold yellow")], width)


def wrap(text: Text, width: int, *, indent: int = 0) -> list[Text]:
    """Return a text in lines of at most `width` columns, broken at plain spaces, set in."""
    plain = text.plain
    offsets: list[int] = []
    start = used = 0
    for word in _words(plain):
        size = cell_len(word.rstrip(" "))
        if used and used + size > width:
            offsets.append(start)
            used = 0
        used += cell_len(word)
        start += len(word)
    lines = list(text.divide(offsets))
    for line in lines:
        line.rstrip()
        line.pad_left(indent)
    return lines


def _words(plain: str) -> list[str]:
    """Cut a text after each plain space."""
    parts = plain.split(" ")
    return [part + " " for part in parts[:-1]] + parts[-1:]


def row(
    cells: Sequence[Sequence[Text]], columns: Sequence[Column], *, indent: int = 0
) -> list[Text]:
    """Return the lines of one row; each cell is a list of lines already within its column."""
    lines = []
    for parts in zip_longest(*cells):
        line = Text(" " * indent)
        for place, (part, column) in enumerate(zip(parts, columns, strict=True)):
            text = part if part is not None else Text()
            blank = " " * max(0, column.width - cell_len(text.plain))
            line.append(" " * GAP if place else "")
            line.append_text(Text(blank) + text if column.right else text + Text(blank))
        line.rstrip()
        lines.append(line)
    return lines


def flow(parts: Iterable[Text], width: int, *, indent: int = 0, joint: str = JOINT) -> list[Text]:
    """Return parts one after the other on lines of at most `width`, broken between parts."""
    lines: list[Text] = []
    for part in parts:
        if not part.plain:
            continue
        if lines and cell_len(lines[-1].plain) + cell_len(joint + part.plain) <= width:
            lines[-1].append(joint, style=QUIET)
            lines[-1].append_text(part)
        else:
            # each piece keeps its own style: a line has none that the next piece would inherit
            lines += [Text().append_text(line) for line in wrap(part, width)]
    for line in lines:
        line.pad_left(indent)
    return lines


def entry_room(names: Iterable[str], width: int) -> int:
    """Return the width left to what is said under the widest of some names."""
    return width - (widest(names) + GAP if width >= ENTRY_FROM else INDENT)


def entry(name: str, said: Sequence[Text], width: int, room: int) -> list[Text]:
    """Return a name and lines said under it, set in a second column where there is room."""
    head = Text(name, style="bold")
    if width < ENTRY_FROM:
        return [*wrap(head, width), *(Text(" " * INDENT).append_text(line) for line in said)]
    columns = [Column("", width - room - GAP), Column("", room)]
    return row([wrap(head, columns[0].width), said], columns)


def together(sentences: Sequence[str], room: int) -> list[Text]:
    """Return sentences one after the other."""
    return flow(map(Text, sentences), room, joint=" ")


def apart(sentences: Sequence[str], room: int) -> list[Text]:
    """Return sentences one below the other."""
    return [line for one in sentences for line in wrap(Text(one), room)]


def entries(
    held: Sequence[Entry], width: int, said: Callable[[Sequence[str], int], list[Text]] = together
) -> Iterator[Text]:
    """Yield names and what is said under them."""
    room = entry_room([one.name for one in held], width)
    for one in held:
        yield from entry(one.name, said(one.sentences, room), width, room)


def sheet(label: str, name: str, held: Sequence[Entry], width: int) -> Iterator[Text]:
    """Yield the label and the name of what is declared, and what is said of it."""
    yield from wrap(Text(label, style="bold"), width)
    yield Text(name)
    yield Text()
    yield from entries(held, width, apart)


def footnotes(notes: Iterable[str], width: int) -> Iterator[Text]:
    """Yield the notes that close a group, set in."""
    for note in notes:
        yield from wrap(Text(note, style="italic"), width - INDENT, indent=INDENT)


def widest(cells: Iterable[str]) -> int:
    """Return the width of the widest text."""
    return max((cell_len(cell) for cell in cells), default=0)


def total(columns: Sequence[Column]) -> int:
    """Return the width of columns side by side."""
    return sum(column.width for column in columns) + GAP * max(0, len(columns) - 1)
