"""Bridges: what each indicator of an edition becomes in another one.

Takes `bridges/ID.yaml`; gives `Bridge` and `Link` values. Conventions owned here: a link names the
indicator as the earlier edition has it, then as the later one has it; an inverted rate is counted
on the same records, so that its cases are those that the other leaves.
"""

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Annotated, Literal

from msgspec import Struct
from pydantic import Field

from qualstat.declarations.declared import Declared, Flag, Words

Kind = Literal["same", "renamed", "inverted", "changed", "dropped", "new"]


class Becomes(Declared):
    """The same records under another name: all of them, or those that the other one leaves."""

    to: Words
    reason: Words
    assumed: Flag = False


class Changed(Declared):
    """Another deadline or scope; not `comparable` where past records were kept otherwise."""

    to: Words
    what: Literal["deadline", "scope"]
    comparable: Flag = True
    reason: Words
    assumed: Flag = False


class Alone(Declared):
    """What one of the two editions does not ask for."""

    reason: Words
    assumed: Flag = False


class Link(Struct, frozen=True):
    """What an indicator becomes: `old` and `new` are ids, None where an edition has none."""

    kind: Kind
    old: str | None
    new: str | None
    reason: str = ""
    assumed: bool = False
    comparable: bool = True


class Bridge(Declared):
    """The way from one edition to a later one; `id` is the file's name."""

    id: str
    earlier: Annotated[Words, Field(alias="from")]
    later: Annotated[Words, Field(alias="to")]
    source: Words
    assumed: Flag = False
    engagements: dict[str, Words] = {}  # numbers that change, from the earlier one's
    same: list[str] = []
    renamed: dict[str, Becomes] = {}
    inverted: dict[str, Becomes] = {}
    changed: dict[str, Changed] = {}
    dropped: dict[str, Alone] = {}
    new: dict[str, Alone] = {}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link, in the order declared."""
        return tuple(self._links())

    def _links(self) -> Iterator[Link]:
        for one in self.same:
            yield Link("same", one, one)
        for old, name in self.renamed.items():
            yield Link("renamed", old, name.to, name.reason, self._assumed(name))
        for old, other in self.inverted.items():
            yield Link("inverted", old, other.to, other.reason, self._assumed(other))
        for old, change in self.changed.items():
            yield Link("changed", old, change.to, change.reason, self._assumed(change),
                       change.comparable)  # fmt: skip
        for old, gone in self.dropped.items():
            yield Link("dropped", old, None, gone.reason, self._assumed(gone))
        for new, added in self.new.items():
            yield Link("new", None, new, added.reason, self._assumed(added))

    @property
    def otherwise(self) -> Collection[str]:
        """The indicators of the earlier edition that are not the same in the later one."""
        return {*self.renamed, *self.inverted, *self.changed, *self.dropped}

    def _assumed(self, one: Becomes | Changed | Alone) -> bool:
        return self.assumed or one.assumed

    def towards(self, new: str) -> Link | None:
        """Return the link that ends at an indicator of the later edition."""
        return next((one for one in self.links if one.new == new), None)

    def onwards(self, old: str) -> Link | None:
        """Return the link that begins at an indicator of the earlier edition."""
        return next((one for one in self.links if one.old == old), None)
