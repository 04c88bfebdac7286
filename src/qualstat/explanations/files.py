"""Files: those that hold the rows behind a figure, there or purged.

Takes what was counted of a register, its files, and sites with months; gives them as `Behind`.
Convention owned here: the rows of a file are its valid ones, those of all sheets of a workbook.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from qualstat.engines.merging import Counted
from qualstat.explanations.values import Behind
from qualstat.reading.files import SourceFile

Months = Collection[tuple[int, int]]  # a site by its number, and a month


def files_behind(
    files: Sequence[SourceFile], counted: Counted, register: str, months: Months
) -> list[Behind]:
    """Return the files with rows of some sites and months, those that were purged too."""
    there = [
        Behind(file.name, file.place.fingerprint(), rows)
        for file, rows in holding(files, counted, register, months)
    ]
    return [*there, *_gone({one.name for one in files}, counted, register, months)]


def holding(
    files: Sequence[SourceFile], counted: Counted, register: str, months: Months
) -> list[tuple[SourceFile, int]]:
    """Return the files that are there and hold rows of some sites and months; how many."""
    rows = _rows_by_table(counted, register, months)
    found = []
    for one in files:
        if one.register.name == register:
            inside = f"{one.name}/"  # the sheets of a workbook
            count = sum(n for name, n in rows.items() if name == one.name
                        or name.startswith(inside))  # fmt: skip
            found += [(one, count)] if count else []
    return found


def _gone(
    there: Collection[str], counted: Counted, register: str, months: Months
) -> Iterator[Behind]:
    """Yield the purged files that held rows of some sites and months."""
    rows = _rows_by_table(counted, register, months)
    gone: dict[str, Behind] = {}
    for one in counted.frozen.tables:
        file = one.count.file
        if one.register == register and file not in there and rows.get(one.count.name):
            so_far = gone[file].rows if file in gone else 0
            gone[file] = Behind(file, one.sha256, so_far + rows[one.count.name], one.removed)
    yield from gone.values()


def _rows_by_table(counted: Counted, register: str, months: Months) -> Mapping[str, int]:
    """Return how many rows of some sites and months each table holds."""
    held, wanted = counted.registers[register], set(months)
    parts = held.parts
    rows: dict[str, int] = {}
    columns = (parts.file, parts.site, parts.month, parts.rows)
    for file, site, month, count in zip(*(one.tolist() for one in columns), strict=True):
        if (site, month) in wanted:
            name = held.files[file]
            rows[name] = rows.get(name, 0) + count
    return rows
