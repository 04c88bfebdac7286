"""A single file: one export that was named by itself, and the profile that reads it.

Takes a place and the profiles; gives a `SourceFile`. Convention owned here: without a profile
named, the header tells which register in the plain form it is; nothing else is guessed.
"""

from qualstat.errors import UsageError
from qualstat.exports.opening import opened
from qualstat.exports.place import Place
from qualstat.exports.unreadable import Unreadable
from qualstat.findings import N_, Finding, message
from qualstat.reading.files import SourceFile
from qualstat.sources.choosing import Sources
from qualstat.sources.needs import wanted
from qualstat.sources.profile import PLAIN, Profile


def one_file(place: Place, name: str, sources: Sources, source: str | None) -> SourceFile:
    """Return a file with the profile named, or the one of the plain form that its header fits.

    Raises `UsageError` without any.
    """
    if source is None:
        profile = _fitting(place, name, sources)
    else:
        profile = sources.named(source, "--source")
    return SourceFile(profile, place, name, place.path.stat().st_size)


def _fitting(place: Place, name: str, sources: Sources) -> Profile:
    for one in sources.names:
        if one.startswith(PLAIN) and _fits(place, name, sources.shipped(one)):
            return sources.shipped(one)
    raise UsageError(
        Finding(
            "usage", "blocking", message(N_("the header is that of no register")),
            message(N_("the columns of a register in the plain form")),
            message(N_("name the profile that reads it with --source")), file="--data -",
        )
    )  # fmt: skip


def _fits(place: Place, name: str, profile: Profile) -> bool:
    try:
        tables = opened(place, name, profile.layout, wanted(profile)).tables
    except Unreadable:
        return False
    return any(wanted(profile).fits(one.header) for one in tables)
