"""Groups: the figures of a scorecard under its headings, with their footnotes.

Takes a `Scorecard`; gives headings with the indicators to show, and the numbered notes below.
Convention owned here: a footnote's number follows the indicator's label, and its text closes
the group, as in the report; what applies to no site asked for is left to the closing lines.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from qualstat.periods import Period
from qualstat.referentiel.indicators import Indicator
from qualstat.render import words
from qualstat.render.footnotes import footnote
from qualstat.render.language import translate
from qualstat.scorecards import Figure, Scorecard

Held = Mapping[tuple[str, Period], Figure]


class Line(Struct, frozen=True):
    """One indicator: its figures by (site, period), and the number of its footnote."""

    indicator: Indicator
    figures: Held
    mark: int | None = None

    @property
    def first(self) -> Figure:
        """Its first figure: the only one of a scorecard of one site and one period."""
        return next(iter(self.figures.values()))

    @property
    def label(self) -> str:
        """The label and the mark of its footnote."""
        text = words.typography(self.indicator.label)
        return text if self.mark is None else f"{text}\u00a0({self.mark})"

    @property
    def engagement(self) -> str:
        """The engagement; several where editions number it differently."""
        return ", ".join(dict.fromkeys(one.engagement for one in self.figures.values()))

    @property
    def objectives(self) -> list[str]:
        """The objectives that judge its figures, in words; mostly one."""
        return list(dict.fromkeys(words.objective(one.objective) for one in self.figures.values()))

    @property
    def objective(self) -> str:
        """The objective that judges all its figures, or that there are several."""
        said = self.objectives
        return said[0] if len(said) == 1 else translate("several objectives")


class Group(Struct):
    """One heading, its indicators and its footnotes."""

    label: str
    lines: list[Line] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)


def groups(scorecard: Scorecard) -> list[Group]:
    """Return the headings that hold a figure, in order; what never applies is left to the end."""
    asked = by_indicator(scorecard)
    found: list[Group] = []
    mark = 0
    for label, names in _headings(scorecard, asked):
        group = Group(label)
        for name in names:
            figures = asked[name]
            if not applies(figures):
                continue
            note = footnote(scorecard, list(figures.values()))
            if note:
                mark += 1
                group.footnotes.append(f"({mark}) {note}")
            indicator = next(iter(figures.values())).indicator
            group.lines.append(Line(indicator, figures, mark if note else None))
        if group.lines:
            found.append(group)
    return found


def by_indicator(scorecard: Scorecard) -> dict[str, dict[tuple[str, Period], Figure]]:
    """Return the figures of each indicator, by site and period."""
    held: dict[str, dict[tuple[str, Period], Figure]] = {}
    for one in scorecard.figures:
        held.setdefault(one.indicator.id, {})[one.site, one.period] = one
    return held


def applies(figures: Held) -> bool:
    """Whether an indicator applies to any site asked for."""
    return any(one.measure.state != "not_applicable" for one in figures.values())


def never_applies(scorecard: Scorecard) -> list[str]:
    """Return the names of what applies to no site: whole headings, else indicators."""
    asked = by_indicator(scorecard)
    names: list[str] = []
    for label, listed in _headings(scorecard, asked):
        gone = [one for one in listed if not applies(asked[one])]
        if gone and gone == listed:
            names.append(label)
        else:
            labels = [next(iter(asked[one].values())).indicator.label for one in gone]
            names += [words.typography(one) for one in labels]
    return names


def _headings(scorecard: Scorecard, asked: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    left = dict.fromkeys(asked)
    for heading in scorecard.referentiel.headings:
        yield heading.label, [one for one in heading.indicators if one in left]
        for one in heading.indicators:
            left.pop(one, None)
    yield translate("Other indicators"), list(left)
