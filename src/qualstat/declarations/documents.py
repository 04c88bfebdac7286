"""Documents: one YAML file, as plain data and as a tree that knows its lines.

Takes a path; gives a `Document` and the findings of its form. Convention owned here: a finding
stands at the scalar it is about, and at the key of a list, of a group of keys, or of what
should hold something that is missing.
"""

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

import yaml
from msgspec import Struct
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from qualstat.declarations.nodes import blank, finding_at, plain
from qualstat.declarations.slips import Slip, Where
from qualstat.declarations.syntax import syntax_finding
from qualstat.findings import N_, Finding, Message, cut, message

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml's is 17 times faster


class Document(Struct, frozen=True):
    """A YAML file, or the part of it under one key; without data when it cannot be used."""

    file: str
    data: Any = None
    node: Node | None = None
    key: Node | None = None
    lines: Sequence[str] = ()  # of the whole file

    @property
    def name(self) -> str:
        """The key it stands under, or the name of the file."""
        return self.key.value if isinstance(self.key, ScalarNode) else PurePath(self.file).name

    def part(self, key: str) -> "Document":
        """Return the document under a key of the mapping."""
        held, node = self.at((key,))
        return Document(self.file, self.data[key], node, held, self.lines)

    def finding(self, slip: Slip) -> Finding:
        """Return a slip as a finding at its place; parts not in the file are passed over."""
        held, node = self.at(slip.where)
        is_value = isinstance(node, ScalarNode) and not blank(node) and not slip.at_key
        return finding_at(self.file, node if is_value or held is None else held, slip)

    def said(self, where: Where) -> Message:
        """Return what stands at `where`, as a finding quotes it."""
        _, node = self.at(where)
        if isinstance(node, SequenceNode):
            return message(N_("a list"))
        if isinstance(node, MappingNode):
            return message(N_("a group of keys"))
        if node is None or blank(node):
            return message(N_("nothing"))
        return message(N_("“{text}”"), text=cut(node.value))

    def holds(self, where: Where) -> bool:
        """Whether the last key of a place is written, with a value or without."""
        return self.at(where)[1] is not self.at(where[:-1])[1]

    def first_key(self, where: Where) -> str:
        """Return the first key of the group at a place; empty where there is no group."""
        _, node = self.at(where)
        key = node.value[0][0] if isinstance(node, MappingNode) and node.value else None
        return key.value if isinstance(key, ScalarNode) else ""

    def text(self, where: Where) -> str:
        """Return the scalar at `where`; empty when it is no scalar."""
        _, node = self.at(where)
        return node.value if isinstance(node, ScalarNode) else ""

    def lines_of(self, where: Where) -> range:
        """Return the lines of what stands at a place, its key included; none of what is absent."""
        key, node = self.at(where)
        above = self.at(where[:-1])[1]
        if key is None or node is None or node is above:
            return range(0)
        until = node.end_mark.line + (1 if node.end_mark.column else 0)
        return range(key.start_mark.line + 1, max(until, key.start_mark.line + 1) + 1)

    def at(self, where: Where) -> tuple[Node | None, Node | None]:
        """Return the key, where there is one, and the node at a place."""
        held, node = self.key, self.node
        for part in where:
            held, node = _step(node, part) or (held, node)
        return held, node


def _step(node: Node | None, part: str | int) -> tuple[Node | None, Node] | None:
    """Return the key, where there is one, and the value of a part of a node."""
    if isinstance(node, MappingNode):
        return next(((key, held) for key, held in node.value if key.value == part), None)
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        return None, node.value[part]
    return None


def read_document(path: Path, file: str) -> tuple[Document, list[Finding]]:
    """Return a file as a document, named `file` in findings, and what is wrong with its form."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        root = yaml.compose(text, Loader=LOADER)
    except OSError:
        slip = Slip("unreadable", (), message(N_("the file cannot be opened")))
        return Document(file), [finding_at(file, None, slip)]
    except UnicodeDecodeError as error:
        return Document(file), [_not_utf8(file, error)]
    except yaml.YAMLError as error:
        return Document(file), [syntax_finding(file, text, error)]
    except RecursionError:  # the loader written in Python; libyaml has a bound of its own
        slip = Slip("nesting", (), message(N_("lists and keys are nested too deep")))
        return Document(file), [finding_at(file, None, slip)]
    if root is None:
        return Document(file), []
    data, findings = plain(root, file)
    return Document(file, data, root, lines=text.splitlines()), findings


def _not_utf8(file: str, error: UnicodeDecodeError) -> Finding:
    before = error.object[: error.start].decode("utf-8-sig")
    return Finding(
        rule="unreadable",
        severity="blocking",
        found=message(N_("the file is not in UTF-8")),
        expected=message(N_("a text file saved as UTF-8")),
        file=file,
        line=before.count("\n") + 1,
        column=str(len(before) - before.rfind("\n")),
    )
