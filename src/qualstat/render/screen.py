"""The screen: the console results are printed on, its width, colours and symbols.

Takes a stream and an environment; gives a rich `Console`. Convention owned here: COLUMNS
gives the width, else the terminal that is written to or, for a pipe, the one beside it, else it
is 100; a pipe has no colour, and gets the same words; a stream that cannot write a character
gets the nearest one.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import IO

from rich.console import Console
from rich.text import Text

from qualstat.render.harmless import one_line
from qualstat.render.nearest import degrade

PIPE_WIDTH = 100
NARROWEST = 40
SYMBOLS = "🙂😐🙁↗↘→▁█·−«»’…"


def console(
    stream: IO[str], *, environ: Mapping[str, str], others: Iterable[IO[str] | None] = ()
) -> Console:
    """Return the console for a stream; `environ` may hold NO_COLOR, TERM, COLUMNS.

    `others`: the streams beside it, one of which may be the terminal that a pipe ends on.
    """
    degrade(stream)
    bare = bool(environ.get("NO_COLOR")) or environ.get("TERM") in ("dumb", "unknown")
    terminal = _is_terminal(stream) or bool(environ.get("FORCE_COLOR"))
    return Console(
        file=stream,
        width=_width((stream, *others), environ),
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


def show(lines: Iterable[Text], on: Console) -> None:
    """Print lines as they are, but for what a screen would obey."""
    for line in lines:
        line.plain = one_line(line.plain)
        on.print(line, soft_wrap=True)


def _is_terminal(stream: IO[str]) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def _width(streams: Iterable[IO[str] | None], environ: Mapping[str, str]) -> int:
    asked = environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked):
        return max(NARROWEST, int(asked))
    for one in streams:
        with suppress(OSError, ValueError):
            if one is not None and _is_terminal(one):
                return max(NARROWEST, os.get_terminal_size(one.fileno()).columns)
    return PIPE_WIDTH


def writes_symbols(encoding: str | None) -> bool:
    """Whether an encoding can write the faces, arrows and bars of a scorecard."""
    try:
        SYMBOLS.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
