"""The screen: the console results are printed on, its width, colours and symbols.

Takes a stream and an environment; gives a rich `Console`. Convention owned here: a pipe is 100
columns wide unless COLUMNS says otherwise, has no colour, and gets the same words; a stream
that cannot write a character gets the nearest one.
"""

import os
from collections.abc import Mapping
from typing import IO

from rich.console import Console

from qualstat.render.nearest import HANDLER

PIPE_WIDTH = 100
NARROWEST = 40
SYMBOLS = "🙂😐🙁↗↘→▁█·−«»’…"


def console(stream: IO[str], *, environ: Mapping[str, str]) -> Console:
    """Return the console for a stream; `environ` may hold NO_COLOR, TERM, COLUMNS."""
    if not writes_symbols(getattr(stream, "encoding", None)) and hasattr(stream, "reconfigure"):
        stream.reconfigure(errors=HANDLER)
    bare = bool(environ.get("NO_COLOR")) or environ.get("TERM") in ("dumb", "unknown")
    terminal = _is_terminal(stream) or bool(environ.get("FORCE_COLOR"))
    return Console(
        file=stream,
        width=_width(stream, environ),
        height=100,
        force_terminal=terminal and not bare,
        color_system="auto" if terminal and not bare else None,
        no_color=bare,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ=environ,
    )


def _is_terminal(stream: IO[str]) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def _width(stream: IO[str], environ: Mapping[str, str]) -> int:
    asked = environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked):
        return max(NARROWEST, int(asked))
    if not _is_terminal(stream):
        return PIPE_WIDTH
    try:
        return max(NARROWEST, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError):
        return PIPE_WIDTH


def writes_symbols(encoding: str | None) -> bool:
    """Whether an encoding can write the faces, arrows and bars of a scorecard."""
    try:
        SYMBOLS.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
