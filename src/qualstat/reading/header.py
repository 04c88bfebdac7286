"""The header: where the columns that a profile names stand in a table.

Takes a profile and the names of a table's columns; gives their places.
Convention owned here: a column is found by one of its names, or as `position 3`; one that a
profile needs and that is missing, or stands twice, makes the table unreadable.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualstat.exports import unreadable
from qualstat.exports.layout import Wanted, folded
from qualstat.sources.profile import Profile, Taking

POSITION = re.compile(r"position ([1-9][0-9]{0,3})")
Alternatives = tuple[str, ...]


@dataclass(frozen=True)
class Header:
    """The names of a table's columns, by place, and those names as they are compared."""

    names: tuple[str, ...]
    folded: tuple[str, ...]

    def place(self, alternatives: Sequence[str]) -> int | None:
        """Return where a column stands that has one of these names; None when there is none."""
        for name in alternatives:
            if folded(name) in self.folded:
                return self.folded.index(folded(name))
            position = POSITION.fullmatch(name)
            if position and int(position[1]) <= len(self.names):
                return int(position[1]) - 1
        return None

    def needed(self, profile: Profile) -> set[int]:
        """Return the places of the columns that a profile reads."""
        required, others = _named(profile)
        places = (self.place(one) for one in (*required, *others))
        return {place for place in places if place is not None}

    def strangers(self, profile: Profile) -> tuple[str, ...]:
        """Return the names of the columns that a profile does not read."""
        needed = self.needed(profile)
        names = (name.strip() for place, name in enumerate(self.names) if place not in needed)
        return tuple(name for name in names if name)


def wanted(profile: Profile) -> Wanted:
    """Return the columns by which the header of a profile's export is known."""
    required, others = _named(profile)
    return Wanted(
        *(tuple(_names(one) for one in each if _names(one)) for each in (required, others))
    )


def header_of(profile: Profile, names: Sequence[str], line: int = 1) -> Header:
    """Return the header of these names, which stand on a line; 0 where no line holds them.

    Raises `Unreadable` when a column is missing or stands twice.
    """
    header = Header(tuple(names), tuple(folded(name) for name in names))
    required, others = _named(profile)
    missing = [one[0] for one in required if header.place(one) is None]
    if missing:
        known = list(dict.fromkeys(one[0] for one in (*required, *others)))
        raise unreadable.lacks_columns(missing, header.names, known, line)
    names_used = {name for one in (*required, *others) for name in one}
    twice = sorted(name for name in names_used if header.folded.count(folded(name)) > 1)
    if twice:
        raise unreadable.repeated_columns(twice, line)
    return header


def _names(alternatives: Alternatives) -> frozenset[str]:
    return frozenset(folded(name) for name in alternatives if not POSITION.fullmatch(name))


def _named(profile: Profile) -> tuple[list[Alternatives], list[Alternatives]]:
    """Return the columns that a profile needs, and those it can do without."""
    required: dict[Alternatives, None] = {}
    others: dict[Alternatives, None] = {}
    for variant in profile.variants:
        for name, taking in variant.items():
            optional = name in profile.register.model.optional_columns
            spare = optional and taking.column == (name,)  # as in the plain form
            for one, alone in _columns(taking, alone=not spare):
                (required if alone else others)[one] = None
    for condition in (*profile.keep, *profile.skip):
        required[condition.column,] = None
    if profile.events:
        named = (profile.events.case, profile.events.kind, profile.events.time)
        required |= {(one,): None for one in named if one is not None}
    return list(required), [one for one in others if one not in required]


def _columns(taking: Taking, *, alone: bool) -> Iterator[tuple[Alternatives, bool]]:
    """Yield the columns of a taking, and whether it can do without each."""
    if taking.column:
        yield taking.column, alone
    for part in taking.parts:
        yield from _columns(part, alone=alone and taking.first_of is None)
