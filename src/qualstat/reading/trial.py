"""Trials: the first rows of an export, as they will be counted.

Takes a profile and a place; gives `Trial` values, one a table. Convention owned here: what is
shown went through the very reading that counts, a row at a time: nothing is read another way.
"""

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from qualstat.exports.layout import Seen
from qualstat.exports.opening import opened
from qualstat.exports.place import Place
from qualstat.reading.columns import Columns, SourceReader
from qualstat.reading.reasons import Reason
from qualstat.registers import KnownSites, Register
from qualstat.registers.values import spelled
from qualstat.sources.needs import wanted
from qualstat.sources.profile import Profile


class TrialRow(Struct, frozen=True):
    """A row: its line, and its cells in the plain form, or the reason why it is rejected."""

    line: int
    cells: tuple[str, ...]
    reason: Reason | None = None


class Trial(Struct, frozen=True):
    """The first rows of a table, and how many there are of each kind in all of it."""

    name: str
    seen: Seen
    columns: tuple[str, ...]
    rows: tuple[TrialRow, ...]
    read: int
    rejected: int
    left_out: int
    strangers: tuple[str, ...]


def tried(
    profile: Profile, place: Place, name: str, known: KnownSites, *, most: int
) -> tuple[list[Trial], tuple[str, ...]]:
    """Return the first rows of each table of an export, and the sheets that are not read.

    Raises `Unreadable` where it cannot be read.
    """
    reader = SourceReader(profile, known)
    found = opened(place, name, profile.layout, wanted(profile))
    trials = []
    for table in found.tables:
        header, parts = reader.read(table)
        rows: list[TrialRow] = []
        read = rejected = left_out = 0
        seen = table.seen
        for columns in parts:
            read, rejected = read + columns.read, rejected + len(columns.rejected)
            left_out, seen = left_out + columns.left_out, columns.seen
            rows += _first(columns, profile.register, tuple(known.timezones), most - len(rows))
        trials.append(
            Trial(
                table.name, seen, profile.register.columns, tuple(rows), read, rejected, left_out,
                header.strangers(profile),
            )
        )  # fmt: skip
    return trials, found.unread_sheets


def _first(
    columns: Columns, register: Register, sites: tuple[str, ...], most: int
) -> list[TrialRow]:
    """Return the first rows of a batch, valid or not, in the order of their lines."""
    if most <= 0:
        return []
    rejected = [TrialRow(row.line, (), row.reason) for row in islice(columns.rejected, most)]
    valid = [
        TrialRow(int(columns.lines[place]), tuple(_cells(columns, register, sites, place)))
        for place in range(min(most, len(columns.lines)))
    ]
    return sorted([*valid, *rejected], key=lambda one: one.line)[:most]


def _cells(
    columns: Columns, register: Register, sites: tuple[str, ...], place: int
) -> Iterator[str]:
    """Yield the cells of a valid row, in the order of the plain form."""
    for name in register.columns:
        if name == register.reference and columns.references is not None:
            yield columns.references[place].as_py()
        elif name == register.service and columns.services is not None:
            places, labels = columns.services
            yield labels[int(places[place])]
        else:
            yield spelled(register, name, int(columns.numbers[name][place]), sites)
