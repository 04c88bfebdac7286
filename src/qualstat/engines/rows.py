"""Rows again: the rows of a register that count, one by one, for who asks what a figure hides.

Takes the files of one register; gives rows with their table and line. Convention owned here:
files that cannot be read to their end count for nothing, as in `local`.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from qualstat.exports.opening import opened
from qualstat.exports.unreadable import Unreadable
from qualstat.reading.columns import SourceReader
from qualstat.reading.files import SourceFile
from qualstat.registers import KnownSites, Register
from qualstat.sources.needs import wanted
from qualstat.tallies.cells import Tally
from qualstat.tallies.count import FileCount
from qualstat.tallies.keys import new_key
from qualstat.tallies.rows import counting_rows, row_count


class CountingRows(Struct, frozen=True):
    """The rows of a register that count: the key columns of the tally hold table and line."""

    register: Register
    tally: Tally
    tables: tuple[str, ...]


def rows_of(
    files: Sequence[SourceFile], register: Register, known: KnownSites, sites: Sequence[int]
) -> CountingRows:
    """Return the rows of some sites, by their numbers, that count in a register."""
    key, readers = new_key(), dict[str, SourceReader]()
    counts: list[FileCount] = []
    for file in files:
        profile = file.profile
        if file.register is not register or register.event in profile.absent:
            continue
        reader = readers.setdefault(profile.id, SourceReader(profile, known))
        counts += _tables(file, reader, sites, key)
    return CountingRows(register, *counting_rows(register, counts))


def _tables(
    file: SourceFile, reader: SourceReader, sites: Sequence[int], key: str
) -> list[FileCount]:
    profile = file.profile
    owner = profile.id if profile.overlap == "latest" else ""
    try:
        found = opened(file.place, file.name, profile.layout, wanted(profile))
        return [
            replace(row_count(table.name, file.register, reader.read(table)[1], sites, key),
                    owner=owner, file=file.name)
            for table in found.tables
        ]  # fmt: skip
    except Unreadable:
        return []
