"""The sections of an explanation, in the order in which they are read.

Takes an `Explanation`; gives sections: a title, entries, a table. Convention owned here: first the
figure, its arithmetic and what it is worth, then the rows asked for, then the card, the files and
the other ways.
"""

from collections.abc import Sequence

from msgspec import Struct

from qualstat.explanations import Explanation
from qualstat.findings import N_
from qualstat.render import numbers, words
from qualstat.render.entries import Entry, told
from qualstat.render.explained import arithmetic, listing, sentences
from qualstat.render.explained.card import card, sites
from qualstat.render.language import current, plural, translate
from qualstat.render.tables import Table

ASKED = {
    "numerator": N_("Rows of the numerator"),
    "denominator": N_("Rows behind the figure"),
    "late": N_("Rows beyond the deadline"),
    "overdue": N_("Rows without answer beyond the deadline"),
    "pending": N_("Rows still within the deadline"),
    "excluded": N_("Rows left out"),
}


class Section(Struct, frozen=True):
    """A part of an explanation: sentences under names, then a table, then a remark."""

    title: str
    entries: Sequence[Entry] = ()
    table: Table | None = None
    note: str = ""


def title(held: Explanation) -> str:
    """Return the label of the indicator."""
    return words.typography(held.figure.indicator.label)


def about(held: Explanation) -> list[str]:
    """Return the indicator's name, the sites, the period, and the day of a replay."""
    figure = held.figure
    said = [figure.indicator.id, sites(held), numbers.period(figure.period, current())]
    if "as-of-replay" in figure.notes and figure.as_of:
        said.append(translate("as known on {day}", day=figure.as_of))
    return said


def sections(held: Explanation, *, ways: bool) -> list[Section]:
    """Return the sections of an explanation; nothing empty."""
    found = [
        Section(translate("The figure"), _figure(held)),
        *([_late(held)] if held.late is not None else []),
        *([_rows(held)] if held.rows is not None else []),
        Section(translate("Card"), card(held)),
        Section(translate("Files behind it"), (), listing.files(held), _files(held)),
        *([_ways(held)] if ways else []),
    ]
    return [one for one in found if one.entries or one.table or one.note]


def _figure(held: Explanation) -> list[Entry]:
    figure = held.figure
    return told((
        (translate("Arithmetic"), arithmetic.arithmetic(held)),
        (translate("Margin"), [sentences.margin(figure)]),
        (translate("Chance"), [sentences.interval(figure)]),
        (translate("Why none"), sentences.absence(held)),
        (translate("Is it plausible?"), [sentences.plausible(held)]),
    ))  # fmt: skip


def _files(held: Explanation) -> str:
    if not held.files:
        return translate("No file holds a row of these sites in these months.")
    return translate("Rows: the valid ones of these sites in these months, whatever their"
                     " scope. SHA-256: of the file as it stands; JSON and the CSV of rows hold it"
                     " whole.")  # fmt: skip


def _ways(held: Explanation) -> Section:
    note = arithmetic.why(held) or translate("Without a rate or a delay there is one way only.")
    return Section(translate("Ways to this figure"), told(arithmetic.ways(held)), None, note)


def _rows(held: Explanation) -> Section:
    table = listing.named(held, listing.shown(held, listing.rows(held)))
    name = ASKED[held.role or "denominator"]
    return Section(translate(name), (), table, added(held))


def added(held: Explanation) -> str:
    """Return what the rows listed add up to: `12 rows: 7 in the numerator of 12`."""
    if not held.rows:
        return translate("No row.")
    top = sum(one.counts.numerator for one in held.rows)
    base = sum(one.counts.denominator for one in held.rows)
    said = plural("{n} row", "{n} rows", len(held.rows))
    if not (top or base):  # pending, or excluded
        return f"{said}."
    names = {"rate": N_("{rows}: {top} in the numerator, {base} in the denominator."),
             "delay": N_("{rows}: {top} days in the numerator, {base} in the denominator."),
             "score": N_("{rows}: {top} points in the numerator, {base} in the denominator."),
             "duration": N_("{rows}: {top} seconds in the numerator, {base} in the denominator."),
             "ratio": N_("{rows}: {top} in the numerator, {base} in the denominator."),
             "volume": N_("{rows}: {top} in the number.")}  # fmt: skip
    top_said, base_said = (numbers.number(one, current()) for one in (top, base))
    text = names[held.figure.indicator.kind]
    return translate(text, rows=said, top=top_said, base=base_said)


def _late(held: Explanation) -> Section:
    table = listing.named(held, listing.shown(held, listing.late(held)))
    return Section(translate("Beyond the deadline"), (), table, reconciliation(held))


def reconciliation(held: Explanation) -> str:
    """Return how many cases are late, explained and not: `5 late, 1 explained, 4 not`."""
    if held.late is None or not held.late.total:
        return translate("No case beyond the deadline.")
    left = held.late.total - held.late.explained
    parts = [
        plural("{n} case beyond the deadline", "{n} cases beyond the deadline", held.late.total),
        plural("{n} explained", "{n} explained", held.late.explained),
        plural("{n} without explanation", "{n} without explanation", left),
    ]
    return ", ".join(parts) + "."
