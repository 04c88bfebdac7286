"""Purges: what a store knows of the purges that were done with it.

Takes a purge; gives the months and files that are gone. Convention owned here: the horizon, the
first month that is not frozen, only ever moves on.
"""

from dataclasses import dataclass
from datetime import date

from qualstat.periods import first_day, parse_month
from qualstat.store.database import Store


@dataclass(frozen=True)
class Purge:
    """A purge: the day on which it ran, the first month that it left, its certificate."""

    day: date
    before: int
    certificate: str


def horizon(store: Store) -> int | None:
    """Return the first month whose rows are not frozen; None where none are."""
    (found,) = store.connection.execute("SELECT max(before) FROM purges").fetchone()
    return None if found is None else parse_month(found)


def record(store: Store, purge: Purge) -> int:
    """Keep a purge, and return its number; within `writing`."""
    (number,) = store.connection.execute(
        "INSERT INTO purges (day, before, certificate) VALUES (?, ?, ?) RETURNING id",
        (purge.day.isoformat(), f"{first_day(purge.before):%Y-%m}", purge.certificate),
    ).fetchone()
    return int(number)


def amend(store: Store, number: int, certificate: str) -> None:
    """Keep what became of a purge in its certificate."""
    with store.writing() as connection:
        connection.execute("UPDATE purges SET certificate = ? WHERE id = ?", (certificate, number))
