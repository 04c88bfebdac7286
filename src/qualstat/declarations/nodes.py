"""Nodes: a YAML tree as plain data.

Takes the tree of one file; gives dictionaries, lists and texts, and the findings of its form.
Conventions owned here: every scalar is text, whatever YAML 1.1 makes of it (`012`, `1:30`,
`no`, a date); a blank value, `~` and `null` are nothing; a key is text and stands once; a value
is written out where it holds (an alias could unfold without end); lines and columns count
from 1, as editors do.
"""

from typing import Any

from msgspec import Struct, field
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from qualstat.declarations.slips import Slip
from qualstat.findings import N_, Finding, cut, message

NOTHING = frozenset({"", "~", "null"})
PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
DEEPEST = 20  # levels of nesting; the models need 6


def blank(node: Node) -> bool:
    """Whether a node is a value that was not given."""
    return isinstance(node, ScalarNode) and not node.style and node.value in NOTHING


def line_and_column(node: Node | None) -> tuple[int, int]:
    """Return where a node begins; the top of the file without a node."""
    return (node.start_mark.line + 1, node.start_mark.column + 1) if node else (1, 1)


def finding_at(file: str, node: Node | None, slip: Slip) -> Finding:
    """Return a slip as a finding at the place of a node."""
    line, column = line_and_column(node)
    return Finding(
        rule=slip.rule,
        severity=slip.severity,
        found=slip.found,
        expected=slip.expected,
        advice=slip.advice,
        file=file,
        line=line,
        column=str(column),
    )


class _Reading(Struct):
    """One tree being read: the nodes met, and what was found."""

    file: str
    met: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


class _UnusableError(Exception):
    """The tree cannot become data; the last finding says why."""


def plain(root: Node, file: str) -> tuple[Any, list[Finding]]:
    """Return a tree as plain data, None when it cannot be used, and its findings."""
    reading = _Reading(file)
    try:
        return _value(root, reading, DEEPEST), reading.findings
    except _UnusableError:
        return None, reading.findings


def _value(node: Node, reading: _Reading, depth: int) -> Any:
    _refuse_unusable(node, reading, depth)
    if isinstance(node, SequenceNode):
        return [_value(item, reading, depth - 1) for item in node.value]
    if isinstance(node, MappingNode):
        return _mapping(node, reading, depth - 1)
    return None if blank(node) else node.value


def _refuse_unusable(node: Node, reading: _Reading, depth: int) -> None:
    if id(node) in reading.met:
        rule, found = "alias", message(N_("an alias (*) repeats this value further down"))
        expected = message(N_("each value written out where it holds"))
    elif node.tag not in PLAIN_TAGS:
        rule, found = "tag", message(N_("the tag “{tag}”"), tag=cut(node.tag))
        expected = message(N_("a value without a tag (!)"))
    elif depth == 0:
        rule, found = "nesting", message(N_("lists and keys are nested too deep"))
        expected = message(N_("at most {levels} levels"), levels=DEEPEST)
    else:
        reading.met.add(id(node))
        return
    reading.findings.append(finding_at(reading.file, node, Slip(rule, (), found, expected)))
    raise _UnusableError


def _mapping(node: MappingNode, reading: _Reading, depth: int) -> dict[str, Any]:
    data: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, held in node.value:
        value = _value(held, reading, depth)
        if not isinstance(key, ScalarNode) or blank(key):
            reading.findings.append(_not_a_key(key, reading))
        elif key.value in data:
            reading.findings.append(_duplicate(key, reading, lines[key.value]))
        else:
            data[key.value] = value
            lines[key.value] = key.start_mark.line + 1
    return data


def _not_a_key(key: Node, reading: _Reading) -> Finding:
    found = message(N_("a key that is blank, a list or a group of keys"))
    slip = Slip("key-form", (), found, message(N_("a key that is a word")))
    return finding_at(reading.file, key, slip)


def _duplicate(key: ScalarNode, reading: _Reading, line: int) -> Finding:
    text = N_("the key “{key}” stands here and on line {line}")
    slip = Slip(
        "duplicate-key",
        (),
        found=message(text, key=cut(key.value), line=line),
        expected=message(N_("each key once")),
        advice=message(N_("keep one of the two")),
    )
    return finding_at(reading.file, key, slip)
