"""Fields: the cells of one field as whole numbers, each distinct text validated once.

Takes cell texts; gives what the register's model makes of them, by its own declarations.
Conventions owned here: a text is judged once and remembered, whatever its row; a text that does
not fit is `REFUSED`; only a date with an offset depends on its row, by the time zone of its site.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter, ValidationError

from qualstat.exports.table import Numbers
from qualstat.registers import KnownSites, Register
from qualstat.registers.values import numbering, timed

NUMBER = np.int32  # no field holds a greater number than a day of year 9999; half of int64's bytes
REFUSED = -(2**31)
REMEMBERED = 200_000  # texts a field: memory stays flat where every cell differs
MIDNIGHT = " 00:00"


class Field:
    """One field of a register, with the memory of the texts it has judged.

    `rewrite` gives the plain form of a text of the export; None where it stands in it already.
    """

    def __init__(
        self,
        register: Register,
        name: str,
        known: KnownSites,
        rewrite: Callable[[str], str] | None = None,
    ) -> None:
        info = register.model.model_fields[name]
        self.name = name
        self.timed = timed(register, name)
        self.dated = name in register.dates
        self._adapter: TypeAdapter[Any] = TypeAdapter(info.rebuild_annotation())
        self._number = numbering(register, name, tuple(known.timezones))
        self._rewrite = rewrite
        self._known = known
        zones = list(dict.fromkeys(known.timezones.values()))
        self._zones = np.array([zones.index(one) for one in known.timezones.values()], np.int64)
        self._typical = [list(known.timezones.values()).index(zone) for zone in zones]
        self._sites = tuple(known.timezones)
        self._seen: dict[tuple[int, str], int] = {}
        self._days: dict[str, int] = {}

    def plain(self, text: str) -> str:
        """Return a text as the plain form writes it."""
        return self._rewrite(text) if self._rewrite else text

    def numbers(
        self, texts: Sequence[str], places: npt.NDArray[np.int32], sites: Numbers
    ) -> Numbers:
        """Return the numbers of rows, given their texts, and their sites where they are dates."""
        if not self.dated or len(self._typical) == 1:
            return self._numbered(texts, 0)[places]
        found, zones = np.full(len(places), REFUSED, NUMBER), self._zones[np.maximum(sites, 0)]
        for zone in np.unique(zones).tolist():
            rows = zones == zone
            used = np.unique(places[rows])
            held = np.full(len(texts), REFUSED, NUMBER)
            held[used] = self._numbered([texts[one] for one in used.tolist()], zone)
            found[rows] = held[places[rows]]
        return found

    def days(self, texts: Sequence[str]) -> Numbers:
        """Return the numbers of days in the plain form."""
        return np.array([self._day(text + MIDNIGHT) for text in texts], NUMBER)

    def _day(self, text: str) -> int:
        """Return the number of a moment in the plain form, which has no offset."""
        number = self._days.get(text)
        if number is None:
            if len(self._days) >= REMEMBERED:
                self._days.clear()
            number = self._days[text] = self._validated(text, 0)[0]
        return number

    def judge(self, text: str, site: int) -> tuple[int, str]:
        """Return the number of a cell of a site's row, or `REFUSED` and the error's type."""
        zone = int(self._zones[site]) if len(self._zones) and site >= 0 else 0
        return self._judged(text, zone)

    def _numbered(self, texts: Sequence[str], zone: int) -> Numbers:
        """Return the numbers of distinct texts, in a time zone."""
        seen, found = self._seen, np.empty(len(texts), NUMBER)
        for place, text in enumerate(texts):
            number = seen.get((zone, text))
            if number is None:
                if len(seen) >= REMEMBERED:
                    seen.clear()
                number = seen[zone, text] = self._judged(text, zone)[0]
            found[place] = number
        return found

    def _judged(self, text: str, zone: int) -> tuple[int, str]:
        return self._validated(self.plain(text), zone)

    def _validated(self, plain: str, zone: int) -> tuple[int, str]:
        site = self._sites[self._typical[zone]] if self._typical else None
        context = {"sites": self._known, "site": site}
        try:
            return self._number(self._adapter.validate_python(plain, context=context)), ""
        except ValidationError as error:
            return REFUSED, error.errors(include_url=False, include_input=False)[0]["type"]
