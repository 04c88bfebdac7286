"""The tables of an explanation: files, months, days off, ways, rows and late cases.

Takes an `Explanation`; gives `Table` values, for machines and for people. Convention owned here:
one table serves both; people see the columns that tell rows apart, machines all of them.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from qualstat.coverage import KNOWN
from qualstat.explanations import Explanation, LateCase, Row, Term
from qualstat.explanations.values import Role
from qualstat.findings import N_
from qualstat.measures.measure import COUNTS
from qualstat.periods import month_text
from qualstat.referentiel.indicators import Indicator
from qualstat.render import numbers, words
from qualstat.render.explained import card
from qualstat.render.figures import MEASURED
from qualstat.render.language import current, translate
from qualstat.render.records import criteria
from qualstat.render.tables import Cell, Column, Table, Value
from qualstat.render.tables.choosing import selected

ROLES = {
    "numerator": N_("numerator"),
    "denominator": N_("denominator only"),
    "late": N_("answered late"),
    "overdue": N_("never answered, overdue"),
    "pending": N_("pending"),
    "excluded": N_("excluded"),
}
OF_KIND: Mapping[str, Mapping[str, str]] = {  # where a kind calls them otherwise
    "delay": {"numerator": N_("in the mean"), "pending": N_("unanswered")},
    "duration": {"numerator": N_("in the mean")},
    "score": {"numerator": N_("in the mean"), "excluded": N_("blank or off the scale")},
    "volume": {"numerator": N_("counted")},
}
DIGEST_SHOWN = 12  # hexadecimal digits on the screen
RIGHT = {"line", "days", "n", "rows"}
TITLES = {  # of the columns that people see
    "file": N_("File"),
    "line": N_("Line"),
    "site": N_("Site"),
    "first": N_("Received"),
    "answer": N_("Answered"),
    "days": N_("Days"),
    "n": N_("Headcount"),
    "role": N_("Role"),
    "explanation": N_("Explanation"),
    "rows": N_("Rows"),
    "sha256": N_("SHA-256"),
    "purged": N_("Purged on"),
}
MEASURE = ("to", "within", "days", "first_day", "short_abandon")
OF_VALUES = ("of", "per", "lowest", "highest", "at_least")  # where a measure has them
PROMISED = ("valid_from", "valid_until", "source", "assumed")
ROW = ("file", "line", "site", "first", "answer", "days", "n", "role", *COUNTS, "sha256")
LATE = ("file", "line", "site", "first", "answer", "days", "n", "role", "alike", "explained",
        "explanation", "sha256")  # fmt: skip
MONTH = ("site", "month", "state", "value", *COUNTS)


def _table(name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Table:
    heads = tuple(
        Column(one, translate(TITLES[one]) if one in TITLES else one, one in RIGHT)
        for one in columns
    )
    return Table(name, heads, tuple(tuple(row) for row in rows))


def months(held: Explanation) -> Table:
    """Return the arithmetic: a row a site and month."""
    return _table("months", MONTH, [
        _month(held, one.site, term) for one in held.sums for term in one.terms
    ])  # fmt: skip


def _month(held: Explanation, site: str, term: Term) -> list[Cell]:
    known = term.state in KNOWN
    counts = [getattr(term.counts, name) if known else None for name in COUNTS]
    said = translate(words.STATES.get(term.state, MEASURED))
    return [
        Cell(site, card.site(held, site)), Cell(month_text(term.month)), Cell(term.state, said),
        Cell(term.value), *(Cell(one) for one in counts),
    ]  # fmt: skip


def files(held: Explanation) -> Table:
    """Return the files behind a figure; where some are purged, on which day."""
    purged = any(one.purged for one in held.files)
    return _table("files", ("file", "rows", "sha256", *(["purged"] if purged else [])), [
        [Cell(one.file), Cell(one.rows), Cell(one.digest or None, one.digest[:DIGEST_SHOWN]),
         *([Cell(one.purged)] if purged else [])]
        for one in held.files
    ])  # fmt: skip


def days_off(held: Explanation) -> Table:
    """Return the days off of each site."""
    return _table("days_off", ("site", "zone", "day", "kind", "name"), [
        [Cell(site), Cell(one.zone), Cell(day.day), Cell(day.kind), Cell(day.name)]
        for one in held.calendars for site in one.sites for day in one.days
    ])  # fmt: skip


def marks(held: Explanation) -> Table:
    """Return what is new at each site within the period."""
    return _table("marks", ("site", "month", "kind", "label", "before", "after", "assumed"), [
        [Cell(site), Cell(month_text(one.month)), Cell(one.kind), Cell(one.label or None),
         *(Cell(each) for each in one.numbers or (None, None)), Cell(one.assumed)]
        for site, found in held.marks.items() for one in found
    ])  # fmt: skip


def declared(held: Explanation) -> Table:
    """Return what is declared of a figure: one row, of machine words."""
    indicator, promised = held.figure.indicator, held.figure.objective
    cells: dict[str, Value] = {
        "indicator": indicator.id,
        "definition": indicator.definition,
        "register": indicator.register_name,
        "scope": criteria(indicator.scope) or None,
        **{name: getattr(indicator.measure, name, None) for name in MEASURE},
        "top": criteria(getattr(indicator.measure, "numerator", {})) or None,
        "base": criteria(getattr(indicator.measure, "base", {})) or None,
        **_values(indicator.measure),
        **{name: getattr(promised and promised.written, name, None) for name in PROMISED},
        "lacks": (held.absence.lacks if held.absence else "") or None,
    }
    return _table("declared", tuple(cells), [[Cell(one) for one in cells.values()]])


def _values(measure: object) -> dict[str, Value]:
    return {name: getattr(measure, name) for name in OF_VALUES if hasattr(measure, name)}


def ways(held: Explanation) -> Table:
    """Return the ways to a figure, unrounded."""
    return _table("ways", ("way", "value", "total", "parts", "parts_of_months"), [
        [Cell(one.name), Cell(one.value), Cell(one.total), Cell(len(one.parts) or None),
         Cell(one.fold)]
        for one in held.ways
    ])  # fmt: skip


def role(indicator: Indicator, name: Role) -> str:
    """Return where a row counts, as the kind of its indicator says it."""
    return translate(OF_KIND.get(indicator.kind, {}).get(name, ROLES[name]))


def rows(held: Explanation) -> Table:
    """Return the rows that were asked for."""
    return _table("rows", ROW, [
        [*_place(held, one), Cell(one.role, role(held.figure.indicator, one.role)),
         *(Cell(getattr(one.counts, name)) for name in COUNTS), _digest(held, one)]
        for one in held.rows or ()
    ])  # fmt: skip


def late(held: Explanation) -> Table:
    """Return the cases beyond the deadline, with what was said of them."""
    return _table("late", LATE, [
        [*_place(held, one.row), Cell(one.row.role, role(held.figure.indicator, one.row.role)),
         Cell(one.alike), Cell(one.explained), _why(one), _digest(held, one.row)]
        for one in (held.late.cases if held.late else ())
    ])  # fmt: skip


def _place(held: Explanation, one: Row) -> list[Cell]:
    return [
        Cell(one.file), Cell(one.line, str(one.line)), Cell(one.site, card.site(held, one.site)),
        Cell(one.first), Cell(one.answer), Cell(one.days), Cell(one.n),
    ]  # fmt: skip


def _digest(held: Explanation, row: Row) -> Cell:
    """Return the hash of the file that holds a row, which may be a sheet of a workbook."""
    found = (one for one in held.files if row.file == one.file
             or row.file.startswith(f"{one.file}/"))  # fmt: skip
    digest = next((one.digest for one in found), "")
    return Cell(digest or None, digest[:DIGEST_SHOWN])


def _why(one: LateCase) -> Cell:
    """Return what was said; of cases alike that are not all explained, which it is is not known."""
    texts = [told.explained for told in one.told]
    plain = " / ".join(each.text for each in texts)
    if not texts:
        return Cell(None)
    said = words.listed(
        ", ".join([words.typography(each.text), *([words.typography(each.by)] if each.by else []),
                   numbers.day(each.given, current())])
        for each in texts
    )  # fmt: skip
    if one.explained < one.alike:
        head = translate("{explained} of {alike} such cases", explained=one.explained,
                         alike=one.alike)  # fmt: skip
        said = f"{head}{translate(': ')}{said}"
    return Cell(plain, said)


def shown(held: Explanation, table: Table) -> Table:
    """Return a table of rows as people see it: without what is alike in all of them."""
    places = {one.name: place for place, one in enumerate(table.columns)}

    def alike(name: str, *values: Value) -> bool:
        return name in places and all(row[places[name]].value in values for row in table.rows)

    out = {name for name in ("answer", "days", "explanation") if alike(name, None)}
    out |= {"site"} if len(held.sites) == 1 else set()
    out |= {"n"} if alike("n", 1) else set()
    left_out = out | {*COUNTS, "alike", "explained", "sha256"}
    return selected(table, [one.name for one in table.columns if one.name not in left_out])


def named(held: Explanation, table: Table) -> Table:
    """Return a table whose column of first dates is called as the register's own is."""
    if held.figure.indicator.register_name == "mail":
        return table
    columns = tuple(
        replace(one, title=translate("Date")) if one.name == "first" else one
        for one in table.columns
    )
    return replace(table, columns=columns)
