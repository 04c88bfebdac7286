"""Views: a state of a référentiel, as it is named: a folder, an edition, or a day.

Takes names as typed and the folder of the référentiel; gives `View` values. Conventions owned here:
an edition is what is in force on its first day; a folder is all that is written in it, whatever its
day, so that it is compared with another folder only.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from qualstat.declarations.written import Written
from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, cut, meant, message
from qualstat.periods import parse_day
from qualstat.referentiel import folder as folders
from qualstat.referentiel import in_force
from qualstat.referentiel.differences import Difference, differences
from qualstat.referentiel.folder import ENDING
from qualstat.referentiel.loader import load
from qualstat.referentiel.model import Referentiel
from qualstat.spelling import nearest


class View(Struct, frozen=True):
    """Trees by path, and the folder whose files they are; `edition`: that of a day."""

    name: str
    root: str
    trees: Mapping[str, Written]
    edition: str = ""

    def file(self, path: str) -> str:
        """Return the file that a path stands for."""
        own = f"editions/{self.edition}{ENDING}" if path == in_force.EDITION else path
        return f"{self.root}/{own}"


class Compared(Struct, frozen=True):
    """Two states and what differs between them."""

    before: View
    after: View
    differences: tuple[Difference, ...]


def compared(one: str, other: str, place: Path) -> Compared:
    """Return what differs between two states; raises `UsageError` where they are of two kinds."""
    if _is_folder(one) and _is_folder(other):
        before, after = (View(name, name.rstrip("/"), folders.read(Path(name)).trees)
                         for name in (one, other))  # fmt: skip
    else:
        held, _ = load(place)
        written = folders.read(place)
        before, after = (_on_a_day(name, held, written) for name in (one, other))
    return Compared(before, after, tuple(differences(before.trees, after.trees)))


def _is_folder(name: str) -> bool:
    return Path(name).is_dir()


def _on_a_day(name: str, held: Referentiel, written: folders.Folder) -> View:
    editions = {one.id: one for one in held.editions}
    if name in editions:
        day, edition = editions[name].valid_from, name
    else:
        day = _day(name, list(editions))
        edition = held.edition(day).id
    return View(name, written.name, in_force.on(written, held, day, edition), edition)


def _day(name: str, editions: list[str]) -> date:
    try:
        return parse_day(name)
    except UsageError:
        found = message(N_("“{name}” is neither an edition, nor a day, nor a folder"),
                        name=cut(name))  # fmt: skip
        expected = message(
            N_("two editions (of {editions}), two days as in 2018-06-30, or two folders"),
            editions=editions,
        )
        raise UsageError(
            Finding("usage", "blocking", found, expected, meant(nearest(name, editions)))
        ) from None
