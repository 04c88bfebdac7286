"""What the tests of the render room share: a scorecard printed on a screen that is not there."""

import io
import os
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from qualstat.render import language, screen, terminal
from qualstat.scorecards import Scorecard


class Stream(io.StringIO):
    """A stream in memory that claims an encoding, and may claim to be a terminal."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = False) -> None:
        super().__init__()
        self._encoding, self._terminal = encoding, terminal

    @property
    def encoding(self) -> str:
        """The encoding claimed."""
        return self._encoding

    def isatty(self) -> bool:
        """Whether it claims to be a terminal."""
        return self._terminal


@contextmanager
def terminal_beside(width: int) -> Iterator[IO[str]]:
    """Give a stream on a real terminal of some width."""
    ours, theirs = os.openpty()
    termios.tcsetwinsize(ours, (24, width))
    try:
        with os.fdopen(theirs, "w", encoding="utf-8") as stream:
            yield stream
    finally:
        os.close(ours)


def printed(scorecard: Scorecard, width: int = 80, *, encoding: str = "utf-8") -> str:
    """Return a scorecard as a pipe of some width gets it, in English."""
    language.set_language("en")
    stream = Stream(encoding)
    terminal.render(scorecard, screen.console(stream, environ={"COLUMNS": str(width)}))
    return stream.getvalue()


def coloured(scorecard: Scorecard, width: int = 80) -> str:
    """Return a scorecard as a terminal with colours gets it, in English."""
    language.set_language("en")
    stream = Stream(terminal=True)
    environ = {"COLUMNS": str(width), "TERM": "xterm-256color"}
    terminal.render(scorecard, screen.console(stream, environ=environ))
    return stream.getvalue()


def flat(text: str) -> str:
    """Return a text on one line, each run of blanks made one: layouts apart, the same words."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def block(text: str, start: str, end: str) -> str:
    """Return the words from one mark to the next."""
    said = flat(text)
    first = said.index(start)
    return said[first : said.index(end, first + len(start))]
