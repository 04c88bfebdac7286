"""The readiness for the label as sections, alike on a screen and in Markdown.

Takes a `Label`; gives groups of engagements by those they concern, and what closes the page.
Convention owned here: what stands in the way has a line of its own, what does not shares one.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from qualstat.labels import Label, Part, Row
from qualstat.render import closing, numbers
from qualstat.render import words as figure_words
from qualstat.render.conventions import conventions
from qualstat.render.entries import Entry, told
from qualstat.render.language import current, plural, translate
from qualstat.render.readiness import words

TROUBLE = frozenset({"missed", "near", "not_measured", "lacking", "outdated"})


@dataclass(frozen=True)
class Group:
    """Engagements of the same services at the same place, in one module."""

    name: str
    parts: tuple[Part, ...]


def title() -> str:
    """Return the title of the page."""
    return translate("Readiness for the label")


def about(held: Label) -> list[str]:
    """Return period, edition, modules, and the day that the days are counted from."""
    card = held.scorecard
    said = [numbers.period(one, current()) for one in card.periods[:1]]
    return [*said, figure_words.typography(held.edition.label), _day(held)]


def _day(held: Label) -> str:
    if held.day is None:
        return translate("no day known: name one with --as-of")
    day = numbers.day(held.day, current())
    if held.asked:
        return translate("as known on {day}", day=day)
    return translate("as known on {day}, the last day of the registers", day=day)


def module(held: Label, number: int) -> str:
    """Return the title of a module."""
    declared = held.edition.modules[number]
    said = translate("Module {n}, {label}", n=str(number),
                     label=figure_words.typography(declared.label))  # fmt: skip
    return f"{said} ({translate('mandatory')})" if declared.mandatory else said


def counted(held: Label, number: int) -> str:
    """Return how many engagements and pieces of evidence of a module are in which state."""
    mine = [one for one in held.parts if one.rows[0].module == number]
    states = Counter(one.state for one in mine)
    said = [translate("{what}: {n}", what=words.state(code), n=states[code])
            for code in words.STATES if states[code]]  # fmt: skip
    blocking = sum(one.blocks for one in mine)
    if not mine:
        return translate("nothing to show: neither indicator nor evidence is declared")
    stop = plural("{n} blocks", "{n} block", blocking) if blocking else translate("nothing blocks")
    return f"{stop} ({figure_words.listed(said)})"


def groups(held: Label, number: int) -> Iterator[Group]:
    """Yield the engagements of a module, by those they concern."""
    mine = [one for one in held.parts if one.rows[0].module == number]
    for name, each in groupby(mine, key=lambda one: concerned(held, one.rows[0])):
        yield Group(name, tuple(each))


def concerned(held: Label, row: Row) -> str:
    """Return whom a row concerns, and where."""
    return figure_words.joined((words.services(held, row), words.place(held, row)))


def state(part: Part) -> str:
    """Return the state of an engagement, and whether it blocks."""
    said = words.state(part.state)
    if part.blocks:
        return translate("{state}, blocking", state=said)
    waived = part.state in TROUBLE and part.state != "near"
    return translate("{state}, not blocking", state=said) if waived else said


def trouble(held: Label, part: Part) -> list[tuple[Row, str]]:
    """Return the rows of an engagement that are not as promised, each with what it lacks."""
    found = [one for one in part.rows if one.state in TROUBLE]
    return [(one, words.obstacle(held, one)) for one in found]


def line(row: Row, obstacle: str) -> list[str]:
    """Return what is said of a row that is not as promised."""
    if row.figure is None:
        return [obstacle]
    promised = figure_words.objective(row.figure.objective)
    if row.state == "not_measured":
        return [words.label(row), obstacle]
    return [words.label(row), words.state(row.state), words.result(row), promised, obstacle]


def others(part: Part) -> str:
    """Return the rows of an engagement that stand in nobody's way, in one sentence."""
    said = []
    for one in part.rows:
        if one.state in TROUBLE:
            continue
        if one.figure is None:
            said.append(words.result(one))
            continue
        short = figure_words.typography(one.figure.indicator.short or one.figure.indicator.label)
        said.append(translate("{name}: {value}", name=short, value=words.result(one)))
    return figure_words.listed(said)


def entries(held: Label) -> list[Entry]:
    """Return what closes the page: obstacles by module, conventions, sources."""
    figures = [one.figure for one in held.rows if one.figure is not None]
    return told((
        (translate("In the way"), list(obstacles(held)) or [translate("Nothing blocks.")]),
        (translate("Conventions"), [*_conventions(held), *conventions(figures)]),
        (translate("Source"), closing.source(held.scorecard)),
    ))  # fmt: skip


def obstacles(held: Label) -> Iterator[str]:
    """Yield what blocks each module, in cases."""
    for number in held.modules:
        said = [words.obstacle(held, row) if row.figure else words.label(row)
                for part in held.parts if part.blocks and part.rows[0].module == number
                for row in part.rows if row.blocks]  # fmt: skip
        if said:
            names = figure_words.listed(dict.fromkeys(said))
            yield translate("Module {n}: {names}.", n=str(number), names=names)


def _conventions(held: Label) -> Iterator[str]:
    yield translate("What is missed, not measured, without a document or out of date blocks, unless"
                    " the référentiel says otherwise; what is near or has no case does not: chosen"
                    " here, for no source says what blocks.")  # fmt: skip
    if any(one.figure and len(one.services) > 1 for one in held.rows):
        yield translate("Services of one site share its figures: no source says which of them"
                        " answers for what.")  # fmt: skip
    declared = [*held.scorecard.referentiel.evidence.values(), *(one.step for one in held.steps)]
    if any(one.assumed for one in declared):
        yield translate("Evidence and steps marked as assumed go further than their source, which"
                        " evidence.yaml and calendar.yaml give.")  # fmt: skip
