"""Dates of a draft: how the date columns are read, and what is asked about them.

Takes the columns guessed for the dates of a register; gives `Dates`, which makes their lines.
Conventions owned here: whether the day or the month comes first is asked where neither the
column nor another one of its table tells; forms that do not contradict each other serve all
columns; a call without a time of day is one at noon.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from qualstat.drafts.date_looks import BOTH_WAYS, Reading, joined
from qualstat.drafts.guesses import Guess
from qualstat.drafts.lines import Line, asked, group, listed, names, said
from qualstat.drafts.looks import Look
from qualstat.drafts.naming import Naming
from qualstat.drafts.tidying import tidy
from qualstat.drafts.usual import HOURS
from qualstat.findings import N_, message
from qualstat.registers import Register, values

NOON = '"12:00"'
PLAIN = frozenset(
    f"{day}{time}" for day in ("jj/mm/aaaa", "aaaa-mm-jj", "iso")
    for time in ("", " HH:MM", " HH:MM:SS") if day != "iso" or not time
)  # fmt: skip


class Dated(Struct, frozen=True):
    """A column of dates, the column of their times where that is another one, and the readings.

    `told_by` is the column that tells the order of one that fits both ways.
    """

    look: Look
    readings: tuple[Reading, ...]
    hours: Look | None = None
    told_by: Look | None = None

    @property
    def forms(self) -> list[str]:
        """The forms of all its readings."""
        return [form for one in self.readings for form in one.forms]

    @property
    def plain(self) -> bool:
        """Whether the register reads the dates without any form."""
        return PLAIN.issuperset(self.forms) and (self.look.plain or self.hours is not None)


class Dates(Struct, frozen=True):
    """The columns of dates of a draft, by the plain column; those that are undecided apart.

    `timed` is the plain column whose time of day is required, blank where there is none.
    """

    naming: Naming
    looks: Sequence[Look]
    timed: str = ""
    decided: Mapping[str, Dated] = field(default_factory=dict)
    open: Mapping[str, Dated] = field(default_factory=dict)

    @property
    def common(self) -> tuple[str, ...]:
        """The forms for all columns, none where they need none or contradict each other."""
        if all(one.plain for one in self.decided.values()) or self._contradict:
            return ()
        forms = (form for one in self.decided.values() for form in one.forms)
        return tuple(dict.fromkeys(forms))

    @property
    def _contradict(self) -> bool:
        leads = {reading.lead for one in self.decided.values() for reading in one.readings}
        return leads.issuperset(BOTH_WAYS)

    def lines(self, column: str) -> Iterator[Line]:
        """Yield the lines of a plain column that is taken from one of the table."""
        if column in self.open:
            look = self.open[column].look
            text = N_("TO DECIDE: {column}: does the day or the month come first? The dates of "
                      "{name} fit both ways.")  # fmt: skip
            told = message(text, column=column, name=self.naming.yaml(look))
            yield from asked(told, self.choices(column, look))
            return
        dated = self.decided[column]
        yield from _remarks(dated, self.naming, timed=column == self.timed)
        reading = next(iter(dated.readings), None)
        yield Line(f"  {self._yaml(column, dated, reading, own=self._contradict)}")

    def choices(self, column: str, look: Look) -> Iterator[str]:
        """Yield how a plain column is taken from one of the table, in each way it can be read."""
        dated = _dated(look, self.looks, timed=column == self.timed)
        for reading in dated.readings or (None,):
            own = len(dated.readings) > 1 or not dated.plain
            yield self._yaml(column, dated, reading, own=own)

    def _yaml(self, column: str, dated: Dated, reading: Reading | None, *, own: bool) -> str:
        """Return a plain column by one of its readings, whose forms are its `own`, or common."""
        source = self.naming.yaml(dated.look)
        keys = {"column": source}
        if dated.hours is not None:
            keys = {"joined": f"[{source}, {self.naming.yaml(dated.hours)}]"}
        if reading and own:
            keys["dates"] = listed(reading.forms)
        if reading and column == self.timed and reading.clock in ("none", "some"):
            keys["time"] = NOON
        return f"{column}: {source if list(keys) == ['column'] else group(keys)}"


def dates_of(register: Register, guess: Guess, looks: Sequence[Look], naming: Naming) -> Dates:
    """Return how the date columns that were guessed without a doubt are read."""
    timed = register.event if values.timed(register, register.event) else ""
    decided, open_ = dict[str, Dated](), dict[str, Dated]()
    for column in register.dates:
        candidates = guess.fitting.get(column, ())
        if len(candidates) != 1 or candidates[0].why == "doubtful":
            continue
        dated = _dated(candidates[0].look, looks, timed=column == timed)
        (open_ if len(dated.readings) > 1 else decided)[column] = dated
    return Dates(naming, looks, timed, decided, open_)


def _dated(look: Look, looks: Sequence[Look], *, timed: bool) -> Dated:
    """Return how a column of dates is read."""
    hours, readings, told_by = None, look.readings, None
    if timed and readings and readings[0].clock in ("none", "midnight"):
        hours = next((one for one in looks if one.clocks and tidy(one.name) in HOURS), None)
    if len(readings) > 1:
        told_by = next((one for one in looks if _tells(one)), None)
        against = [one for one in looks if told_by and _tells(one)
                   and one.readings[0].lead != told_by.readings[0].lead]  # fmt: skip
        told_by = None if against else told_by
    if told_by is not None:
        readings = tuple(one for one in readings if one.lead == told_by.readings[0].lead)
    if hours is not None:
        readings = tuple(joined(one, hours.clocks) for one in readings)
    return Dated(look, readings, hours, told_by)


def _tells(look: Look) -> bool:
    """Tell whether the dates of a column can be read with one order only."""
    return len(look.readings) == 1 and look.readings[0].lead in BOTH_WAYS


def _remarks(dated: Dated, naming: Naming, *, timed: bool) -> Iterator[Line]:
    """Yield what is doubtful about the dates of a column."""
    name = naming.yaml(dated.look)
    if dated.told_by is not None:
        yield said(N_("The dates of {name} fit both ways: read in the order of {other}."),
                   name=name, other=naming.yaml(dated.told_by))  # fmt: skip
    reading = dated.readings[0] if dated.readings else None
    if reading and reading.odd:
        yield said(N_("Rows of {name} in no form of dates known here, to be rejected: {rows}."),
                   name=name, rows=reading.odd)  # fmt: skip
    if reading and timed and reading.clock in ("none", "some"):
        yield said(N_("Where {name} has no time of day, noon stands for it."), name=name)
    if not dated.look.readings:
        yield said(N_("{name} holds nothing: the form of its dates is to be said, unless it is "
                      "{form}."), name=name, form=names(["jj/mm/aaaa"]))  # fmt: skip
