"""Kin: the program's own profiles that already know an export.

Takes the sample of a table; gives the names of profiles. Convention owned here: a profile knows a
table that holds all the columns it cannot do without, three at least; one without header, as many
columns with the same sign between them.
"""

from collections.abc import Iterator

from qualstat.drafts.looks import Sample
from qualstat.exports.layout import folded
from qualstat.sources.loader import shipped, shipped_names
from qualstat.sources.profile import Profile, Taking

ENOUGH = 3  # columns: fewer stand in many tables


def kin(sample: Sample) -> tuple[str, ...]:
    """Return the names of the profiles that know a table."""
    return tuple(name for name in shipped_names() if _knows(shipped(name), sample))


def _knows(profile: Profile, sample: Sample) -> bool:
    if not profile.header:
        same = profile.separator in (None, sample.seen.separator)
        width, wide = len(profile.column_names), len(sample.looks)
        return same and not sample.seen.header_line and (
            width == wide or (sample.ragged and 1 < wide <= width)
        )  # fmt: skip
    held = {folded(one.name) for one in sample.looks}
    needed = {
        frozenset(map(folded, names))
        for variant in profile.variants for taking in variant.values() for names in _needed(taking)
    }  # fmt: skip
    return bool(sample.seen.header_line) and len(needed) >= ENOUGH and all(
        names & held for names in needed
    )  # fmt: skip


def _needed(taking: Taking) -> Iterator[tuple[str, ...]]:
    """Yield the names of each column that a taking cannot do without."""
    if taking.column:
        yield taking.column
    if taking.first_of is None:
        for part in taking.parts:
            yield from _needed(part)
