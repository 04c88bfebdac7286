"""Streams: text written to stdout and stderr.

Takes what draws on a console, or text; writes it. Conventions owned here: a stream that nobody
reads any more is left quietly and changes no exit status; a stdout that cannot be written
otherwise (a full disk) is an `OutputError`; what is drawn is made harmless before it is coloured,
and what is told in plain words as it is written; machine output is UTF-8 whatever the locale says,
and text gets the nearest of the characters that its stream cannot write; only what is `paged` may
go through the pager.
"""

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from qualstat.cli import writing
from qualstat.findings import N_, message
from qualstat.render.harmless import harmless
from qualstat.render.nearest import degrade

if TYPE_CHECKING:  # rich takes half as long to load as typer
    from rich.console import Console


class _Kept(io.StringIO):
    """Text kept in memory, that knows the encoding it is written in afterwards."""

    encoding = "utf-8"


def drawn(draw: "Callable[[Console], None]", stream: IO[str]) -> str:
    """Return what `draw` prints, in the width and colours that fit a stream."""
    from qualstat.render import screen

    surface = screen.console(stream, environ=os.environ, others=(sys.stderr, sys.stdin))
    kept = _Kept()
    kept.encoding = surface.encoding
    surface.file = kept  # not the stream: rich itself leaves the process when a pipe closes
    draw(surface)
    return kept.getvalue()


def plain(draw: "Callable[[Console], None]") -> str:
    """Return what `draw` prints, without colours, as wide as a pipe."""
    from qualstat.render import screen

    file = io.StringIO()
    draw(screen.console(file, environ={"COLUMNS": os.environ.get("COLUMNS", "")}))
    return file.getvalue()


def show(draw: "Callable[[Console], None]", *, paged: bool = False) -> None:
    """Print on stdout what `draw` prints, a screen after the other where `paged` allows it."""
    stream = _stdout()
    text = drawn(draw, stream)
    if not (paged and _paged(text, stream)):
        _written(stream, lambda: stream.write(text))


def say(text: str, *, paged: bool = False) -> None:
    """Print a line of results, or several, on stdout."""
    stream = _stdout()
    if not (paged and _paged(text + "\n", stream)):
        _written(stream, lambda: stream.write(text + "\n"))


def send(content: bytes, *, paged: bool = False) -> None:
    """Print the bytes of a file on stdout."""
    stream = _stdout()
    binary = getattr(stream, "buffer", None)
    if paged and _paged(content.decode(), stream):
        return
    if binary is None:
        _written(stream, lambda: stream.write(content.decode()))
    else:
        stream.flush()
        _written(stream, lambda: binary.write(content))


def tell(text: str) -> None:
    """Print a line on stderr, where everything goes that is no result."""
    _told(harmless(text))


def show_aside(draw: "Callable[[Console], None]") -> None:
    """Print on stderr what `draw` prints: `render.screen.show` made it harmless before colours."""
    if sys.stderr is not None:
        _told(drawn(draw, sys.stderr).rstrip("\n"))


def _told(text: str) -> None:
    with suppress(OSError):  # there is nowhere left to say it
        if sys.stderr is not None:
            degrade(sys.stderr)
            sys.stderr.write(text + "\n")
            sys.stderr.flush()


def settle() -> None:
    """Empty both streams, so that the interpreter finds nothing to complain about."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            _leave(stream)


def _stdout() -> IO[str]:
    if sys.stdout is None:
        raise writing.refused("stdout", message(N_("it is closed")))
    degrade(sys.stdout)
    return sys.stdout


def _paged(text: str, stream: IO[str]) -> bool:
    """Show a text through the pager; tell whether it was shown."""
    if not stream.isatty():
        return False
    from qualstat.cli import pager

    return pager.shown(text, stream, os.environ)


def _written(stream: IO[str], write: Callable[[], object]) -> None:
    try:
        write()
        stream.flush()
    except BrokenPipeError:
        _leave(stream)
    except OSError as error:
        _leave(stream)
        raise writing.refused("stdout", writing.reason(error)) from None


def _leave(stream: IO[str]) -> None:
    """Point a stream at nothing: what it still holds must not raise when the process ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
