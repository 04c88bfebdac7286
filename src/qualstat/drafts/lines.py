"""Lines: a draft of a profile as lines of YAML, and what is to be said above each.

Takes texts of an export; gives `Line` values. Conventions owned here: a text of an export stands
between double quotes, whatever it holds, and whatever is not plainly visible is an escape; what
is not decided is a comment that begins with TO DECIDE, and its choices are commented lines.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from qualstat.findings import N_, Message, message

ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
INDENT = "  "


class Line(NamedTuple):
    """A line of YAML, blank where it is a comment only, and the comment above it."""

    yaml: str
    comment: Message | None = None


class Draft(Struct, frozen=True):
    """A first profile: its lines, in order."""

    lines: tuple[Line, ...]


def quoted(text: str) -> str:
    r"""Return a text as YAML writes it between double quotes.

    >>> print(quoted('n° "d\'ordre"\n: #'))
    "n° \"d'ordre\"\n: #"
    """
    return '"' + "".join(ESCAPES.get(one) or _escaped(one) for one in text) + '"'


def _escaped(letter: str) -> str:
    if letter.isprintable():
        return letter
    code = ord(letter)
    if 0xD800 <= code <= 0xDFFF:  # half a character, which no file holds
        return "\\uFFFD"
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else (
        f"\\U{code:08X}")  # fmt: skip


def listed(texts: Iterable[str]) -> str:
    """Return texts as a list of YAML."""
    return f"[{', '.join(map(quoted, texts))}]"


def group(keys: Mapping[str, str]) -> str:
    """Return keys with their YAML as a group on one line."""
    return "{" + ", ".join(f"{key}: {held}" for key, held in keys.items()) + "}"


def commented(yaml: str) -> str:
    """Return a line as a comment, at its own indent."""
    bare = yaml.lstrip(" ")
    return f"{yaml[: len(yaml) - len(bare)]}# {bare}"


def asked(said: Message, choices: Iterable[str], indent: str = INDENT) -> Iterator[Line]:
    """Yield a question, and the lines among which to choose."""
    yield Line(indent, said)
    for one in choices:
        yield Line(commented(indent + one))


def said(text: str, /, indent: str = INDENT, **values: object) -> Line:
    """Return a comment alone, its text already marked."""
    return Line(indent, message(text, **values))


def names(texts: Iterable[str]) -> str:
    """Return names of columns as a comment shows them."""
    return ", ".join(map(quoted, texts))


def either(choices: Iterable[str]) -> Message | str:
    """Return choices as a question lists them.

    >>> str(either(["usager", "collectivite"]))
    'usager or collectivite'
    """
    *first, last = choices
    if not first:
        return last
    return message(N_("{first} or {last}"), first=", ".join(first), last=last)
