"""Received: the files of a register that came and gave no row.

Takes register files and what was counted of them; gives `Received` values. Convention owned here:
what came and cannot be used is to be mended, not to be asked for again.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from qualstat.engines.merging import Counted
from qualstat.findings import REJECTED
from qualstat.reading.files import SourceFile

Why = Literal["put_off", "unreadable", "rejected", "blank"]


class Received(Struct, frozen=True):
    """A file of a register without any valid row: put off, not to be read, or all rejected."""

    register: str
    file: str
    why: Why


def received(files: Sequence[SourceFile], counted: Counted) -> Iterator[Received]:
    """Yield the files that gave no valid row, and why."""
    waiting = {one.file for one in counted.changes if one.rule == "put-off"}
    blocking = {one.file for one in counted.findings if one.severity == "blocking"}
    rejected = {one.file for one in counted.findings if one.rule == REJECTED}
    blank = {one.file for one in counted.findings if one.rule == "no-rows"}
    for one in files:
        held = counted.registers[one.register.name]
        used = {held.files[place] for place in set(held.parts.file.tolist())}
        if not _of(one, used):
            reasons: tuple[tuple[Why, set[str]], ...] = (
                ("unreadable", blocking), ("put_off", waiting), ("rejected", rejected),
                ("blank", blank),
            )  # fmt: skip
            why = [reason for reason, names in reasons if _of(one, names)]
            if why:
                yield Received(one.register.name, one.name, why[0])


def _of(file: SourceFile, names: set[str]) -> bool:
    """Whether one of some tables is a file, or is in it."""
    return any(name == file.name or name.startswith(f"{file.name}/") for name in names)
