"""Machine-readable output: one line an indicator, site and period.

Takes a `Scorecard`; gives the text of a CSV or JSON file, to be written as UTF-8 with its line
ends as they are. Convention owned here: names and order are the contract's, unless others are
asked for, and every value is exact until it is written.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from msgspec.structs import asdict, astuple

from qualstat.referentiel.indicators import Criteria
from qualstat.render import recounted
from qualstat.render.fields import FIELDS, columns
from qualstat.render.tables import Cell, Column, Table, Value, files
from qualstat.render.tables.choosing import View, viewed
from qualstat.render.tables.files import SCHEMA, CsvForm
from qualstat.scorecards import Account, Figure, Scorecard

WHOLE = View()


class Part(NamedTuple):
    """Some fields of a figure, side by side.

    `of` is what they follow from, where many figures share it: an object by its identity.
    """

    values: Callable[[Figure], Sequence[Value]]
    of: Callable[[Figure], Hashable] | None = None


def _named(figure: Figure) -> Sequence[Value]:
    return SCHEMA, figure.site, figure.period.start, figure.period.end


def _indicator(figure: Figure) -> Sequence[Value]:
    held = figure.indicator
    return (
        figure.edition, figure.module, figure.engagement or None, held.id, held.label, held.kind,
        held.unit,
    )  # fmt: skip


def _measured(figure: Figure) -> Sequence[Value]:
    return astuple(figure.measure)  # its own fields are the contract's, in order


def _interval(figure: Figure) -> Sequence[Value]:
    return [None, None] if figure.interval is None else [Fraction(one) for one in figure.interval]


def _covered(figure: Figure) -> Sequence[Value]:
    held = figure.coverage
    return held.start, held.end, held.covered, held.expected


def _promised(figure: Figure) -> Sequence[Value]:
    held = figure.objective
    return (None, None, None) if held is None else (held.sense, held.target, held.allowance)


def _judged(figure: Figure) -> Sequence[Value]:
    before = figure.previous
    return (
        figure.verdict, figure.conclusive, figure.margin, figure.margin_cases,
        before.value, before.verdict, before.source, figure.change, figure.trend,
    )  # fmt: skip


def _said(figure: Figure) -> Sequence[Value]:
    return figure.as_of, " ".join(figure.notes) or None


# The fields of the contract, in order.
PARTS = (
    Part(_named, lambda one: (one.site, one.period)),
    Part(_indicator, lambda one: (id(one.indicator), one.edition, one.engagement, one.module)),
    Part(_measured),
    Part(_interval, lambda one: one.interval),
    Part(_covered, lambda one: id(one.coverage)),
    Part(_promised, lambda one: id(one.objective)),
    Part(_judged),
    Part(_said, lambda one: (one.as_of, one.notes)),
)


def record(figure: Figure) -> dict[str, Value]:
    """Return a figure as the contract's fields, in order, unrounded."""
    values = (value for part in PARTS for value in part.values(figure))
    return dict(zip(FIELDS, values, strict=True))


def figures(
    held: Iterable[Figure], said: Callable[[Figure], Mapping[str, Cell]] | None = None
) -> Table:
    """Return figures as a table of the contract's fields; `said` gives those that have words."""
    rows = []
    for one in held:
        cells = {name: Cell(value) for name, value in record(one).items()}
        if said:
            cells |= said(one)
        rows.append(tuple(cells[name] for name in FIELDS))
    return Table("figures", columns(), tuple(rows))


def criteria(held: Criteria) -> str:
    """Return criteria by their fields and codes: `canal=courriel nature=demande`."""
    return " ".join(f"{field}={'|'.join(codes)}" for field, codes in held.items())


def registers(accounts: Iterable[Account]) -> Table:
    """Return the accounts of rows as a table."""
    rows = [asdict(one) for one in accounts]
    names = rows[0] if rows else ()
    return Table(
        "registers",
        tuple(Column(name, name) for name in names),
        tuple(tuple(Cell(value) for value in row.values()) for row in rows),
    )


def csv_of(held: Iterable[Figure], *, excel: bool = False) -> str:
    """Return figures as CSV, straight from them: cells would cost as much as all else.

    A part that many of them share is written once: of 300 sites, that is half of it.
    """
    figures, form = tuple(held), files.csv_form(excel=excel)  # held while their identities count
    texts = [_texts(one, form) for one in PARTS]
    lines = (form.separator.join([text(one) for text in texts]) for one in figures)
    return form.whole(FIELDS, lines)


def _texts(part: Part, form: CsvForm) -> Callable[[Figure], str]:
    """Return what writes a part of figures."""
    values, of = part
    if of is None:
        return lambda figure: form.part(values(figure))
    known: dict[Hashable, str] = {}

    def text(figure: Figure) -> str:
        key = of(figure)
        found = known.get(key)
        if found is None:
            found = known[key] = form.part(values(figure))
        return found

    return text


def to_csv(scorecard: Scorecard, view: View = WHOLE, *, excel: bool = False) -> str:
    """Return the figures as CSV: comma and LF, or the form French spreadsheets open."""
    if not view.asked:
        return csv_of(scorecard.figures, excel=excel)
    return files.to_csv(viewed(figures(scorecard.figures), view), excel=excel)


def to_json(scorecard: Scorecard, view: View = WHOLE) -> str:
    """Return the figures and the accounts of rows as one JSON object."""
    held = viewed(figures(scorecard.figures), view)
    chosen = [recounted.table(scorecard.recount)] if scorecard.recount else []
    return files.to_json(held, registers(scorecard.accounts), *chosen)


FORMATS: dict[str, Callable[[Scorecard, View], str]] = {
    "csv": to_csv,
    "csv-excel": partial(to_csv, excel=True),
    "json": to_json,
}
