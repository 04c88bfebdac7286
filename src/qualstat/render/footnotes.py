"""Footnotes: the late answers, named and counted, as the report's own notes name them.

Takes the figures of one indicator; gives one text, empty where nothing was late. Conventions
owned here: the worst are named, all are counted, every explanation given is told, and a total
repeats nothing of its sites.
"""

from collections import Counter
from collections.abc import Sequence

from qualstat.render import numbers, words
from qualstat.render.language import current, plural, translate
from qualstat.scorecards import ALL, Figure, Late, Scorecard, Told

NAMED = 3  # late answers named one by one, worst first


def footnote(scorecard: Scorecard, figures: Sequence[Figure]) -> str:
    """Return the footnote of an indicator: one sentence a site that answered late."""
    sites = [site for site in scorecard.sites if site != ALL]
    said = []
    for site in sites:
        held = [one for one in figures if one.site == site]
        text = _site(held, years=_years(scorecard))
        if text:
            where = words.site_label(scorecard, site, short=True)
            within = text[:1].lower() + text[1:]  # the name of the site opens the sentence
            said.append(translate("{site}: ", site=where) + within if len(sites) > 1 else text)
    return " ".join(said)


def _site(held: Sequence[Figure], *, years: bool) -> str:
    """Return the late answers of a site, then what was said of its late and unanswered cases."""
    if not held:
        return ""
    case, lates = held[0].indicator.case, [late for one in held for late in one.late]
    said = [sentence(lates, case.answer or case.one, years=years)] if lates else []
    beyond = (late for one in held for late in (*one.late, *one.unanswered))
    said += [told(one, late, years=years) for late in beyond for one in late.told]
    return " ".join(said)


def told(one: Told, late: Late, *, years: bool = False) -> str:
    """Return what was said of some late cases: when, in how many days, why, by whom."""
    text = words.typography(one.explained.text).rstrip(".")
    by = words.typography(one.explained.by) if one.explained.by else ""
    where = [
        numbers.month(late.month, current(), year=years),
        translate("never answered") if late.days is None
        else plural("in {n} day", "in {n} days", late.days),
        *([plural("{n} case", "{n} cases", one.number)] if one.number > 1 else []),
    ]  # fmt: skip
    given = ", ".join(part for part in (by, numbers.day(one.explained.given, current())) if part)
    return translate("Explanation ({cases}): {text} — {given}.",
                     cases=", ".join(where), text=text, given=given)  # fmt: skip


def _years(scorecard: Scorecard) -> bool:
    """Whether a month needs its year to be known."""
    return scorecard.periods[0].months[0] // 12 != scorecard.periods[-1].months[-1] // 12


def sentence(lates: Sequence[Late], answer: str, *, years: bool = False) -> str:
    """Return late answers as a sentence: the worst by name, and how many in all."""
    counts: Counter[tuple[int, int]] = Counter()
    for one in lates:
        counts[one.days or 0, one.month] += one.count
    worst = sorted(counts, key=lambda key: (-key[0], key[1]))[:NAMED]
    named = words.listed(
        _late(answer if place == 0 else "", key, counts[key], years=years)
        for place, key in enumerate(worst)
    )
    total, shown = counts.total(), sum(counts[key] for key in worst)
    said = plural("{n} late", "{n} late", total)
    explained = sum(one.explained for one in lates)
    why = plural("{n} explained", "{n} explained", explained) if explained else ""
    if shown < total and why:
        said = translate("{late}, of which {named} named and {explained}",
                         late=said, named=shown, explained=why)  # fmt: skip
    elif shown < total:
        said = translate("{late}, of which {named} named", late=said, named=shown)
    elif why:
        said = translate("{late}, of which {explained}", late=said, explained=why)
    return f"{named}. {said[:1].upper()}{said[1:]}."


def _late(answer: str, key: tuple[int, int], count: int, *, years: bool) -> str:
    days, month = key
    when = numbers.month(month, current(), year=years)
    text = (
        translate("In {month}, “{answer}” in {days} days", month=when, answer=answer, days=days)
        if answer else translate("in {month}, in {days} days", month=when, days=days)
    )  # fmt: skip
    return text + (plural(" ({n} time)", " ({n} times)", count) if count > 1 else "")
