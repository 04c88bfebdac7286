"""Values: figures as they were printed, and what stands around them in a file.

Takes nothing; gives values. Conventions owned here: a number keeps how many decimals it was
printed with; a figure is known by its site (or `all`), indicator and period; where its counts
were printed too, they say its exact value (C9).
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from qualstat.periods import YEAR, Period
from qualstat.referentiel import Referentiel
from qualstat.referentiel.indicators import Gives, Indicator
from qualstat.referentiel.objectives import Sense

Unit = Literal["", "%", "d"]
Mark = Literal["met", "near", "missed"]
Key = tuple[str, str, Period]  # site, indicator, period
VALUE, PREVIOUS = "value", "previous"
FITTING: dict[Gives, set[Unit]] = {
    "rate": {"%"}, "delay": {"", "d"}, "volume": {""}, "score": {""}, "duration": {""},
    "ratio": {""},
}  # fmt: skip


class Amount(Struct, frozen=True):
    """A number as printed: its unit, how many decimals, and the text."""

    number: Fraction
    unit: Unit
    decimals: int
    text: str

    def fits(self, kind: Gives) -> bool:
        """Whether its unit is that of a kind of indicator; a delay may lack it."""
        return self.unit in FITTING[kind]


class Promise(Struct, frozen=True):
    """An objective as printed; `sense` is None where no sign tells it."""

    number: Fraction
    unit: str
    sense: Sense | None
    text: str


class Row(Struct, frozen=True):
    """A line of the file: what it is about, and its cells as read."""

    line: int
    site: str
    indicator: Indicator
    period: Period
    value: Amount | None = None
    numerator: int | None = None
    denominator: int | None = None
    promise: Promise | None = None
    mark: Mark | None = None
    previous: Amount | None = None
    previous_mark: Mark | None = None
    change: Amount | None = None
    stated: bool = False  # the absence of a value has its word
    texts: Mapping[str, str] = field(default_factory=dict)  # the cells as they stand

    @property
    def blank(self) -> bool:
        """Whether it has no value, and no word for its absence."""
        return self.value is None and not self.stated

    @property
    def printed(self) -> Iterator["Printed"]:
        """The figures that stand on it: of its period, and of the year before."""
        for column, amount, mark, period in (
            (VALUE, self.value, self.mark, self.period),
            (PREVIOUS, self.previous, self.previous_mark, self.period.earlier(YEAR)),
        ):
            if amount is not None:
                yield Printed(self, column, amount, mark, period)


class Printed(Struct, frozen=True):
    """One figure on a line: in which column, its amount, its mark and its period."""

    row: Row
    column: str
    amount: Amount
    mark: Mark | None
    period: Period

    @property
    def key(self) -> Key:
        """What the figure is known by."""
        return self.row.site, self.row.indicator.id, self.period

    @property
    def fits(self) -> bool:
        """Whether its unit is that of its indicator."""
        return self.amount.fits(self.row.indicator.kind)


class Published(Struct, frozen=True):
    """A figure as published: its value, its counts where they were printed, and from which file."""

    site: str
    indicator: str
    period: Period
    value: Fraction
    numerator: int | None = None
    denominator: int | None = None
    file: str = ""

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.site, self.indicator, self.period

    def exact(self, kind: Gives) -> Fraction:
        """Return its value: that of its counts, where they were printed."""
        if kind == "volume" or self.numerator is None or not self.denominator:
            return self.value
        return Fraction(self.numerator * (100 if kind == "rate" else 1), self.denominator)

    def inverted(self, indicator: str) -> "Published | None":
        """Return the figure of the share that a rate leaves: from its counts, never from itself."""
        if self.numerator is None or not self.denominator:
            return None
        left = self.denominator - self.numerator
        value = Fraction(100 * left, self.denominator)
        return replace(self, indicator=indicator, value=value, numerator=left)


Figures = Mapping[Key, Published]


class Sheet(Struct, frozen=True):
    """All that a file holds, and what it is checked against: `known` are the figures kept."""

    file: str
    columns: Mapping[str, str]  # the names that the header gives them
    rows: tuple[Row, ...]
    referentiel: Referentiel
    known: Figures = field(default_factory=dict)
    replace: bool = False

    @property
    def printed(self) -> Iterator[Printed]:
        """Every figure on its lines, in order."""
        for row in self.rows:
            yield from row.printed
