"""Registers of calls and visits for known counts by month, drawn or given.

Gives files in the plain form, a row of the 2nd day and one of the last day of each month, with the
counts as headcounts; a count of 0 has no row.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence

Counts = Mapping[tuple[str, str], Sequence[int]]  # (site, line or purpose) -> twelve counts
CALL = "{site};{day} 10:00:00;{code};repondu;5;5;{n}"
VISIT = "{site};{day};{code};;;{n}"
LINES, PURPOSES = ("standard", "svi"), ("point_numerique", "information")


def registers(counts: Counts, year: int = 2019) -> dict[str, list[str]]:
    """Return the rows of the year's registers, by file."""
    files: dict[str, list[str]] = {}
    for (site, code), months in counts.items():
        name, form = ("appels", CALL) if code in LINES else ("visites", VISIT)
        rows = files.setdefault(f"{name}-{year}.csv", [])
        for month, count in enumerate(months, 1):
            for day, n in _days(count, monthrange(year, month)[1]):
                rows.append(form.format(site=site, day=f"{day:02}/{month:02}/{year}", code=code,
                                        n=n))  # fmt: skip
    return files


def _days(count: int, last: int) -> list[tuple[int, int]]:
    """Return the days that share a count, and how much each holds."""
    parts = [(2, count - count // 2), (last, count // 2)]
    return [(day, n) for day, n in parts if n]
