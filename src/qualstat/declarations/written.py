"""What is written: a YAML file as a tree of texts, each with its line.

Takes a document; gives a `Written` and its `Leaf` values. Conventions owned here: nothing is typed,
so that a value is shown as it was written; a list of words is one value; a value that holds nothing
is none.
"""

from collections.abc import Iterator

from msgspec import Struct
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from qualstat.declarations.declared import BREAKS
from qualstat.declarations.documents import Document
from qualstat.declarations.nodes import blank, line_and_column
from qualstat.declarations.slips import Where


class Written(Struct, frozen=True):
    """A text, a list or a group of keys, and the line it stands on."""

    held: "str | list[Written] | dict[str, Written]"
    line: int
    place: int = 0  # in the list it is an item of, as written, whatever is left of the list

    @property
    def words(self) -> list[str]:
        """The texts of a list of words; none of anything else."""
        texts = [one.held for one in self.held] if isinstance(self.held, list) else []
        return [one for one in texts if isinstance(one, str)] if all(
            isinstance(one, str) for one in texts) else []  # fmt: skip

    def get(self, key: str) -> "Written | None":
        """Return what stands under a key."""
        return self.held.get(key) if isinstance(self.held, dict) else None

    def text(self, key: str) -> str:
        """Return the text under a key; empty without one."""
        found = self.get(key)
        return found.held if found is not None and isinstance(found.held, str) else ""

    def items(self, key: str) -> "list[Written]":
        """Return the items of the list under a key."""
        found = self.get(key)
        return found.held if found is not None and isinstance(found.held, list) else []


class Leaf(Struct, frozen=True):
    """A value, and the keys and places that lead to it."""

    path: Where
    text: str
    line: int


def tree(document: Document) -> Written | None:
    """Return a document as what is written in it; None where it cannot be read."""
    return _written(document.node, document.key) if document.node is not None else None


def _written(node: Node, key: Node | None = None, *, place: int = 0) -> Written | None:
    line, _ = line_and_column(node if isinstance(node, ScalarNode) or key is None else key)
    if isinstance(node, SequenceNode):
        items = [_written(one, place=place) for place, one in enumerate(node.value)]
        return Written([one for one in items if one is not None], line, place)
    if isinstance(node, MappingNode):
        pairs = ((name.value, _written(held, name)) for name, held in node.value)
        return Written({name: one for name, one in pairs if one is not None}, line, place)
    if blank(node):
        return None
    return Written(BREAKS.sub(" ", node.value).strip(), line, place)


def leaves(one: Written, path: Where = ()) -> Iterator[Leaf]:
    """Yield the values of a tree, in the order written."""
    if isinstance(one.held, str):
        yield Leaf(path, one.held, one.line)
    elif isinstance(one.held, dict):
        for key, held in one.held.items():
            yield from leaves(held, (*path, key))
    elif one.words:
        yield Leaf(path, ", ".join(one.words), one.line)
    else:
        for held in one.held:
            yield from leaves(held, (*path, held.place))


def dotted(path: Where) -> str:
    """Return a path as it is shown, places counted from 1.

    >>> dotted(("objectives", 0, "at_least"))
    'objectives.1.at_least'
    """
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
