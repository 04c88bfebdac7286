"""Comments: a text that YAML ends at a `#`, as in `label: Taux #1`.

Takes a document; gives slips. Convention owned here: a `#` that a word follows at
once, after one blank, was meant as part of the text; one that a blank follows is a comment.
"""

import re
from collections.abc import Iterator, Sequence

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from qualstat.declarations.documents import Document
from qualstat.declarations.slips import Slip, Where
from qualstat.findings import N_, cut, message

TEXTS = frozenset({"label", "short", "definition", "reason", "source", "document"})
SIGN = re.compile(r" #(?=\S)")


def texts_cut(document: Document) -> Iterator[Slip]:
    """Yield a slip for each text that ends at a `#`; of what cannot be read, nothing."""
    yield from _under(document.node, document.lines)


def _under(node: Node | None, lines: Sequence[str], where: Where = ()) -> Iterator[Slip]:
    if isinstance(node, SequenceNode):
        for place, held in enumerate(node.value):
            yield from _under(held, lines, (*where, place))
    if not isinstance(node, MappingNode):
        return
    for key, held in node.value:
        if isinstance(key, ScalarNode):
            at = (*where, key.value)
            yield from _under(held, lines, at)
            if key.value in TEXTS and isinstance(held, ScalarNode) and not held.style:
                yield from _cut(held, lines, at)


def _cut(node: ScalarNode, lines: Sequence[str], where: Where) -> Iterator[Slip]:
    end = node.end_mark
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    if SIGN.match(rest):
        found = message(N_("“{text}”: what follows “#” is a comment"), text=cut(node.value))
        expected = message(N_("the whole text in quotes"))
        yield Slip("cut-text", where, found, expected, severity="warning")
