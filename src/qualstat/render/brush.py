"""The brush: the styled pieces of a figure, alike in every layout of the screen.

Takes a `Figure`; gives `Text`. Convention owned here: colour repeats a word and never stands
alone, and only a verdict is coloured.
"""

from collections.abc import Iterable

from msgspec import Struct
from rich.console import Console
from rich.text import Text

from qualstat.render import layout, remarks, words
from qualstat.render.layout import QUIET
from qualstat.render.screen import writes_symbols
from qualstat.render.sparkline import sparkline
from qualstat.scorecards import Figure

STYLES = {"met": "green", "near": "yellow", "missed": "red"}
FACE = 3  # a face, two columns wide, and a blank


class Brush(Struct, frozen=True):
    """How figures are drawn: the width of values and words, and whether symbols are plain."""

    values: int
    verdicts: int
    absences: int = 0
    plain: bool = False

    @property
    def width(self) -> int:
        """The width of a result: a face, then a value and its word, or an absence."""
        measured = self.values + (1 + self.verdicts if self.verdicts else 0)
        return FACE + max(measured, self.absences)

    def result(self, figure: Figure, width: int = 0) -> list[Text]:
        """Return face, value, word and partial period, on one line where `width` allows it."""
        width = max(width, self.width)
        if figure.measure.value is None:
            return layout.wrap(Text(words.state(figure), style=QUIET), width - FACE, indent=FACE)
        line = self.value(figure)
        period = words.partial(figure)
        if not period:
            return [line]
        said = Text(f"({period})")
        if _fits(line, said, width):
            return [line.append(" ").append_text(said)]
        return [line, *layout.wrap(said, width - FACE, indent=FACE)]

    def value(self, figure: Figure) -> Text:
        """Return face, value and word, the value set right."""
        style = STYLES.get(figure.verdict or "", "")
        said = words.value(figure)
        line = Text((words.face(figure.verdict, plain=self.plain) or "  ") + " ")
        line.append(" " * (self.values - layout.widest([said])))
        line.append(said, style=f"bold {style}".strip())
        if figure.verdict in STYLES:
            line.append(" " + words.verdict(figure.verdict), style=style)
        return line

    def one_line(self, figure: Figure) -> Text:
        """Return the result as running text: `🙁 12.83% missed (Apr-Dec)`, or its absence."""
        if figure.measure.value is None:
            return Text(words.state(figure), style=QUIET)
        line = Brush(0, 0, plain=self.plain).value(figure)
        if not figure.verdict or figure.verdict not in STYLES:
            line = line[FACE:]
        period = words.partial(figure)
        return line.append(f" ({period})") if period else line

    def trend(self, figure: Figure) -> Text:
        """Return the trend with its words."""
        return Text(words.trend(figure, plain=self.plain))

    def months(self, figure: Figure) -> Text:
        """Return the sparkline of the twelve months."""
        return Text(sparkline(figure.months, plain=self.plain), style=QUIET)

    def months_said(self, figure: Figure) -> Text:
        """Return the sparkline with the month to look at."""
        bars, month = self.months(figure), remarks.telling_month(figure)
        return bars.append("  " + month) if bars.plain and month else bars

    def remarks(self, figure: Figure, *, spread: bool = True) -> list[Text]:
        """Return the remarks, what lacks in the colour of its verdict."""
        lacks = remarks.lacking(figure)
        return [
            Text(one, style=STYLES.get(figure.verdict or "", "") if one == lacks else QUIET)
            for one in remarks.remarks(figure, spread=spread)
        ]


def _fits(line: Text, said: Text, width: int) -> bool:
    return layout.widest([line.plain]) + 1 + layout.widest([said.plain]) <= width


def brush(figures: Iterable[Figure], on: Console) -> Brush:
    """Return the brush that fits some figures and a console."""
    held = list(figures)
    return Brush(
        values=layout.widest(words.value(one) for one in held),
        verdicts=layout.widest(words.verdict(one.verdict) for one in held),
        absences=layout.widest(words.state(one) for one in held),
        plain=not writes_symbols(on.encoding),
    )


def texts(said: Iterable[str], style: str = "") -> list[Text]:
    """Return texts in one style, the empty ones dropped."""
    return [Text(one, style=style) for one in said if one]
