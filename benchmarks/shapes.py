"""The shape of made-up registers: how many rows, sites and years, and how they are written.

Takes nothing; gives `Shape`, and the `Rows` that are drawn for it. Conventions owned here: a time
is a number of seconds since 1970-01-01, a day a number of days; -1 is no day.
"""

from dataclasses import asdict, dataclass
from datetime import date

from qualstat.periods import day_number
from texts import Numbers, Register

DAY = 86_400
UNANSWERED = -1


@dataclass(frozen=True)
class Shape:
    """What registers look like."""

    calls: int = 10_000
    sites: int = 4
    years: int = 1
    first_year: int = 2016
    seed: int = 1
    bad: float = 0.001
    shuffled: bool = False
    quoted: bool = False
    encoding: str = "utf-8"
    monthly: bool = False  # one file a register and month, else one a register
    overlap: float = 0.05  # letters exported twice

    @property
    def rows(self) -> dict[Register, int]:
        """The records of each register, before any is repeated."""
        return {"calls": self.calls, "mail": self.calls // 5, "visits": self.calls // 5}

    @property
    def options(self) -> list[str]:
        """The options that ask for it on the command line."""
        named = [(f"--{name.replace('_', '-')}", value) for name, value in asdict(self).items()]
        return [
            word
            for option, value in named
            if value is not False
            for word in ([option] if value is True else [option, str(value)])
        ]

    @property
    def days(self) -> tuple[int, int]:
        """The first day, and the one after the last."""
        ends = (self.first_year, self.first_year + self.years)
        return day_number(date(ends[0], 1, 1)), day_number(date(ends[1], 1, 1))


@dataclass(frozen=True)
class Rows:
    """Rows in the order of their export.

    The day of it and the second of the event; for mail the number of the letter and the day of
    its answer.
    """

    exported: Numbers
    event: Numbers
    number: Numbers | None = None
    answered: Numbers | None = None

    def at(self, places: Numbers | slice) -> "Rows":
        """Return some of the rows."""
        number = None if self.number is None else self.number[places]
        answered = None if self.answered is None else self.answered[places]
        return Rows(self.exported[places], self.event[places], number, answered)
