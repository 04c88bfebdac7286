"""Rows: one row judged by itself, by its register's own declarations, as the model judges it.

Takes the text of a record; gives the numbers of its fields, or the reason why it is rejected.
Convention owned here: the reason is the width of the row; else the first cell that does not
fit, in the order of the plain form; else the first date out of order.
"""

from qualstat.reading.blocks import cells
from qualstat.reading.fields import REFUSED, Field
from qualstat.reading.rejects import (
    Reason,
    cell_reason,
    order_reason,
    unclosed_reason,
    width_reason,
)
from qualstat.registers import KnownSites, Register
from qualstat.registers.record import disorder
from qualstat.registers.values import OPEN

REMEMBERED = 10_000  # reasons: a register often repeats its slips


class RowJudge:
    """The rows of one register, with the memory of the reasons it has given."""

    def __init__(self, register: Register, fields: dict[str, Field], known: KnownSites) -> None:
        self._register = register
        self._fields = fields
        self._known = known
        self._sites = tuple(known.timezones)
        self._reasons: dict[tuple[str, str, str], Reason] = {}

    def judge(
        self, text: str, places: dict[str, int], width: int, *, unclosed: bool = False
    ) -> dict[str, int] | Reason | None:
        """Return the numbers of a record, why it is rejected, or None when it is blank."""
        if unclosed:
            return unclosed_reason()
        row = cells(text)
        if not any(cell.strip() for cell in row):
            return None
        if len(row) != width:
            return width_reason(len(row), width)
        numbers: dict[str, int] = {}
        site = ""
        for name, field in self._fields.items():
            cell = row[places[name]] if name in places else ""
            number = field.number(cell)
            if number == REFUSED:
                number, error = field.judge(cell, site)
                if number == REFUSED:
                    return self._reason(name, cell, error)
            numbers[name] = number
            site = self._sites[number] if name == "site" else site
        return self._out_of_order(numbers) or numbers

    def _out_of_order(self, numbers: dict[str, int]) -> Reason | None:
        """Return why two dates do not fit together, if they do not."""
        event = self._register.event
        for answer in self._register.answers:
            day = numbers[answer.field]
            error = disorder(day - numbers[event]) if day != OPEN else ""
            if error:
                return order_reason(answer.field, event, error)
        return None

    def _reason(self, name: str, cell: str, error: str) -> Reason:
        key = name, cell, error
        found = self._reasons.get(key)
        if found is None:
            if len(self._reasons) >= REMEMBERED:
                self._reasons.clear()
            found = cell_reason(self._register, name, cell, error, self._known)
            self._reasons[key] = found
        return found
