"""Journals: what a run did, line by line, for machines.

Takes events; writes JSON lines. Conventions owned here: each line has the run's own number and
the time; no line holds a cell of a register (P1).
"""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import IO

from qualstat.cli import report, writing
from qualstat.findings import REJECTED, Finding, Message

HARMLESS = "superseded"  # what a fuller row replaces is told by its count


class Journal:
    """A journal to write to, or nowhere."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        self.run = uuid.uuid4().hex
        self._stream = stream

    def say(self, event: str, **told: object) -> None:
        """Write an event."""
        if self._stream is None:
            return
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = {"run": self.run, "at": at, "event": event, **told}
        self._stream.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
        self._stream.flush()

    def find(self, one: Finding) -> None:
        """Write a finding, but for those that quote a cell, and those that hamper nothing."""
        if one.rule not in {REJECTED, HARMLESS}:
            self.say("finding", rule=one.rule, severity=one.severity, file=one.file,
                     line=one.line, found=_plain(one.found), count=one.count)  # fmt: skip


def _plain(value: object) -> str:
    """Return a message in English, its numbers as machines read them."""
    if isinstance(value, Message):
        return value.text.format(**{name: _plain(one) for name, one in value.values.items()})
    return (
        f"{float(value):.6f}".rstrip("0").rstrip(".")
        if isinstance(value, Fraction)
        else (str(value))
    )


@contextmanager
def journal(file: str | None) -> Iterator[Journal]:
    """Give the journal of a run, added to a file, nowhere without one; it ends as the run does."""
    if file is None:
        yield Journal()
        return
    path = Path(file)
    try:
        stream = path.open("a", encoding="utf-8")
    except OSError as error:
        raise writing.refused(path, writing.reason(error)) from None
    with stream:
        said = Journal(stream)
        try:
            yield said
        except BaseException as error:
            for one in report.told(error):
                said.find(one)
            said.say("ended", status=report.status_of(error), written=0)
            raise
