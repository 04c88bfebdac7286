"""Settled figures: what was given out and is not to change, and what changed all the same.

Takes a store; gives rows and keeps them. Convention owned here: revisions are kept for ever, in
the order in which they came.
"""

from collections.abc import Iterable, Sequence

from qualstat.store.database import Store


def settled(store: Store) -> list[tuple[str, int, str, str]]:
    """Return the settled figures: site, month, indicator, what was given out."""
    return store.connection.execute(
        "SELECT site, month, indicator, given FROM settled ORDER BY site, month, indicator"
    ).fetchall()


def revisions(store: Store) -> list[tuple[str, int, str, str, str]]:
    """Return the revisions: site, month, indicator, what was given out before and since."""
    return store.connection.execute(
        "SELECT site, month, indicator, before, after FROM revisions ORDER BY id"
    ).fetchall()


def keep(
    store: Store,
    held: Iterable[tuple[str, int, str, str]],
    changed: Sequence[tuple[str, int, str, str, str]],
) -> None:
    """Keep the settled figures, in place of the former ones, and further revisions."""
    with store.writing() as connection:
        connection.execute("DELETE FROM settled")
        connection.executemany("INSERT INTO settled VALUES (?, ?, ?, ?)", held)
        connection.executemany(
            "INSERT INTO revisions (site, month, indicator, before, after) VALUES (?, ?, ?, ?, ?)",
            changed,
        )
