"""Nearest characters: what to write where a stream cannot write French typography.

Takes the characters an encoding refuses; gives plain ones. Convention owned here: a letter
keeps its base letter and a sign its plainest form, one character for one wherever possible, so
that columns stay aligned; what has no plain form is a question mark.
"""

import codecs
import unicodedata
from io import TextIOWrapper
from typing import IO

HANDLER = "qualstat-nearest"
PLAIN = {
    "\u00a0": " ", "\u202f": " ", "\u2212": "-", "–": "-", "—": "-", "·": "-", "…": ".",
    "«": '"', "»": '"', "“": '"', "”": '"', "’": "'", "‘": "'", "→": ">", "±": "~", "œ": "oe",
    "Œ": "OE", "æ": "ae", "Æ": "AE", "↗": "/", "↘": "\\",
}  # fmt: skip


def nearest(text: str) -> str:
    """Return a text in ASCII, as near as it goes.

    >>> nearest("« réclamé » : 12,5\u00a0%")
    '" reclame " : 12,5 %'
    """
    return "".join(_plain(character) for character in text)


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character in PLAIN:
        return PLAIN[character]
    base = unicodedata.normalize("NFKD", character)[0]
    return base if base.isascii() else "?"


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return nearest(error.object[error.start : error.end]), error.end


def degrade(stream: IO[str]) -> None:
    """Make a stream write the nearest of the characters that its encoding lacks."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors=HANDLER)


codecs.register_error(HANDLER, _replace)
