"""The readiness for the label as sections, alike on a screen and in Markdown.

Takes a `Label`; gives groups of engagements by those they concern, and what closes the page.
Convention owned here: what stands in the way has a line of its own, what does not shares one.
"""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from qualstat.labels import Label, Part, Row
from qualstat.render import closing, numbers
from qualstat.render import words as figure_words
from qualstat.render.conventions import conventions
from qualstat.render.entries import Entry, told
from qualstat.render.language import current, plural, translate
from qualstat.render.readiness import words

TROUBLE = frozenset({"missed", "near", "not_measured", "lacking", "outdated"})


class Group(Struct, frozen=True):
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


def numbered(number: int) -> str:
    """Return the name of a module."""
    return f"{translate('Module')} {number}"


def module(held: Label, number: int) -> str:
    """Return the title of a module."""
    declared = held.edition.modules[number]
    parts = [numbered(number), figure_words.typography(declared.label),
             *([translate("mandatory")] if declared.mandatory else [])]  # fmt: skip
    return figure_words.joined(parts)


def counted(held: Label, number: int) -> str:
    """Return how many engagements and pieces of evidence of a module are in which state."""
    mine = [one for one in held.parts if one.rows[0].module == number]
    states = Counter(one.state for one in mine)
    said = [translate("{what}: {n}", what=words.state(code), n=states[code])
            for code in words.STATES if states[code]]  # fmt: skip
    blocking = sum(one.blocks for one in mine)
    if not mine:
        return translate("nothing to show: neither indicator nor evidence is declared")
    stop = (plural("{n} point blocks", "{n} points block", blocking) if blocking
            else translate("nothing blocks"))  # fmt: skip
    return f"{stop} ({figure_words.listed(said)})"


def groups(held: Label, number: int) -> Iterator[Group]:
    """Yield the engagements of a module, by those they concern."""
    found: dict[str, list[Part]] = {}
    for one in held.parts:
        if one.rows[0].module == number:
            found.setdefault(concerned(held, one.rows[0]), []).append(one)
    yield from (Group(name, tuple(each)) for name, each in found.items())


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


def trouble(held: Label, part: Part) -> list[tuple[Row, list[str]]]:
    """Return the rows of an engagement that are not as promised, each with what is said of it.

    A register that lacks is said once, whatever it is read for.
    """
    found: dict[str, tuple[Row, list[str]]] = {}
    for one in part.rows:
        if one.state in TROUBLE and one.state != "lacking":  # which its state says
            said = _line(held, one)
            found.setdefault(" ".join(said), (one, said))
    return list(found.values())


def _line(held: Label, row: Row) -> list[str]:
    obstacle = words.obstacle(held, row)
    if row.figure is None or row.state == "not_measured":
        return [obstacle]
    promised = figure_words.objective(row.figure.objective)
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
        rows = (one for one in held.rows if one.blocks and one.module == number)
        said = [obstacle(held, one) for one in rows]
        if said:
            names = figure_words.listed(dict.fromkeys(said))
            name = numbered(number)
            yield f"{translate('{name}: {value}', name=name, value=names)}."


def obstacle(held: Label, row: Row) -> str:
    """Return what stands in the way with its engagement: `E17: 2 more e-mails at Istres`."""
    said = words.label(row) if row.evidence else words.obstacle(held, row)
    name = row.engagement
    return translate("{name}: {value}", name=name, value=said) if name else said


def _conventions(held: Label) -> Iterator[str]:
    yield translate("What is missed, not measured, without a document or out of date blocks, unless"
                    " the référentiel says otherwise; what is near or has no case does not: chosen"
                    " here, for no source says what blocks.")  # fmt: skip
    if any(one.figure and len(one.services) > 1 for one in held.rows):
        yield translate("Services of one site share its figures: no source says which of them"
                        " answers for what.")  # fmt: skip
    shown = (one.evidence for one in held.rows if one.evidence is not None)
    if any(one.assumed for one in shown) or any(one.step.assumed for one in held.steps):
        yield translate("Evidence and steps marked as assumed go further than their source, which"
                        " evidence.yaml and calendar.yaml give.")  # fmt: skip
