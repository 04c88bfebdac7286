"""Merging: the counts of a register's files as one.

Takes `FileCount` values in the order of the files; gives a `RegisterCount`.
Convention owned here: C10 over all rows: read = superseded + rejected + the tally's rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualstat.registers import Register
from qualstat.tallies.cells import Tally, added, empty
from qualstat.tallies.count import FileCount
from qualstat.tallies.known import NOTHING_KNOWN, Known, first_days, known
from qualstat.tallies.ledger import Superseded, settle
from qualstat.tallies.services import capped


@dataclass(frozen=True)
class RegisterCount:
    """One register over all its files: each record once.

    `first_days` is the first event day in each (site, month) that holds a valid row.
    """

    register: Register
    files: tuple[str, ...]
    tally: Tally
    read: int = 0
    rejected: int = 0
    superseded: tuple[Superseded, ...] = ()
    known: Known = NOTHING_KNOWN
    first_days: Mapping[tuple[int, int], int] = field(default_factory=dict)


def merged(register: Register, files: Sequence[FileCount]) -> RegisterCount:
    """Return the count of a register."""
    ledgers = [(place, one.ledger) for place, one in enumerate(files) if one.ledger]
    settled = settle([ledger for _, ledger in ledgers]) if ledgers else None
    tallies = [empty(register), *(one.tally for one in files)]
    superseded: list[Superseded] = []
    if settled:
        for (_, ledger), won in zip(ledgers, settled.won, strict=True):
            held = won > 0
            keys = {name: column[held] for name, column in ledger.cells.keys.items()}
            tallies.append(Tally(keys, won[held], won[held], ledger.cells.services))
        places = [place for place, _ in ledgers]
        superseded = [
            Superseded(places[one.file], places[one.by], one.line, one.count)
            for one in settled.superseded
        ]
    return RegisterCount(
        register=register,
        files=tuple(one.name for one in files),
        tally=capped(added(tallies)),
        read=sum(one.read for one in files),
        rejected=sum(one.rejected for one in files),
        superseded=tuple(superseded),
        known=known(register, files),
        first_days=first_days(register, files),
    )
