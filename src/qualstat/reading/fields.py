"""Fields: the cells of one field as whole numbers, each distinct text validated once.

Takes cell texts; gives what the register's model makes of them, by its own declarations.
Convention owned here: a text is judged once and remembered, whatever its row; a cell that does
not fit, or that only its site can settle, is `REFUSED` and its row is judged by itself.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter, ValidationError

from qualstat.registers import KnownSites, Register
from qualstat.registers.values import numbering

REFUSED = -(2**62)
REMEMBERED = 200_000  # texts a field: memory stays flat where every cell differs
Numbers = npt.NDArray[np.int64]
MIDNIGHT = " 00:00"


class Field:
    """One field of a register, with the memory of the texts it has judged."""

    def __init__(self, register: Register, name: str, known: KnownSites) -> None:
        info = register.model.model_fields[name]
        self.name = name
        self.timed = info.annotation is datetime  # a date that needs its time of day
        self.dated = name in register.dates
        self._adapter: TypeAdapter[Any] = TypeAdapter(info.rebuild_annotation())
        self._number = numbering(register, name, tuple(known.timezones))
        self._known = known
        self._seen: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the number of a cell, or `REFUSED`."""
        found = self._seen.get(text)
        if found is None:
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            found = self._seen[text] = self.judge(text, "")[0]
        return found

    def numbers(self, texts: Iterable[str]) -> Numbers:
        """Return the numbers of distinct cells."""
        return np.array([self.number(text) for text in texts], np.int64)

    def days(self, texts: Iterable[str]) -> Numbers:
        """Return the numbers of dates cut from their time of day."""
        return self.numbers(text + MIDNIGHT for text in texts)

    def judge(self, text: str, site: str) -> tuple[int, str]:
        """Return the number of a cell of a site's row, or `REFUSED` and the error's type."""
        context = {"sites": self._known, "site": site or None}
        try:
            return self._number(self._adapter.validate_python(text, context=context)), ""
        except ValidationError as error:
            return REFUSED, error.errors(include_url=False, include_input=False)[0]["type"]
