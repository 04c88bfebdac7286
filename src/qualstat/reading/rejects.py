"""Rejects: rows that do not fit their register's model, kept with place and reason.

Takes the numbers of a batch's fields; gives `Rejected`. Conventions owned here: a row is
rejected for its form, else for its first field that does not fit, in the order of the plain form,
else for its first date out of order; its cells go nowhere but to `check --rejects` (rule P1).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from qualstat.exports.table import Faulty, Numbers
from qualstat.findings import Finding
from qualstat.reading.cells import Cells
from qualstat.reading.events import CaseRows
from qualstat.reading.fields import REFUSED, Field
from qualstat.reading.reasons import (
    Reason,
    cell_reason,
    fault_reason,
    order_reason,
)
from qualstat.reading.rows import BatchRows
from qualstat.reading.takings import label_of
from qualstat.registers import KnownSites, Register
from qualstat.registers.record import disorder
from qualstat.registers.values import OPEN
from qualstat.sources.profile import Taking
from qualstat.spelling import fold

REMEMBERED = 10_000  # reasons: a register often repeats its slips


class Row(NamedTuple):
    """A row that does not fit: its line, why, and what looks its cells up as they stand."""

    line: int
    reason: Reason
    cells: Callable[[], Sequence[str]]


class Rejected(Struct, frozen=True):
    """The rejected rows of a batch, each made when it is asked for.

    `places` are those of the rows that have cells, and `reason` says why one of them does not fit;
    `faulty` are the rows that have none to go by, under a header of `width` columns.
    """

    rows: BatchRows | CaseRows
    places: Numbers
    reason: Callable[[int], Reason]
    faulty: Sequence[Faulty]

    def __len__(self) -> int:
        """Return how many rows are rejected."""
        return len(self.places) + len(self.faulty)

    @property
    def last_line(self) -> int:
        """The last line of a rejected row; 0 without any."""
        held = self.rows.lines[self.places]
        faulty = self.faulty[-1].line if self.faulty else 0
        return max(int(held.max()), faulty) if len(held) else faulty

    def __iter__(self) -> Iterator[Row]:
        """Yield the rejected rows in the order of their lines."""
        lines = self.rows.lines[self.places].tolist()
        width, waiting = len(self.rows.header.names), 0
        for line, place in zip(lines, self.places.tolist(), strict=True):
            while waiting < len(self.faulty) and self.faulty[waiting].line < line:
                yield _faulty(self.faulty[waiting], width)
                waiting += 1
            yield Row(line, self.reason(place), partial(self.rows.cells, place))
        for one in self.faulty[waiting:]:
            yield _faulty(one, width)


def _faulty(one: Faulty, width: int) -> Row:
    return Row(one.line, fault_reason(one, width), lambda: one.cells)


class Reject(Struct, frozen=True):
    """A rejected row on its way out: its file, its row, and the header it stood under."""

    register: str
    file: str
    row: Row
    header: tuple[str, ...]
    separator: str

    def finding(self) -> Finding:
        """Return the finding that announces it."""
        reason = self.row.reason
        return Finding(
            rule="rejected-row", severity="warning", file=self.file, line=self.row.line,
            column=reason.column, found=reason.found, expected=reason.expected,
            advice=reason.advice,
        )  # fmt: skip


class Rejector:
    """The rejected rows of one kind of record, with the memory of the reasons it has given."""

    def __init__(
        self,
        register: Register,
        takings: Mapping[str, Taking],
        fields: Mapping[str, Field],
        known: KnownSites,
    ) -> None:
        self._register = register
        self._takings = takings
        self._fields = fields
        self._known = known
        self._reasons: dict[tuple[str, ...], Reason] = {}

    def reason(
        self,
        rows: BatchRows | CaseRows,
        held: Mapping[str, Cells],
        numbers: Mapping[str, Numbers],
        place: int,
    ) -> Reason:
        """Return why a row does not fit, where `held` and `numbers` tell of its fields."""
        for name, field in self._fields.items():
            if numbers[name][place] == REFUSED:
                label, text = self._label(name, rows), held[name].text(place)
                return self._refused(field, label, text, int(numbers["site"][place]))
        days = {name: int(numbers[name][place]) for name in self._register.dates}
        return self._out_of_order(days, rows)

    def _label(self, name: str, rows: BatchRows | CaseRows) -> str:
        """Return how the export calls a column of the plain form, where it has a name for it."""
        label = label_of(self._takings.get(name), rows.header)
        return label if label and fold(label) != name else name

    def _refused(self, field: Field, label: str, text: str, site: int) -> Reason:
        """Return why a field refuses a text."""
        key = field.name, label, text
        found = self._reasons.get(key)
        if found is None:
            if len(self._reasons) >= REMEMBERED:
                self._reasons.clear()
            _, error = field.judge(text, site)
            found = cell_reason(self._register, field.name, text, error, self._known)
            found = self._reasons[key] = replace(found, column=label)
        return found

    def _out_of_order(self, days: Mapping[str, int], rows: BatchRows | CaseRows) -> Reason:
        """Return why two dates do not fit together."""
        event = self._register.event
        first = self._label(event, rows)
        for answer in self._register.answers:
            day = days[answer.field]
            error = disorder(day - days[event]) if day != OPEN else ""
            if error:
                return order_reason(self._label(answer.field, rows), first, error)
        raise AssertionError(days)  # only rows that do not fit come here
