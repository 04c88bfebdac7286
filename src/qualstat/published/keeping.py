"""Keeping: published figures in the store.

Takes figures; keeps them, and gives them back. Conventions owned here: a figure that is the same
is not written again, so that a file imported twice changes nothing; values stay exact.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from qualstat.periods import Period
from qualstat.published.values import Figures, Key, Published
from qualstat.store import Store, runs

FIELDS = "site, indicator, first_day, last_day, value, numerator, denominator, file"

PUT = f"INSERT OR REPLACE INTO published ({FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608


class Kept(NamedTuple):
    """How many figures were new, had another value, or were there already."""

    new: int = 0
    replaced: int = 0
    same: int = 0


def figures(store: Store) -> Figures:
    """Return every figure that a store keeps, in the order of their keys."""
    found = store.connection.execute(
        f"SELECT {FIELDS} FROM published ORDER BY site, indicator, first_day, last_day"  # noqa: S608
    )
    held = [
        Published(
            site, indicator, Period(date.fromisoformat(first), date.fromisoformat(last)),
            Fraction(value), top, base, file,
        )
        for site, indicator, first, last, value, top, base, file in found
    ]  # fmt: skip
    return {one.key: one for one in held}


def keep(store: Store, found: Iterable[Published]) -> Kept:
    """Keep figures in place of those of the same keys."""
    new = replaced = same = 0
    with store.writing() as connection:
        known = figures(store)
        for one in found:
            held = known.get(one.key)
            if held is not None and _alike(held, one):
                same += 1
                continue
            new, replaced = new + (held is None), replaced + (held is not None)
            connection.execute(PUT, _row(one))
        if new or replaced:
            runs.forget(store)
    return Kept(new, replaced, same)


def forget(store: Store, keys: Iterable[Key]) -> None:
    """Remove figures."""
    with store.writing() as connection:
        runs.forget(store)
        for site, indicator, period in keys:
            connection.execute(
                "DELETE FROM published WHERE site = ? AND indicator = ? AND first_day = ?"
                " AND last_day = ?",
                (site, indicator, period.start.isoformat(), period.end.isoformat()),
            )


def _row(one: Published) -> tuple[str | int | None, ...]:
    return (
        one.site, one.indicator, one.period.start.isoformat(), one.period.end.isoformat(),
        str(one.value), one.numerator, one.denominator, one.file,
    )  # fmt: skip


def _alike(one: Published, other: Published) -> bool:
    """Whether two figures say the same, whatever file they come from."""
    return (one.value, one.numerator, one.denominator) == (
        other.value, other.numerator, other.denominator
    )  # fmt: skip
