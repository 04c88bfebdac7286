"""Trials as text: the first rows of an export as they will be counted.

Takes trials; prints them on a console. Convention owned here: a row that is rejected shows its
reason where its cells would stand; where the table is wider than the screen, a row is a sentence.
"""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from qualstat.reading.trial import Trial, TrialRow
from qualstat.render import layout, numbers
from qualstat.render.language import current, translate
from qualstat.render.layout import GAP, INDENT, QUIET, Column
from qualstat.render.screen import show

OPEN_CELL = "·"


def render_trials(trials: Sequence[Trial], unread: Sequence[str], console: Console) -> None:
    """Print the first rows of each table, what is left to say of it, and the sheets not read."""
    for one in trials:
        show(_lines(one, console.width), console)
    if unread:
        said = Text(translate("Sheets not read: {names}.", names=list(unread)), style=QUIET)
        show(layout.wrap(said, console.width), console)


def _lines(trial: Trial, width: int) -> Iterator[Text]:
    yield Text(trial.name, style="bold")
    line = translate("line")
    names = (line, *trial.columns)
    rows = [(str(one.line), *(cell or OPEN_CELL for cell in one.cells)) for one in trial.rows]
    columns = [
        Column(name, layout.widest([name, *(row[place] for row in rows if place < len(row))]),
               right=place == 0)
        for place, name in enumerate(names)
    ]  # fmt: skip
    wide = INDENT + layout.total(columns) > width
    if not wide:
        yield from layout.row([[Text(name, style=QUIET)] for name in names], columns, indent=INDENT)
    for row, one in zip(rows, trial.rows, strict=True):
        if one.reason is not None:
            yield from _refused(one, columns[0], width)
        elif wide:
            pairs = (Text(f"{name} {cell}") for name, cell in zip(names, row, strict=True))
            yield from layout.flow(pairs, width - INDENT, indent=INDENT)
        else:
            yield from layout.row([[Text(cell)] for cell in row], columns, indent=INDENT)
    yield from layout.flow([Text(one, style=QUIET) for one in _said(trial)], width, joint=" ")
    yield Text()


def _refused(row: TrialRow, first: Column, width: int) -> Iterator[Text]:
    """Yield a rejected row: its line and its reason."""
    reason = row.reason
    assert reason is not None
    column = f"{reason.column}{translate(': ')}" if reason.column else ""
    expected = translate("expected: {expected}", expected=reason.expected)
    said = Text(f"{column}{translate(reason.found)} — {expected}", style="yellow")
    head = Text(str(row.line).rjust(first.width) + " " * GAP)
    room = width - INDENT - len(head)
    opening, *more = layout.wrap(said, room)
    yield Text(" " * INDENT) + head + opening
    for line in more:
        line.pad_left(INDENT + len(head))
        yield line


def _said(trial: Trial) -> Iterator[str]:
    """Yield how many rows there are, and which columns are not read."""
    read, rejected, out = (
        numbers.number(count, current()) for count in (trial.read, trial.rejected, trial.left_out)
    )
    yield translate("In all: {read} records, {rejected} rejected.", read=read, rejected=rejected)
    if trial.left_out:
        yield translate("Rows that the profile leaves out: {n}.", n=out)
    if trial.strangers:
        yield translate("Columns not read: {names}.", names=list(trial.strangers))
