"""The pager: a long text one screen after the other, on a terminal.

Takes text and the terminal that it is for; shows it through the pager, or tells that it did not.
Conventions owned here: `QUALSTAT_PAGER` wins over `PAGER`, and both over `less`; an empty one, or
`cat`, is none; what fits on the screen needs none; a pager that is left early ends nothing else.
"""

import os
import re
import shlex
from collections.abc import Mapping
from contextlib import suppress
from typing import IO

from qualstat.render.nearest import HANDLER

VARIABLES = ("QUALSTAT_PAGER", "PAGER")
LESS = ("less", "-FRX")
LESS_OPTIONS = "FRX"  # colours, and no page where one screen is enough
STRAIGHT = "cat"
DUMB = "dumb"
STYLE = re.compile("\x1b\\[[0-9;]*m")


def shown(text: str, stream: IO[str], environ: Mapping[str, str]) -> bool:
    """Show a text that is longer than the screen through the pager; tell whether it was shown."""
    if environ.get("TERM") == DUMB:
        return False
    words = command(environ)
    if not words or _fits(text, stream):
        return False
    return _run(words, text.encode(getattr(stream, "encoding", None) or "utf-8", HANDLER), environ)


def command(environ: Mapping[str, str]) -> list[str]:
    """Return the words of the pager's command; none where nobody wants one."""
    named = next((environ[name] for name in VARIABLES if name in environ), None)
    if named is None:
        from shutil import which

        return list(LESS) if which(LESS[0]) else []
    try:
        words = shlex.split(named)
    except ValueError:  # a quotation mark without its other one
        return []
    return [] if words == [STRAIGHT] else words


def _fits(text: str, stream: IO[str]) -> bool:
    """Whether a text leaves a line of the screen for what is typed next."""
    try:
        screen = os.get_terminal_size(stream.fileno())
    except OSError:
        return True
    if not screen.columns or not screen.lines:  # a terminal that does not know its size
        return True
    rows = sum(max(1, -(-len(STYLE.sub("", line)) // screen.columns)) for line in text.splitlines())
    return rows < screen.lines


def _run(words: list[str], content: bytes, environ: Mapping[str, str]) -> bool:
    """Hand a text to the pager and wait for it; False where there is no such program."""
    import subprocess

    try:
        running = subprocess.Popen(  # noqa: S603  # the user's own pager
            words, stdin=subprocess.PIPE, env={"LESS": LESS_OPTIONS, **environ}
        )
    except OSError:
        return False
    assert running.stdin is not None
    with suppress(OSError, KeyboardInterrupt):  # left before the end
        running.stdin.write(content)
    with suppress(OSError, KeyboardInterrupt):
        running.stdin.close()
    while True:
        with suppress(KeyboardInterrupt):  # Ctrl-C is for the pager
            running.wait()
            return True
