"""Differences: what is added, dropped or changed from one state of a référentiel to another.

Takes trees by file; gives `Difference` values. Conventions owned here: items of a list are the same
one where they share most values, whatever their place; a list of words is a set, unless its order
alone changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from qualstat.declarations.slips import Where
from qualstat.declarations.written import Leaf, Written, leaves

Kind = Literal["added", "dropped", "changed"]


class Difference(Struct, frozen=True):
    """One value that is not the same: where it stands before, after, or both."""

    kind: Kind
    file: str
    before: Leaf | None = None
    after: Leaf | None = None

    @property
    def path(self) -> Where:
        """The keys that lead to it, in the later state where it is there."""
        leaf = self.after or self.before
        assert leaf is not None
        return leaf.path


def differences(
    before: Mapping[str, Written], after: Mapping[str, Written]
) -> Iterator[Difference]:
    """Yield what differs, file by file, in the order written."""
    for file in dict.fromkeys((*after, *before)):
        yield from _unlike(file, (), before.get(file), after.get(file))


def _unlike(
    file: str, path: Where, one: Written | None, other: Written | None
) -> Iterator[Difference]:
    if one is None or other is None:
        yield from (Difference("dropped", file, before=leaf) for leaf in _of(one, path))
        yield from (Difference("added", file, after=leaf) for leaf in _of(other, path))
    elif isinstance(one.held, dict) and isinstance(other.held, dict):
        for key in dict.fromkeys((*other.held, *one.held)):
            yield from _unlike(file, (*path, key), one.held.get(key), other.held.get(key))
    elif isinstance(one.held, list) and isinstance(other.held, list):
        yield from _lists(file, path, one, other)
    elif isinstance(one.held, str) and isinstance(other.held, str):
        if one.held != other.held:
            yield Difference("changed", file, _leaf(path, one), _leaf(path, other))
    else:
        yield from _unlike(file, path, one, None)
        yield from _unlike(file, path, None, other)


def _of(one: Written | None, path: Where) -> Iterator[Leaf]:
    return leaves(one, path) if one is not None else iter(())


def _leaf(path: Where, one: Written) -> Leaf:
    assert isinstance(one.held, str)
    return Leaf(path, one.held, one.line)


def _lists(file: str, path: Where, one: Written, other: Written) -> Iterator[Difference]:
    assert isinstance(one.held, list)
    assert isinstance(other.held, list)
    if one.words or other.words:
        yield from _words(file, path, one, other)
        return
    pairs = _pairs(one.held, other.held)
    for place, item in enumerate(other.held):
        former = pairs.get(place)
        held = None if former is None else one.held[former]
        yield from _unlike(file, (*path, item.place), held, item)
    for place, item in enumerate(one.held):
        if place not in pairs.values():
            yield from _unlike(file, (*path, item.place), item, None)


def _words(file: str, path: Where, one: Written, other: Written) -> Iterator[Difference]:
    before, after = one.words, other.words
    if sorted(before) == sorted(after) and before != after:
        yield Difference("changed", file, Leaf(path, ", ".join(before), one.line),
                         Leaf(path, ", ".join(after), other.line))  # fmt: skip
        return
    for held, against, kind in ((one, before, "dropped"), (other, after, "added")):
        there = after if against is before else before
        assert isinstance(held.held, list)
        for item in held.held:
            if item.held in there:
                continue
            leaf = _leaf(path, item)
            yield (Difference("dropped", file, before=leaf) if kind == "dropped"
                   else Difference("added", file, after=leaf))  # fmt: skip


def _pairs(before: Sequence[Written], after: Sequence[Written]) -> dict[int, int]:
    """Return which item of a list each item of a later one was: the most alike first."""
    shared = [
        (_alike(item, former), place, there)
        for place, item in enumerate(after)
        for there, former in enumerate(before)
    ]
    found: dict[int, int] = {}
    for alike, place, there in sorted(shared, key=lambda one: (-one[0], one[1], one[2])):
        if alike and place not in found and there not in found.values():
            found[place] = there
    left = [place for place in range(len(after)) if place not in found]
    gone = [there for there in range(len(before)) if there not in found.values()]
    if len(left) == len(gone) == 1:  # the one that takes the place of the other
        found[left[0]] = gone[0]
    return found


def _alike(one: Written, other: Written) -> int:
    """Return how many values two items share."""
    mine, theirs = ({(leaf.path, leaf.text) for leaf in leaves(held)} for held in (one, other))
    return len(mine & theirs)
