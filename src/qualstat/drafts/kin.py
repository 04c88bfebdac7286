"""Kin: the program's own profiles that already know an export.

Takes the sample of a table; gives the names of profiles. Convention owned here: a profile knows a
table that holds all the columns it cannot do without, three at least; one without header, as many
columns with the same sign between them.
"""

from qualstat.drafts.looks import Sample
from qualstat.sources.loader import shipped, shipped_names
from qualstat.sources.needs import wanted
from qualstat.sources.profile import Profile

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
    known = wanted(profile)
    names = [one.name for one in sample.looks]
    return bool(sample.seen.header_line) and len(known.required) >= ENOUGH and known.fits(names)
