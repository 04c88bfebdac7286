"""Following: what follows on one another is told once.

Takes items in their order; gives runs of them. Convention owned here: an item joins a run where it
follows on its last one.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


def runs(items: Iterable[Item], follows: Callable[[Item, Item], bool]) -> list[list[Item]]:
    """Return items in runs.

    >>> runs([1, 2, 3, 5, 6], lambda last, one: one == last + 1)
    [[1, 2, 3], [5, 6]]
    """
    found: list[list[Item]] = []
    for one in items:
        if found and follows(found[-1][-1], one):
            found[-1].append(one)
        else:
            found.append([one])
    return found
