"""The header: where the columns that a profile names stand in a table.

Takes a profile and the names of a table's columns; gives their places.
Convention owned here: a column is found by one of its names, or as `position 3`; one that a
profile needs and that is missing, or stands twice, makes the table unreadable.
"""

from collections.abc import Sequence

from msgspec import Struct

from qualstat.exports import unreadable
from qualstat.exports.layout import folded
from qualstat.sources.needs import at_position, needs
from qualstat.sources.profile import Profile


class Header(Struct, frozen=True):
    """The names of a table's columns, by place, and those names as they are compared."""

    names: tuple[str, ...]
    folded: tuple[str, ...]

    def place(self, alternatives: Sequence[str]) -> int | None:
        """Return where a column stands that has one of these names; None when there is none."""
        for name in alternatives:
            if folded(name) in self.folded:
                return self.folded.index(folded(name))
            position = at_position(name)
            if position is not None and position <= len(self.names):
                return position - 1
        return None

    def needed(self, profile: Profile) -> set[int]:
        """Return the places of the columns that a profile reads."""
        places = (self.place(one) for one in needs(profile).all)
        return {place for place in places if place is not None}

    def strangers(self, profile: Profile) -> tuple[str, ...]:
        """Return the names of the columns that a profile does not read."""
        needed = self.needed(profile)
        names = (name.strip() for place, name in enumerate(self.names) if place not in needed)
        return tuple(name for name in names if name)


def header_of(profile: Profile, names: Sequence[str], line: int = 1) -> Header:
    """Return the header of these names, which stand on a line; 0 where no line holds them.

    Raises `Unreadable` when a column is missing or stands twice.
    """
    header = Header(tuple(names), tuple(folded(name) for name in names))
    held = needs(profile)
    missing = [one[0] for one in held.required if header.place(one) is None]
    none = [one for one in held.lists if all(header.place(names) is None for names in one)]
    missing += [one[0][0] for one in none]
    if missing:
        known = list(dict.fromkeys(one[0] for one in held.all))
        raise unreadable.lacks_columns(missing, header.names, known, line)
    named = {name for one in held.all for name in one}
    twice = sorted(name for name in named if header.folded.count(folded(name)) > 1)
    if twice:
        raise unreadable.repeated_columns(twice, line)
    return header
