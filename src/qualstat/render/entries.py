"""Entries: sentences under a name, as they close a page or make up a card.

Takes names and sentences; gives entries. Convention owned here: what says nothing is left out. It
loads nothing of the screen, which Markdown does without.
"""

from collections.abc import Iterable

from msgspec import Struct


class Entry(Struct, frozen=True):
    """A name and the sentences under it."""

    name: str
    sentences: tuple[str, ...]


def told(pairs: Iterable[tuple[str, Iterable[str]]]) -> list[Entry]:
    """Return the entries that say something."""
    held = (Entry(name, tuple(one for one in said if one)) for name, said in pairs)
    return [one for one in held if one.sentences]
