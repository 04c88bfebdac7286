"""Choosing: which profile reads a file.

Takes the path of a file under the data folder; gives the profile whose `files` match it.
Conventions owned here: a user's own profiles come before the program's; a pattern matches the
whole path or its last part, without case and without the ending of a compressed file; an accent
is the same in one character or two, as disks differ in it.
"""

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from msgspec import Struct

from qualstat.errors import UsageError
from qualstat.exports.patterns import fitting
from qualstat.findings import N_, Finding, meant, message
from qualstat.sources.profile import Profile
from qualstat.spelling import nearest


class Sources(Struct, frozen=True):
    """A user's profiles, and the names of the program's own, each read when it is needed."""

    own: tuple[Profile, ...]
    names: Sequence[str]
    shipped: Callable[[str], Profile]

    @property
    def all_names(self) -> list[str]:
        """The names of all profiles, a user's own first."""
        return list(dict.fromkeys([*(one.id for one in self.own), *self.names]))

    def matching(self, name: str) -> list[Profile]:
        """Return the profiles that read a file, of the first kind that has any.

        Several of the user's own are for the caller to speak of.
        """
        own = [one for one in self.own if _reads(one, name)]
        if own:
            return own
        programs = (self.shipped(one) for one in self.names)
        return next(([one] for one in programs if _reads(one, name)), [])

    def named(self, name: str, option: str = "") -> Profile:
        """Return the profile of a name that was typed, as an option or by itself.

        Raises `UsageError` where there is none.
        """
        held = {one.id: one for one in self.own}
        if name in held:
            return held[name]
        if name in self.names:
            return self.shipped(name)
        known = self.all_names
        raise UsageError(
            Finding(
                "usage", "blocking", message(N_("there is no profile “{name}”"), name=name),
                message(N_("one of {allowed}"), allowed=known), meant(nearest(name, known)),
                file=option,
            )
        )  # fmt: skip


def _reads(profile: Profile, path: str) -> bool:
    fits = _names(profile.files)
    return fits(path) or fits(path.rpartition("/")[2])


@cache
def _names(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    return fitting(patterns, lambda name: unicodedata.normalize("NFC", name).casefold())
