"""The second engine's reader: text of plain-form registers in, checked rows out.

Also settles which rows speak of the same record (D1) and up to which day a register knows (T3).
Written row by row, from the rules alone: it shares no code with the program.
"""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

from second_engine_contract import CODES, COLUMNS, FILES, SITES


@dataclass(frozen=True)
class Row:
    """A valid row: its place, its days (the event first), its codes, how many it stands for."""

    path: str
    line: int
    site: str
    reference: str
    days: tuple[date | None, ...]
    codes: dict[str, str]
    count: int

    @property
    def event(self) -> date:
        """The day the row belongs to."""
        assert self.days[0] is not None
        return self.days[0]

    @property
    def known(self) -> list[date]:
        """Event and answer days; the day of an appointment may lie ahead and tells nothing."""
        return [day for day in self.days[:2] if day is not None]


@dataclass(frozen=True)
class Reject:
    """A row that does not fit; no column where the number of cells is wrong."""

    path: str
    line: int
    column: str | None


@dataclass
class Registers:
    """Valid and rejected rows by register, and the files that lack a column."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in FILES})
    rejects: dict[str, list[Reject]] = field(default_factory=lambda: {name: [] for name in FILES})
    unreadable: list[str] = field(default_factory=list)


def fold(text: str) -> str:
    """`" Très-Satisfait "` is `tres_satisfait`."""
    bare = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(bare).strip().lower().replace(" ", "_").replace("-", "_")


DAY = (
    "(?:(?P<d>[0-9]{2})/(?P<m>[0-9]{2})/(?P<y>[0-9]{4})"
    "|(?P<Y>[0-9]{4})-(?P<M>[0-9]{2})-(?P<D>[0-9]{2}))"
)
TIME = (
    "(?:[ T](?P<H>[0-9]{2}):(?P<I>[0-9]{2})(?::(?P<S>[0-9]{2}))?"
    "(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


def civil_day(text: str, *, timed: bool = False) -> date:
    """Read the civil day in Paris; ValueError where there is no date, or no time and must be."""
    found = re.fullmatch(DAY + TIME, text)
    if not found or (timed and not found["H"]):
        raise ValueError(text)
    year, month, day = (int(found[a] or found[b]) for a, b in ("yY", "mM", "dD"))
    clock = int(found["H"] or 0), int(found["I"] or 0), int(found["S"] or 0)
    moment = datetime(year, month, day, *clock)  # noqa: DTZ001  # a civil time, of no zone yet
    zone = found["zone"]
    if not zone:
        return moment.date()
    hours, minutes = (0, 0) if zone == "Z" else (int(zone[1:3]), int(zone[-2:]))
    if hours > 23 or minutes > 59:
        raise ValueError(text)
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
    return moment.replace(tzinfo=timezone(offset)).astimezone(ZoneInfo("Europe/Paris")).date()


def seconds(text: str) -> Fraction:
    """Read plain seconds, up to a day."""
    if not re.fullmatch("[0-9]+([.,][0-9]+)?", text):
        raise ValueError(text)
    value = Fraction(text.replace(",", "."))
    if value > 86400:
        raise ValueError(text)
    return value


def effectif(text: str) -> int:
    """Read how many records a row stands for."""
    if not re.fullmatch("[0-9]+", text) or not 1 <= int(text) <= 1_000_000:
        raise ValueError(text)
    return int(text)


def later_day(text: str, event: date | None) -> date:
    """Read a day that follows the event, by at most 1,000 days."""
    day = civil_day(text)
    if event is None or not 0 <= (day - event).days <= 1000:
        raise ValueError(text)
    return day


def check(column: str, kind: str, text: str, event: date | None) -> object:
    """Read the value of one cell; ValueError where it does not fit."""
    value: object = None
    if kind == "text":
        value = text.strip()
    elif kind in ("site", "code"):
        allowed = SITES if kind == "site" else CODES[column]
        value = allowed[allowed.index(fold(text))]
    elif kind in ("moment", "event"):
        value = civil_day(text, timed=kind == "moment")
    elif not text.strip():
        value = 1 if kind == "count" else None
    elif kind == "count":
        value = effectif(text)
    elif kind == "seconds":
        value = seconds(text)
    else:
        value = later_day(text, event)
    return value


def read_row(register: str, cells: dict[str, str], path: str, line: int) -> Row | Reject:
    """Check the cells in the contract's order; the first that does not fit rejects the row."""
    days: list[date | None] = []
    values: dict[str, object] = {}
    for column, kind in COLUMNS[register].items():
        try:
            values[column] = check(column, kind, cells.get(column, ""), days[0] if days else None)
        except (ValueError, OverflowError):
            return Reject(path, line, column)
        if kind in ("moment", "event", "later"):
            days.append(values[column])  # type: ignore[arg-type]  # these kinds give days
    codes = {column: str(values[column]) for column in COLUMNS[register] if column in CODES}
    reference, count = str(values.get("reference", "")), values.get("effectif", 1)
    assert isinstance(count, int)
    return Row(path, line, str(values["site"]), reference, tuple(days), codes, count)


def read_file(register: str, path: str, text: str, registers: Registers) -> None:
    """Add the rows of one file, each with the line its first cell stands on."""
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    header = [fold(name) for name in next(lines, [])]
    if set(COLUMNS[register]) - set(header) - ({"effectif"} if register == "calls" else set()):
        registers.unreadable.append(path)
        return
    line = lines.line_num + 1
    for cells in lines:
        if any(cell.strip() for cell in cells):
            good = len(cells) == len(header)
            fields = dict(zip(header, cells, strict=False))
            row = read_row(register, fields, path, line) if good else Reject(path, line, None)
            if isinstance(row, Row):
                registers.rows[register].append(row)
            else:
                registers.rejects[register].append(row)
        line = lines.line_num + 1


def natural(path: str) -> tuple[list[list[str | int]], str]:
    """Order of files: `a2.csv` comes before `a10.csv`."""
    parts = [re.split("([0-9]+)", part) for part in path.split("/")]
    return [[int(t) if i % 2 else t for i, t in enumerate(part)] for part in parts], path


def read(files: dict[str, str]) -> Registers:
    """Read every register file; the same content is read once (D2), under its first path."""
    registers = Registers()
    seen: set[tuple[str, str]] = set()
    for path in sorted(files, key=natural):
        for register, prefix in FILES.items():
            name = path.rsplit("/", 1)[-1]
            if not (name.startswith(prefix) and name.endswith(".csv")):
                continue
            if (register, files[path]) not in seen:
                seen.add((register, files[path]))
                read_file(register, path, files[path], registers)
    return registers


def records(rows: list[Row]) -> list[list[Row]]:
    """Rows that speak of the same record (D1): same site, reference and year."""
    groups: dict[object, list[Row]] = defaultdict(list)
    for number, row in enumerate(rows):
        groups[(row.site, row.reference, row.event.year) if row.reference else number].append(row)
    return list(groups.values())


def rank(row: Row) -> tuple[int, object, int]:
    """Rank the rows of a record; the highest wins: most days filled, last file, last line."""
    return sum(day is not None for day in row.days), natural(row.path), row.line


def as_of_date(rows: list[Row]) -> date | None:
    """Find the latest event or answer that another record precedes by at most 366 days (T3)."""
    groups = [sorted(day for row in group for day in row.known) for group in records(rows)]
    dated = sorted(((day, i) for i, days in enumerate(groups) for day in days), reverse=True)
    for day, owner in dated:
        if any(i != owner and 0 <= (day - other).days <= 366 for other, i in dated):
            return day
    return min(groups)[-1] if groups else None
