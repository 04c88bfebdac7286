"""Write the table of public holidays that the package ships, from the `holidays` library.

Run `python tools/holidays_table.py` after an upgrade of the library and read what changed;
`--check` writes nothing and fails when the table is stale. One line a day, with its zones
joined by `|`, or `*` for all of them.
"""

import sys
from pathlib import Path

from qualstat.calendars import EVERY_ZONE, TABLE, TABLE_YEARS, ZONES, library_days
from qualstat.periods import day_of

HEADER = "date;zones"


def table() -> str:
    """Return the table of every zone and year, in order of days."""
    zones_of: dict[int, list[str]] = {}
    for zone in ZONES:
        for year in TABLE_YEARS:
            for day in library_days(zone, year):
                zones_of.setdefault(day, []).append(zone)
    lines = [f"{day_of(day)};{_joined(zones)}" for day, zones in sorted(zones_of.items())]
    return "\n".join([HEADER, *lines, ""])


def _joined(zones: list[str]) -> str:
    return EVERY_ZONE if len(zones) == len(ZONES) else "|".join(zones)


def main(arguments: list[str], path: Path = TABLE) -> int:
    """Write the table, or only compare it; return the exit status."""
    fresh = table().encode("ascii")
    if "--check" not in arguments:
        path.write_bytes(fresh)
    stale = not path.exists() or path.read_bytes() != fresh
    print(f"{path.name} is {'stale: run make holidays' if stale else 'up to date'}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
