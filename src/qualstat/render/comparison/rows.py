"""Rows: what stands side by side in a comparison, and what closes it, for screen and Markdown.

Takes `Comparisons`; gives rows, titles and entries. Convention owned here: rows in a row that
say the same absences and nothing else are one.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from qualstat.comparisons import Comparison, Comparisons
from qualstat.periods import Period
from qualstat.render import closing, namesakes, numbers, only
from qualstat.render import words as figure_words
from qualstat.render.comparison import words
from qualstat.render.entries import Entry, told
from qualstat.render.following import runs
from qualstat.render.grouped import Group
from qualstat.render.language import current, translate
from qualstat.render.legend import Shown
from qualstat.scorecards import ALL


class Row(Struct, frozen=True):
    """A row: its name and its comparison, the first of those that say the same absences."""

    name: str
    held: Comparison


def rows(held: Comparisons, indicator: str) -> list[Row]:
    """Return the rows of an indicator, equal absences in a row made one."""
    own = (one for one in held.comparisons if one.now.indicator.id == indicator)
    every = len(held.scorecard.sites)  # whose total's name stands for them all
    return [
        Row(", ".join(_name(one, held) for one in (run[-1:] if len(run) == every else run)), run[0])
        for run in runs(own, _alike)
    ]


def _alike(one: Comparison, other: Comparison) -> bool:
    """Whether two rows say the same absences and nothing else."""
    sides = ((one.now, other.now), (one.before, other.before))
    same = all(a.measure.state == b.measure.state and a.period == b.period for a, b in sides)
    absent = all(side.measure.value is None for pair in sides for side in pair)
    return same and absent and not (words.remarked(one) or words.remarked(other))


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


def titles(held: Comparisons) -> Mapping[str, str]:
    """Return what stands above each column: the periods, where all rows have the same."""
    said = {
        "now": translate("Result"), "before": translate("Before"),
        "change": translate("Change"), "chance": translate("Chance"),
    }  # fmt: skip
    pairs = {(one.now.period, one.before.period) for one in held.comparisons}
    if len(pairs) == 1:
        now, before = (numbers.period(one, current(), short=True) for one in pairs.pop())
        said |= {"now": now, "before": before}
    return said


def narrowed(held: Comparisons, wanted: Collection[str]) -> Comparisons:
    """Return the comparisons whose later figure is missed, near or missing, as wanted."""
    if not wanted:
        return held
    kept = tuple(one for one in held.comparisons if only.fits(one.now, wanted))
    return Comparisons(only.narrowed(held.scorecard, wanted), kept)


def subtitle(held: Comparisons) -> list[str]:
    """Return the periods compared, the edition, and the day of a replay."""
    said = closing.subtitle(held.scorecard)
    if said:
        first, last = held.scorecard.periods[0], held.scorecard.periods[-1]
        whole = Period(first.start, last.end)
        shifts = dict.fromkeys(one.now.shift for one in held.comparisons)
        earlier = [numbers.period(whole.earlier(one), current()) for one in shifts]
        said[0] = translate("{period} compared with {earlier}",
                            period=numbers.period(whole, current()),
                            earlier=", ".join(earlier))  # fmt: skip
    return said


def objectives(one: Comparison) -> str:
    """Return the objective that judges each period, where they differ or rows do."""
    now, before = (figure_words.objective(side.objective) for side in (one.now, one.before))
    if now == before:
        return now
    return translate("{now}, before: {before}", now=now, before=before)


def entries(
    held: Comparisons, found: Sequence[Group], shown: Collection[str], *, plain: bool
) -> list[Entry]:
    """Return what closes comparisons of the indicators shown; nothing empty."""
    kept = [one for one in held.comparisons if one.now.indicator.id in shown]
    return [
        *told([(translate("Changes"), _changes(held, kept))]),
        *closing.entries(held.scorecard, found, Shown(plain=plain, spread=False, bars=False)),
        *told([(translate("Chance"), words.tested(_own(held, kept)))]),
    ]


def _own(held: Comparisons, shown: Sequence[Comparison]) -> list[Comparison]:
    """Return the comparisons of sites: a total repeats theirs."""
    return [one for one in shown if one.now.site != ALL or len(held.scorecard.sites) == 1]


def _changes(held: Comparisons, shown: Sequence[Comparison]) -> Iterator[str]:
    """Yield how many changes there are, and which are worse though their objective is met."""
    own = _own(held, shown)
    said = words.changes(own)
    if said:
        text = figure_words.listed(said)
        yield (
            f"{text}." if len(own) == len(shown) else translate("{said}, totals apart.", said=text)
        )
    smiling = [one for one in own if one.direction == "worse" and one.now.verdict == "met"]
    sure = [one for one in smiling if one.chance and one.chance.significant]
    other = [one for one in smiling if one.chance and one not in sure]
    untested = [one for one in smiling if one.chance is None]
    if sure:
        yield translate("Worse by more than chance, though the objective is met: {names}.",
                        names=figure_words.listed(_listed(held, sure)))  # fmt: skip
    if other:
        yield translate("Worse, maybe by chance, though the objective is met: {names}.",
                        names=figure_words.listed(_listed(held, other)))  # fmt: skip
    if untested:
        yield translate("Worse, with no test possible (the earlier figure was published without"
                        " its counts), though the objective is met: {names}.",
                        names=figure_words.listed(_listed(held, untested)))  # fmt: skip


def _listed(held: Comparisons, found: Sequence[Comparison]) -> Iterator[str]:
    """Yield the indicators of some comparisons, each with the names of its rows."""
    named: dict[str, list[str]] = {}
    for one in found:
        label = namesakes.label(held.scorecard, one.now)
        named.setdefault(label, []).append(_name(one, held))
    for label, names in named.items():
        kept = [one for one in names if one]
        yield f"{label} ({', '.join(kept)})" if kept else label
