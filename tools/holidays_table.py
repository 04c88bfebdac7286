"""Write the table of public holidays that the package ships, from the `holidays` library.

Run `python tools/holidays_table.py` after an upgrade of the library and read what changed;
`--check` writes nothing and fails when the table is stale. One line a day and name, with its
zones joined by `|`, or `*` for all of them.
"""

import sys
from pathlib import Path

from qualstat.calendars import EVERY_ZONE, TABLE, TABLE_YEARS, ZONES, library_names
from qualstat.periods import day_of

HEADER = "date;zones;name"


def table() -> str:
    """Return the table of every zone and year, in order of days."""
    zones_of: dict[tuple[int, str], list[str]] = {}
    for zone in ZONES:
        for year in TABLE_YEARS:
            for held in library_names(zone, year).items():
                zones_of.setdefault(held, []).append(zone)
    lines = [
        f"{day_of(day)};{_joined(zones)};{name}" for (day, name), zones in sorted(zones_of.items())
    ]
    return "\n".join([HEADER, *lines, ""])


def _joined(zones: list[str]) -> str:
    return EVERY_ZONE if len(zones) == len(ZONES) else "|".join(zones)


def main(arguments: list[str], path: Path = TABLE) -> int:
    """Write the table, or only compare it; return the exit status."""
    fresh = table().encode()
    if "--check" not in arguments:
        path.write_bytes(fresh)
    stale = not path.exists() or path.read_bytes() != fresh
    print(f"{path.name} is {'stale: run make holidays' if stale else 'up to date'}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
