"""The readiness for the label as tables: for machines, and plain for people.

Takes a `Label`; gives a `Table`, a row for each figure and each piece of evidence. Conventions
owned here: hypotheses are rows of their own after the others (a list of their own in JSON), and so
are the steps in JSON; `obstacle` is for machines one word, what lacks: people get a sentence.
"""

from collections.abc import Callable, Collection, Iterable

from msgspec.structs import replace

from qualstat.labels import Label, Part, Row, Stepping
from qualstat.render import closing, figures
from qualstat.render.brush import STYLES
from qualstat.render.outlook.hypotheses import typed
from qualstat.render.readiness import sections, words
from qualstat.render.readiness.fields import FIELDS, STEPS, TITLES, columns
from qualstat.render.records import record, registers
from qualstat.render.tables import Cell, Column, Table, Value, files
from qualstat.render.tables.choosing import View, or_usual, viewed
from qualstat.render.words import typography

NAME, SUPPOSED, CALENDAR = "requirements", "hypotheses", "steps"
LACKING = {"delay": "days", "duration": "seconds", "score": "points", "ratio": "ratio"}
USUAL = ("services", "engagement", "label", "value", "state", "obstacle")
ONLY: dict[str, Callable[[Row], bool]] = {
    "blocking": lambda one: one.blocks,
    "missed": lambda one: one.state == "missed",
    "near": lambda one: one.state == "near",
    "missing": lambda one: one.state == "not_measured",
    "evidence": lambda one: one.evidence is not None,
}


def written(held: Label, view: View, only: Collection[str], form: str) -> str:
    """Return rows, hypotheses, steps and the accounts of registers, as a file of a form."""
    if form != "json":
        return files.written(form, viewed(table(held, only), view))
    alone = viewed(table(replace(held, hypotheses=()), only), view)
    supposed = viewed(replace(table(replace(held, parts=())), name=SUPPOSED), view)
    return files.written(form, alone, supposed, steps(held), registers(held.scorecard.accounts))


def worded(held: Label, view: View, only: Collection[str] = ()) -> Table:
    """Return the rows wanted in the columns and the order asked for, in words."""
    return viewed(table(held, only, said=True), or_usual(view, columns(), USUAL))


def table(held: Label, only: Collection[str] = (), *, said: bool = False) -> Table:
    """Return the rows wanted, all when nothing is said, then hypotheses; `said`: with their words.

    An engagement keeps its state, whichever of its rows is left out.
    """
    whole = [(part, row, "") for part in held.parts for row in part.rows
             if not only or any(ONLY[name](row) for name in only)]  # fmt: skip
    whole += [(Part((one.after,)), one.after, typed(one.hypothesis.asked))
              for one in held.hypotheses]  # fmt: skip
    rows = []
    for part, row, change in whole:
        cells = {name: Cell(value) for name, value in _values(held, part, row, change).items()}
        if said:
            cells |= _said(held, part, row)
        rows.append(tuple(cells[name] for name in FIELDS))
    return Table(NAME, columns(), tuple(rows))


def _values(held: Label, part: Part, row: Row, change: str) -> dict[str, Value]:
    own: dict[str, Value] = dict.fromkeys(TITLES)
    if row.figure is not None:
        own |= {name: value for name, value in record(row.figure).items() if name in TITLES}
    declared = held.edition.engagements.get(row.engagement)
    marked = row.evidence or declared
    return own | {
        "module": row.module,
        "services": " ".join(row.services) or None,
        "site": row.site or None,
        "engagement": row.engagement or None,
        "engagement_state": part.state,
        "requirement": row.id or None,
        "label": words.named(held, row),
        "kind": row.figure.indicator.kind if row.figure else "evidence" if row.evidence else None,
        "state": row.state,
        "blocking": row.blocks,
        "obstacle": _lacking_word(row),
        "edition": held.edition.id,
        "document": row.document.document if row.document else None,
        "document_day": row.document.day if row.document else None,
        "valid_until": row.until,
        "as_of": row.figure.as_of if row.figure else held.day,
        "source": (marked.source if marked else None) or held.edition.source,
        "assumed": bool(marked and marked.assumed),
        "hypothesis": change or None,
    }


def _lacking_word(row: Row) -> str | None:
    """Return what lacks, in one word for machines: cases, days, a register, a document..."""
    if row.state in ("lacking", "outdated"):
        return "document"
    if row.state == "not_measured":
        return row.figure.indicator.register_name if row.figure else "indicator"
    if row.state not in ("missed", "near") or row.figure is None:
        return None
    return LACKING.get(row.figure.indicator.kind, "cases")


def _said(held: Label, part: Part, row: Row) -> dict[str, Cell]:
    said = figures.said(held.scorecard, row.figure) if row.figure else {}
    said = {name: cell for name, cell in said.items() if name in TITLES}
    name = typography(words.named(held, row))
    colour = STYLES.get(row.state, STYLES["missed"] if row.blocks else "")
    return said | {
        "services": Cell("", words.services(held, row)),
        "label": Cell(name, words.assumed(
            name, supposed=bool(row.evidence and row.evidence.assumed))),
        "engagement_state": Cell(part.state, words.state(part.state)),
        "state": Cell(row.state, words.state(row.state), colour),
        "obstacle": Cell(_lacking_word(row), words.obstacle(held, row)),
    }  # fmt: skip


def steps(held: Label) -> Table:
    """Return the calendar as a table for machines."""
    rows = tuple(tuple(map(Cell, _step(one))) for one in held.steps)
    return Table(CALENDAR, tuple(Column(name, name) for name in STEPS), rows)


def _step(one: Stepping) -> Iterable[Value]:
    step = one.step
    return (
        step.id, step.label, one.start, one.end, one.when, one.to_start, one.to_end, step.done,
        "; ".join(step.needs) or None, " ".join(step.evidence) or None,
        " ".join(row.id for row in one.lacking) or None,
        " ".join(row.id for row in one.ending) or None, one.blocking, step.source, step.assumed,
    )  # fmt: skip


def about(held: Label) -> list[str]:
    """Return what the page is about, and that its figures are made up where they are."""
    return [*sections.about(held), closing.sample(held.scorecard)]
