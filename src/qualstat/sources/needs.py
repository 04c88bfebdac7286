"""Needs: the columns of an export that a profile reads.

Takes a profile; gives names, each with its alternatives. Conventions owned here: `position 3` is
the third column; a profile needs what it names, but for the alternatives of a list, and for an
optional column of the register under its own name, as the plain form has it.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from qualstat.exports.layout import Wanted, folded
from qualstat.sources.profile import Profile, Taking

POSITION = re.compile(r"position ([1-9][0-9]{0,3})")
Alternatives = tuple[str, ...]


class Needs(Struct, frozen=True):
    """The columns that a profile needs, and those it can do without.

    Of each of the `lists`, at least one column is needed.
    """

    required: tuple[Alternatives, ...]
    others: tuple[Alternatives, ...]
    lists: tuple[tuple[Alternatives, ...], ...] = ()

    @property
    def all(self) -> tuple[Alternatives, ...]:
        """All the columns that it reads."""
        return (*self.required, *self.others)


def position(number: int) -> str:
    """Return the name of a column by its position, from 1."""
    return f"position {number}"


def at_position(name: str) -> int | None:
    """Return the position that a name tells, from 1; None when it tells none."""
    told = POSITION.fullmatch(name)
    return int(told[1]) if told else None


def needs(profile: Profile) -> Needs:
    """Return the columns that a profile reads."""
    required: dict[Alternatives, None] = {}
    others: dict[Alternatives, None] = {}
    for variant in profile.variants:
        for name, taking in variant.items():
            optional = name in profile.register.model.optional_columns
            spare = optional and taking.column == (name,)
            for one, alone in _columns(taking, alone=not spare):
                (required if alone else others)[one] = None
    for condition in (*profile.keep, *profile.skip):
        required[condition.column,] = None
    if profile.events:
        named = (profile.events.case, profile.events.kind, profile.events.time)
        required |= {(one,): None for one in named if one is not None}
    rest = tuple(one for one in others if one not in required)
    return Needs(tuple(required), rest, tuple(_lists(profile)))


def _lists(profile: Profile) -> Iterator[tuple[Alternatives, ...]]:
    """Yield the columns of each list that has nothing else to fall back on."""
    for variant in profile.variants:
        for name, taking in variant.items():
            parts = [part for one in taking.first_of or () for part in one.walked()]
            constant = any(part.value is not None or part.path for part in parts)
            if parts and not constant and name != profile.register.service:
                yield tuple(part.column for part in parts if part.column)


def wanted(profile: Profile) -> Wanted:
    """Return the columns by which the header of a profile's export is known."""
    held = needs(profile)
    required, others = (
        tuple(names for one in columns if (names := _names(one)))
        for columns in (held.required, held.others)
    )
    return Wanted(required, others)


def _names(alternatives: Alternatives) -> frozenset[str]:
    return frozenset(folded(name) for name in alternatives if at_position(name) is None)


def _columns(taking: Taking, *, alone: bool) -> Iterator[tuple[Alternatives, bool]]:
    """Yield the columns of a taking, and whether it cannot do without each."""
    if taking.column:
        yield taking.column, alone
    for part in taking.parts:
        yield from _columns(part, alone=alone and taking.first_of is None)
