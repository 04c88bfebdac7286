"""Certificates of purges on the disk: where each is, and how it is written.

Takes a place that somebody named, or the store beside which one stands; writes files. Conventions
owned here: no certificate is written over, but by its own end; that of a purge which was
interrupted is known by what it holds.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from glob import escape
from pathlib import Path

from msgspec import Struct, field

from qualstat.cli import batches, writing
from qualstat.cli.usage import mistake
from qualstat.findings import N_, message


class Certificates(Struct):
    """Where certificates go: `named`, else beside the store; `held` is what was written there."""

    store: Path
    before: str
    named: Path | None = None
    held: dict[Path, str] = field(default_factory=dict)

    def check(self) -> None:
        """Refuse a file that exists, unless it is the certificate of an interrupted purge."""
        if self.named is None:
            return
        if self.named.exists() and not _unended(self.named):
            raise mistake("--certificate", message(N_("there is a file of this name already")),
                          message(N_("a new file: a certificate is kept")))  # fmt: skip
        writing.check(self.named)

    def keep(self, text: str, former: str = "") -> None:
        """Write a certificate to the disk, in place of its former text where there was one."""
        place = self._place(former)
        with writing.written(place) as stream:
            stream.write(text.encode())
        self.held[place] = text
        with suppress(OSError):  # some systems have no folder to settle
            folder = os.open(place.resolve().parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _place(self, former: str) -> Path:
        if former:
            known = [one for one in self._known() if _text(one) == former]
            if known:
                return known[0]
        return next(one for one in self._new() if not one.exists())

    def _known(self) -> Iterator[Path]:
        if self.named is not None:
            yield self.named
        yield from sorted(self.store.parent.glob(f"{escape(self.store.name)}.purge-*.json"))

    def _new(self) -> Iterator[Path]:
        if self.named is not None:
            yield self.named
        for ending in ("", *(f"-{number}" for number in range(2, 10_000))):
            yield self.store.with_name(f"{self.store.name}.purge-{self.before}{ending}.json")


def _text(place: Path) -> str:
    return (batches.content(place) or b"").decode("utf-8", "replace")


def _unended(place: Path) -> bool:
    """Tell whether a file is the certificate of a purge that has not ended."""
    try:
        held = json.loads(_text(place))
    except ValueError:
        return False
    return isinstance(held, dict) and held.get("ended") is False
