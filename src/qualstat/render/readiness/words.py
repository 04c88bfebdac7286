"""The words of the readiness for the label: states, obstacles, days that remain.

Takes rows and steps; gives text in the language spoken, empty where there is nothing to say.
Convention owned here: what stands in the way is said in cases, with its place, so that it can be
asked of somebody; what no source says is called assumed.
"""

from qualstat.findings import N_
from qualstat.labels import Label, Part, Row, StateOf, Stepping
from qualstat.periods import Period
from qualstat.render import french, numbers
from qualstat.render import words as figure_words
from qualstat.render.language import current, plural, translate
from qualstat.verdicts import upward

STATES: dict[StateOf, str] = {
    "missed": N_("missed"),
    "not_measured": N_("not measured"),
    "lacking": N_("to be produced"),
    "outdated": N_("out of date"),
    "near": N_("near"),
    "met": N_("met"),
    "evidence": N_("shown by a document"),
    "no_case": N_("no case"),
    "no_objective": N_("no objective"),
}
# what a mean or a ratio must become, by whether more of it is better
JUST = {True: N_("a result just above its objective {at_site}"),
        False: N_("a result just below its objective {at_site}")}  # fmt: skip
LONGER = {True: N_("a mean longer by {size} {at_site}"),
          False: N_("a mean shorter by {size} {at_site}")}  # fmt: skip
HIGHER = {True: N_("a mean higher by {size} {at_site}"),
          False: N_("a mean lower by {size} {at_site}")}  # fmt: skip
RATIO = {True: N_("a ratio higher by {size} {at_site}"),
         False: N_("a ratio lower by {size} {at_site}")}  # fmt: skip
BECOMES = {"delay": LONGER, "duration": LONGER, "score": HIGHER, "ratio": RATIO}


def state(code: StateOf) -> str:
    """Return the word for a state."""
    return translate(STATES[code])


def services(held: Label, row: Row) -> str:
    """Return whom a row concerns: the services, or all of those of its module."""
    declared = held.scorecard.referentiel.services
    if row.services:
        return ", ".join(figure_words.typography(declared[one].label) for one in row.services)
    return "" if row.site else translate("Whole module")


def place(held: Label, row: Row) -> str:
    """Return the site of a row where its services do not say it already."""
    if not row.site:
        return ""
    labels = (held.scorecard.referentiel.services[one].label for one in row.services)
    label = figure_words.site_label(held.scorecard, row.site)
    return "" if label in labels else figure_words.typography(label)


def label(row: Row) -> str:
    """Return what shows an engagement: an indicator, or evidence; empty where nothing does."""
    shown = row.figure.indicator if row.figure else row.evidence
    return figure_words.typography(shown.label) if shown else ""


def named(held: Label, row: Row) -> str:
    """Return what shows an engagement as it is declared; its own label where nothing does."""
    shown = row.figure.indicator if row.figure else row.evidence
    declared = shown or held.edition.engagements.get(row.engagement)
    return declared.label if declared else ""


def engagement(held: Label, part: Part) -> str:
    """Return an engagement, or the evidence itself, with the number where there is one."""
    first = part.rows[0]
    declared = None if first.evidence else held.edition.engagements.get(first.engagement)
    said = figure_words.typography(declared.label) if declared else label(first)
    return f"{first.engagement} {said}" if first.engagement else said


def result(row: Row) -> str:
    """Return what a figure says, or which document shows what."""
    if row.figure is not None:
        parts = (figure_words.value(row.figure), figure_words.behind(row.figure))
        return " ".join(one for one in parts if one) or figure_words.state(row.figure)
    if row.document is None:
        return ""
    document = figure_words.typography(row.document.document)
    day = numbers.day(row.document.day, current())
    if row.until is None or row.state != "evidence":
        return translate("{document}, {day}", document=document, day=day)
    return translate("{document}, {day}, holds until {until}", document=document, day=day,
                     until=numbers.day(row.until, current()))  # fmt: skip


def obstacle(held: Label, row: Row) -> str:
    """Return what stands in the way: `2 more e-mails at Istres`; empty where nothing does."""
    if row.figure is None:
        return _unshown(row)
    where = _at(held, row)
    if row.state == "not_measured":
        register = figure_words.register(row.figure.indicator.register_name)
        return translate("{register} {at_site}: {absence}", register=register, at_site=where,
                         absence=figure_words.state(row.figure))  # fmt: skip
    if row.state not in ("missed", "near"):
        return ""
    return _cases(row, where) or _mean(row, where)


def _at(held: Label, row: Row) -> str:
    name = figure_words.site_label(held.scorecard, row.site, short=True)
    return french.at(name) if current() == "fr" else translate("at {name}", name=name)


def _cases(row: Row, where: str) -> str:
    """Return how many cases lack, with the denominator fixed (V4); empty for a delay."""
    figure = row.figure
    if figure is None or figure.margin_cases is None or figure.objective is None:
        return ""
    count, case = -figure.margin_cases, figure.indicator.case
    values = {"cases": case.one if count == 1 else case.many, "at_site": where}
    if upward(figure.objective):
        return plural("{n} more “{cases}” {at_site}", "{n} more “{cases}” {at_site}", count,
                      **values)  # fmt: skip
    return plural("{n} fewer “{cases}” {at_site}", "{n} fewer “{cases}” {at_site}", count, **values)


def _mean(row: Row, where: str) -> str:
    """Return how far a mean or a ratio is from its objective, in its own unit; empty for a rate."""
    figure = row.figure
    if figure is None or figure.margin is None or figure.objective is None:
        return ""
    lacks, higher = -figure.margin, upward(figure.objective)
    if not lacks:
        return translate(JUST[higher], at_site=where)
    unit = figure.indicator.unit
    size = numbers.change(lacks, "%" if unit.startswith("/") else unit, current()).lstrip("+")
    text = BECOMES[figure.indicator.kind][higher]
    return translate(text, size=size, at_site=where)


def _unshown(row: Row) -> str:
    """Return which document lacks, or that nothing is declared; empty where one holds."""
    if row.state == "not_measured":
        return translate("neither indicator nor evidence is declared for it")
    if row.state == "lacking":
        return translate("document to be produced")
    if row.state == "outdated" and row.until is not None:
        return translate("held until {day}: to be produced again",
                         day=numbers.day(row.until, current()))  # fmt: skip
    return ""


def when(one: Stepping) -> str:
    """Return the months of a step."""
    return numbers.period(Period(one.start, one.end), current())


def remaining(one: Stepping) -> str:
    """Return how many days there are to a step's first and last day."""
    if one.when == "done" and one.step.done is not None:
        return translate("done on {day}", day=numbers.day(one.step.done, current()))
    if one.to_start is None or one.to_end is None:
        return ""
    if one.when == "past":
        return plural("over for {n} day, not declared done", "over for {n} days, not declared done",
                      -one.to_end)  # fmt: skip
    if one.when == "under_way":
        return plural("under way, {n} day left", "under way, {n} days left", one.to_end)
    return plural("in {n} day, ends in {end}", "in {n} days, ends in {end}", one.to_start,
                  end=numbers.number(one.to_end, current()))  # fmt: skip


def needs(one: Stepping) -> list[str]:
    """Return what a step still needs; nothing once it is done."""
    if one.when == "done":
        return []
    said = [figure_words.typography(text) for text in one.step.needs]
    for code in dict.fromkeys(row.state for row in one.lacking):
        names = [label(row) for row in one.lacking if row.state == code]
        said.append(translate("{state}: {names}", state=state(code), names=several(names)))
    if one.ending:
        ending = several([label(row) for row in one.ending])
        said.append(translate("out of date by then: {names}", names=ending))
    if one.needed and not one.lacking and not one.ending:
        said.append(plural("{n} piece of evidence, there", "{n} pieces of evidence, all there",
                           one.needed))  # fmt: skip
    if one.blocking is not None:
        said.append(plural("{n} point still blocks", "{n} points still block", one.blocking)
                    if one.blocking else translate("nothing blocks any more"))  # fmt: skip
    return said


def assumed(text: str, *, supposed: bool) -> str:
    """Return a text marked as assumed, where it is."""
    return translate("{text} (assumed)", text=text) if supposed else text


def step(one: Stepping) -> str:
    """Return the name of a step."""
    return figure_words.typography(one.step.label)


def several(said: list[str]) -> str:
    """Return names one after the other."""
    return figure_words.listed(said)
