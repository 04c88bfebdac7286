"""Purges: what a store knows of the purges that were done with it.

Takes a purge; gives the months and files that are gone. Convention owned here: the horizon, the
first month that is not frozen, only ever moves on; a certificate that does not say that its purge
has ended is that of one that was interrupted, or goes on.
"""

import json
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from qualstat.periods import first_day, parse_month
from qualstat.store.database import Store


class Purge(Struct, frozen=True):
    """A purge: the day on which it ran, the first month that it left, its certificate."""

    day: date
    before: int
    certificate: str


def horizon(store: Store) -> int | None:
    """Return the first month whose rows are not frozen; None where none are."""
    (found,) = store.connection.execute("SELECT max(before) FROM purges").fetchone()
    return None if found is None else parse_month(found)


class Unended(Struct, frozen=True):
    """A purge that has not ended: its files that are not known to be gone, by name: SHA-256."""

    number: int
    certificate: str
    files: Mapping[str, str]


def unended(store: Store) -> list[Unended]:
    """Return the purges that have not ended, in the order in which they began."""
    found = store.connection.execute(
        "SELECT id, certificate FROM purges WHERE certificate LIKE '%\"ended\": false%' ORDER BY id"
    ).fetchall()
    return [Unended(number, text, _left(text)) for number, text in found]


def _left(certificate: str) -> dict[str, str]:
    files = json.loads(certificate)["files"]
    return {one["file"]: one["sha256"] for one in files if not one["removed"]}


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
