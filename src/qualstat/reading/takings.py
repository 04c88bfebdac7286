"""Takings: the columns of the plain form, made from the columns of an export.

Takes a profile's taking, and rows; gives `Cells`. Conventions owned here: a text is rewritten
once, whatever the number of its rows; what a form, a map or a unit does not understand is marked,
so that the register refuses it.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial, reduce
from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct

from qualstat.exports.containers import bare
from qualstat.exports.layout import folded
from qualstat.exports.patterns import pattern
from qualstat.exports.table import Table
from qualstat.reading import cells
from qualstat.reading.cells import Cells
from qualstat.reading.events import CaseRows
from qualstat.reading.header import Header
from qualstat.reading.moments import DAY_WIDTH, WIDTHS
from qualstat.reading.rows import BatchRows
from qualstat.registers import values
from qualstat.sources import dates, numbers
from qualstat.sources.profile import Profile, Taking

Rewrite = Callable[[str], str]
Kind = values.Kind | Literal["moment"]  # a moment is a date or a time of day, to be measured
TIMES = (
    dates.date_form("HH:MM:SS"),
    dates.date_form("HH:MM"),
)  # of a moment that a taking measures
MARK = "?"  # before a text that is not understood: no field of a register takes it


class Paths(Struct, frozen=True):
    """What the place of a table says: its file without ending, its folder, its sheet."""

    file: str
    folder: str
    sheet: str


class Cut(Struct, frozen=True):
    """How dates are read by their first ten characters.

    `rewrite` makes these a plain date, None where they are one; `widths` are those of the texts.
    """

    rewrite: Rewrite | None
    widths: frozenset[int]


def cut_of(taking: Taking | None, profile: Profile) -> Cut | None:
    """Return how the dates of a taking are cut; None where they are read text by text."""
    if taking is None or taking.first_of is not None:
        return None
    if rewriter(taking, profile, "date") is None:
        return Cut(None, WIDTHS)
    forms = taking.dates or profile.dates
    steps = _blanked(taking, profile) or _mapped(taking)
    zoned = taking.timezone or profile.timezone or taking.time
    fronts = {form.text[:DAY_WIDTH] for form in forms if form.fixed}
    if steps or zoned or len(fronts) != 1 or not all(form.fixed for form in forms):
        return None
    day = (dates.date_form(*fronts),)
    return Cut(
        lambda text: dates.plain(text, day) or MARK + text,
        frozenset(len(form.text) for form in forms),
    )


def paths_of(table: Table) -> Paths:
    """Return what the name of a table says."""
    path = PurePosixPath(
        table.name.removesuffix(f"/{table.seen.sheet}") if table.seen.sheet else table.name
    )
    folder = next((one.name for one in path.parents if not one.name.lower().endswith(".zip")), "")
    return Paths(PurePosixPath(bare(path.name)).stem, folder, table.seen.sheet)


def label_of(taking: Taking | None, header: Header) -> str:
    """Return the names of the export's columns that a taking reads; empty where there is none."""
    if taking is None:
        return ""
    if taking.column is not None:
        place = header.place(taking.column)
        return (
            taking.column[0] if place is None else header.names[place].strip() or taking.column[0]
        )
    labels = dict.fromkeys(label_of(part, header) for part in taking.parts)
    return " + ".join(label for label in labels if label)


class Taker(Struct, frozen=True):
    """Rows of an export, from which the columns of the plain form are taken."""

    profile: Profile
    rows: BatchRows | CaseRows
    paths: Paths

    def raw(self, taking: Taking | None, kind: Kind) -> Cells:
        """Return the texts of a taking before they are rewritten, where that is one by one."""
        if taking is None:
            return self._constant("")
        if taking.column is not None:
            return self.rows.column(taking.column, taking.at) or self._constant("")
        if taking.parts:
            return self._made(taking, kind)
        path: str = getattr(self.paths, taking.path) if taking.path else ""
        return self._constant(taking.value or path)

    def texts(self, taking: Taking | None, kind: Kind) -> Cells:
        """Return the texts of a taking in the plain form."""
        held, rewrite = self.raw(taking, kind), rewriter(taking, self.profile, kind)
        return held.rewritten(rewrite) if rewrite else held

    def _constant(self, text: str) -> Cells:
        return cells.constant(text, len(self.rows))

    def _made(self, taking: Taking, kind: Kind) -> Cells:
        """Return the texts of a taking that is made of others."""
        if taking.joined is not None:
            return cells.joined([self._part(one, taking, "text") for one in taking.joined])
        if taking.between is not None:
            first, last = (self._part(one, taking, "moment") for one in taking.between)
            return cells.paired(first, last, _between)
        if taking.difference is not None:
            parts = [self._part(one, taking, "count") for one in taking.difference]
            return reduce(lambda left, right: cells.paired(left, right, _less), parts)
        return cells.first_not_blank([self._part(one, taking, kind) for one in taking.parts])

    def _part(self, part: Taking, whole: Taking, kind: Kind) -> Cells:
        """Return the texts of a part in the plain form; what it does not say, the whole says."""
        given = {name: getattr(part, name) or getattr(whole, name) for name in INHERITED}
        return self.texts(part.model_copy(update=given), kind)


INHERITED = ("at", "dates", "timezone", "decimal", "blank", "time")


def rewriter(taking: Taking | None, profile: Profile, kind: Kind) -> Rewrite | None:
    """Return how the texts of a taking become those of the plain form; None as they stand."""
    if taking is None or taking.first_of is not None:
        return None
    steps = [_blanked(taking, profile), _mapped(taking)]
    if taking.between is None:
        dated = kind in ("date", "moment")
        if taking.difference is not None:  # its parts are plain numbers already
            taking = taking.model_copy(update={"decimal": "."})
        steps.append(_dated(taking, profile, kind) if dated else _counted(taking, profile, kind))
    known = [step for step in steps if step]
    if not known:
        return None
    return partial(_rewritten, known)


def _rewritten(steps: Sequence[Callable[[str], str | None]], text: str) -> str:
    """Return a text after the first step that makes something of it."""
    for step in steps:
        found = step(text)
        if found is not None:
            return found
    return text


def _blanked(taking: Taking, profile: Profile) -> Callable[[str], str | None] | None:
    nothing = {folded(one) for one in (*taking.blank, *profile.blank)}
    return (lambda text: "" if folded(text) in nothing else None) if nothing else None


def _mapped(taking: Taking) -> Callable[[str], str | None] | None:
    """Return what maps texts to codes, patterns after the texts that are spelled out."""
    if not taking.values and taking.otherwise is None:
        return None
    exact = {folded(text): code for text, code in taking.values.items()}
    patterns = [(pattern(text), code) for text, code in taking.values.items() if "*" in text]

    def mapped(text: str) -> str | None:
        plain = folded(text)
        if plain in exact:
            return exact[plain]
        if not plain:
            return None  # a blank has no code but that of ""
        found = (code for one, code in patterns if one.fullmatch(plain))
        return next(found, taking.otherwise)

    return mapped


def _dated(taking: Taking, profile: Profile, kind: Kind) -> Callable[[str], str | None] | None:
    forms, zone = taking.dates or profile.dates, taking.timezone or profile.timezone
    if kind == "moment":
        forms = (*(forms or dates.PLAIN), *TIMES)
    if not (forms or zone or taking.time):
        return None

    def dated(text: str) -> str:
        if not text.strip():
            return ""
        found = dates.plain(text, forms or dates.PLAIN, zone=zone, clock=taking.time)
        return MARK + text if found is None else found

    return dated


def _counted(taking: Taking, profile: Profile, kind: Kind) -> Callable[[str], str | None] | None:
    """Return what makes plain numbers, of seconds or of a count."""
    decimal = taking.decimal or profile.decimal or ""
    timed = kind == "seconds" and taking.unit != "s"
    if kind in ("text", "code") or not (timed or decimal or taking.factor != 1):
        return None

    def counted(text: str) -> str:
        if not text.strip():
            return ""
        if text.startswith(MARK):
            return text
        found = numbers.seconds(text, taking.unit, decimal=decimal) if timed else numbers.number(
            text, decimal=decimal, factor=taking.factor)  # fmt: skip
        return MARK + text if found is None else found

    return counted


def _less(first: str, second: str) -> str:
    """Return a number less another; a blank second one is 0."""
    if not first.strip() or not second.strip():
        return first.strip()
    left, right = (numbers.number(one) for one in (first, second))
    if first.startswith(MARK):
        return first
    if left is None or right is None:
        return f"{MARK}{first} {second}"
    return numbers.number(str(Decimal(left) - Decimal(right))) or MARK


def _between(first: str, second: str) -> str:
    found = numbers.between(first, second)
    return f"{MARK}{first} {second}" if found is None else found
