"""Comparisons on a screen or in a pipe.

Takes `Comparisons` and a console; prints. Convention owned here: under each indicator, a row a
site and pair of periods: the later figure, the earlier one, the change and whether it is chance,
side by side where all rows fit, else one after the other; what qualifies them stands below.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rich.console import Console
from rich.text import Text

from qualstat.comparisons import Comparison, Comparisons
from qualstat.periods import Period
from qualstat.render import closing, layout, numbers
from qualstat.render import words as figure_words
from qualstat.render.brush import FACE, Brush, brush, texts
from qualstat.render.comparison import words
from qualstat.render.grouped import Group, Line, groups
from qualstat.render.language import current, translate
from qualstat.render.layout import HEADING, INDENT, QUIET, Column
from qualstat.render.screen import show
from qualstat.scorecards import ALL, Figure

NAME_MOST = 20


@dataclass(frozen=True)
class Row:
    """A row: its name and its comparison, the first of those that say the same absences."""

    name: str
    held: Comparison


@dataclass(frozen=True)
class Sheet:
    """What every row shares: what is compared, the brush, the width, the columns if they fit."""

    rows: Mapping[str, Sequence[Row]]  # by indicator
    titles: Mapping[str, str]  # of the columns
    brush: Brush
    width: int
    columns: tuple[Column, ...] = ()


def render(held: Comparisons, console: Console) -> None:
    """Print comparisons."""
    show(lines(held, console), console)


def lines(held: Comparisons, console: Console) -> Iterator[Text]:
    """Yield the lines of comparisons."""
    width, found = console.width, groups(held.scorecard)
    figures = [side for one in held.comparisons for side in (one.now, one.before)]
    shown = {line.indicator.id for group in found for line in group.lines}
    rows = {one: _rows(held, one) for one in shown}
    bare = Sheet(rows, _titles(held), brush(figures, console), width)
    sheet = replace(bare, columns=tuple(_columns(bare)))
    yield from _title(held, width)
    if not found:
        yield from layout.wrap(Text(translate("No indicator to show.")), width)
    if sheet.columns:
        heads = [[Text(sheet.titles.get(one.header, ""), style=QUIET)] for one in sheet.columns]
        yield from layout.row(heads, sheet.columns, indent=2 * INDENT)
    for group in found:
        yield Text()
        yield from _group(group, sheet)
    yield Text()
    yield from _closing(held, found, shown, sheet)


def _titles(held: Comparisons) -> Mapping[str, str]:
    """Return what stands above each column: the periods, where all rows have the same."""
    titles = {
        "now": translate("Result"), "before": translate("Before"),
        "change": translate("Change"), "chance": translate("Chance"),
    }  # fmt: skip
    pairs = {(one.now.period, one.before.period) for one in held.comparisons}
    if len(pairs) == 1:
        now, before = (numbers.period(one, current(), short=True) for one in pairs.pop())
        titles |= {"now": now, "before": before}
    return titles


def _rows(held: Comparisons, indicator: str) -> list[Row]:
    """Return the rows of an indicator, equal absences in a row made one."""
    runs: list[list[Comparison]] = []
    for one in held.comparisons:
        if one.now.indicator.id != indicator:
            continue
        if runs and _alike(runs[-1][0], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    every = len(held.scorecard.sites)  # whose total's name stands for them all
    return [
        Row(", ".join(_name(one, held) for one in (run[-1:] if len(run) == every else run)), run[0])
        for run in runs
    ]


def _alike(one: Comparison, other: Comparison) -> bool:
    """Whether two rows say the same absences and nothing else."""
    sides = ((one.now, other.now), (one.before, other.before))
    same = all(a.measure.state == b.measure.state and a.period == b.period for a, b in sides)
    absent = all(side.measure.value is None for pair in sides for side in pair)
    return same and absent and not (words.remarked(one) or words.remarked(other))


def _title(held: Comparisons, width: int) -> Iterator[Text]:
    yield from layout.wrap(Text(closing.title(held.scorecard), style="bold"), width)
    said = closing.subtitle(held.scorecard)
    shifts = dict.fromkeys(one.now.shift for one in held.comparisons)
    if said:
        first, last = held.scorecard.periods[0], held.scorecard.periods[-1]
        whole = Period(first.start, last.end)
        earlier = [numbers.period(whole.earlier(one), current()) for one in shifts]
        said[0] = translate("{period} compared with {earlier}",
                            period=numbers.period(whole, current()),
                            earlier=", ".join(earlier))  # fmt: skip
    parts = texts(said)
    if held.scorecard.source.sample:
        parts.append(Text(translate(closing.SAMPLE), style="bold yellow"))
    yield from layout.flow(parts, width)


def _group(group: Group, sheet: Sheet) -> Iterator[Text]:
    yield from layout.wrap(Text(group.label, style=HEADING), sheet.width)
    for line in group.lines:
        yield from _line(line, sheet)
    yield from layout.footnotes(group.footnotes, sheet.width)


def _line(line: Line, sheet: Sheet) -> Iterator[Text]:
    head = [Text(line.label), *texts((line.engagement, line.objective), QUIET)]
    yield from layout.flow(head, sheet.width - INDENT, indent=INDENT)
    for row in sheet.rows[line.indicator.id]:
        yield from _row(row, line, sheet)


def _row(row: Row, line: Line, sheet: Sheet) -> Iterator[Text]:
    one, cells, indent = row.held, _cells(row, sheet.brush), 2 * INDENT
    if sheet.columns:
        held = [layout.wrap(cells[column.header], column.width) for column in sheet.columns]
        yield from layout.row(held, sheet.columns, indent=indent)
    else:
        named = [cells["name"], _named(one.now, cells["now"]), _named(one.before, cells["before"]),
                 cells["change"], cells["chance"]]  # fmt: skip
        yield from layout.flow(named, sheet.width - indent, indent=indent)
    said = texts(words.remarked(one), QUIET)
    if len(line.objectives) > 1 or one.now.objective != one.before.objective:
        said += texts([_objectives(one)], QUIET)
    yield from layout.flow(said, sheet.width - indent - FACE, indent=indent + FACE)


def _objectives(one: Comparison) -> str:
    """Return the objective that judges each period, where they differ or rows do."""
    now, before = (figure_words.objective(side.objective) for side in (one.now, one.before))
    if now == before:
        return now
    return translate("{now}, before: {before}", now=now, before=before)


def _named(figure: Figure, result: Text) -> Text:
    """Return a result behind the name of its period."""
    name = numbers.period(figure.period, current(), short=True)
    return Text(translate("{name}:", name=name) + " ").append_text(result)


def _cells(row: Row, drawn: Brush) -> dict[str, Text]:
    one = row.held
    return {
        "name": Text(row.name),
        "now": _result(one.now, drawn),
        "before": _result(one.before, drawn),
        "change": drawn.trend(one.now),
        "chance": Text(words.chance(one.chance)),
    }


def _result(figure: Figure, brush: Brush) -> Text:
    said = brush.one_line(figure)
    counts = figure_words.behind(figure)
    return said.append(f" {counts}", style=QUIET) if counts else said


def _name(one: Comparison, held: Comparisons) -> str:
    """Return what tells a row from the others of its indicator."""
    parts = []
    if len(held.scorecard.sites) > 1:
        parts.append(figure_words.site_label(held.scorecard, one.now.site, short=True))
    several = len({other.now.shift for other in held.comparisons}) > 1
    if len(held.scorecard.periods) > 1 or several:
        now, before = (numbers.period(side.period, current(), short=True)
                       for side in (one.now, one.before))  # fmt: skip
        parts.append(f"{now} / {before}" if several else now)
    return ", ".join(parts)


def _columns(sheet: Sheet) -> list[Column]:
    """Return the columns of all rows; none where they do not fit."""
    cells = [_cells(row, sheet.brush) for rows in sheet.rows.values() for row in rows]
    names = [cell["name"].plain for cell in cells]
    words_wide = layout.widest(word for one in names for word in one.split(" "))
    columns = [Column("name", max(words_wide, min(NAME_MOST, layout.widest(names))))]
    columns += [
        Column(header, layout.widest([title, *(one[header].plain for one in cells)]))
        for header, title in sheet.titles.items()
    ]
    kept = [one for one in columns if one.width]
    return kept if layout.total(kept) <= sheet.width - 2 * INDENT else []


def _closing(
    held: Comparisons, found: Sequence[Group], shown: Collection[str], sheet: Sheet
) -> Iterator[Text]:
    kept = [one for one in held.comparisons if one.now.indicator.id in shown]
    entries = [
        closing.Entry(translate("Changes"), tuple(_changes(held, kept))),
        *closing.entries(held.scorecard, found, plain=sheet.brush.plain, spread=False, bars=False),
        closing.Entry(translate("Chance"), tuple(words.tested(kept))),
    ]
    entries = [one for one in entries if one.sentences]
    room = layout.entry_room([one.name for one in entries], sheet.width)
    for one in entries:
        said = layout.flow(texts(one.sentences), room, joint=" ")
        yield from layout.entry(one.name, said, sheet.width, room)


def _changes(held: Comparisons, shown: Sequence[Comparison]) -> Iterator[str]:
    """Yield how many changes there are, and which are worse though their objective is met."""
    own = [one for one in shown if one.now.site != ALL or len(held.scorecard.sites) == 1]
    said = words.changes(own)
    if said:
        yield figure_words.listed(said) + "."
    smiling = [one for one in own if one.direction == "worse" and one.now.verdict == "met"]
    if smiling:
        named: dict[str, list[str]] = {}
        for one in smiling:
            label = figure_words.typography(one.now.indicator.label)
            named.setdefault(label, []).append(_name(one, held))
        yield translate("Worse, though the objective is met: {names}.",
                        names=figure_words.listed(_listed(named)))  # fmt: skip


def _listed(named: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for label, names in named.items():
        kept = [one for one in names if one]
        yield f"{label} ({', '.join(kept)})" if kept else label
