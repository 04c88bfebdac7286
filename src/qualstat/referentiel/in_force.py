"""In force: what is left of what is written, on one day.

Takes trees, the référentiel and a day; gives trees. Conventions owned here: an item with a
first and a last day or month (`valid_from`, `since`; `valid_until`, `until`) is in force between
them, both included; a group whose every key is an edition keeps the one in force, without its
name; an indicator that the edition does not ask for is not in force.
"""

from collections.abc import Collection, Mapping
from datetime import date

from msgspec.structs import replace

from qualstat.declarations.written import Written
from qualstat.referentiel.folder import ENDING, Folder
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.model import Referentiel

FIRST, LAST = ("valid_from", "since"), ("valid_until", "until")
EDITION = "edition"  # the file of the edition in force, whichever it is


def on(folder: Folder, held: Referentiel, day: date, edition: str) -> Mapping[str, Written]:
    """Return what is in force on a day under an edition, by path; the edition as `edition`."""
    editions = {one.id for one in held.editions}
    left: dict[str, Written] = {}
    for path, tree in folder.trees.items():
        place, _, name = path.removesuffix(ENDING).rpartition("/")
        if place == "editions" and name != edition:
            continue
        indicator = held.indicators.get(name) if place == "indicators" else None
        if indicator is not None and not _asked_for(indicator, edition):
            continue
        kept = _left(_served(tree, indicator, edition), day, edition, editions)
        if kept is not None:
            left[EDITION if place == "editions" else path] = kept
    return left


def _asked_for(indicator: Indicator, edition: str) -> bool:
    return not indicator.engagements or edition in indicator.engagements


def _served(tree: Written, indicator: Indicator | None, edition: str) -> Written:
    """Return the tree of an indicator with the one engagement that it serves in an edition."""
    written = tree.get("engagements")
    number = indicator.engagements.get(edition) if indicator is not None else None
    if written is None or number is None or not isinstance(tree.held, dict):
        return tree
    own = written.get(edition) or written
    return replace(tree, held={**tree.held, "engagements": Written(number, own.line)})


def _left(one: Written, day: date, edition: str, editions: Collection[str]) -> Written | None:
    """Return what is left of a tree; None where all of it is of another day."""
    if isinstance(one.held, str):
        return one
    if isinstance(one.held, list):
        items = (_left(item, day, edition, editions) for item in one.held if holds(item, day))
        return Written([item for item in items if item is not None], one.line, one.place)
    if one.held and set(one.held) <= {*editions}:
        chosen = one.held.get(edition)
        return None if chosen is None else _left(chosen, day, edition, editions)
    pairs = ((key, _left(held, day, edition, editions)) for key, held in one.held.items())
    return Written({key: held for key, held in pairs if held is not None}, one.line, one.place)


def holds(item: Written, day: date | None) -> bool:
    """Whether an item of a list is in force on a day."""
    if day is None:
        return True
    first = next((text for key in FIRST if (text := item.text(key))), "")
    last = next((text for key in LAST if (text := item.text(key))), "")
    iso = day.isoformat()
    return first <= iso[: len(first)] and (not last or iso[: len(last)] <= last)
