"""Footnotes: the late answers, named and counted, as the report's own notes name them.

Takes the figures of one indicator; gives one text, empty where nothing was late. Convention
owned here: the worst are named, all are counted, and a total repeats nothing of its sites.
"""

from collections import Counter
from collections.abc import Sequence

from qualstat.render import numbers, words
from qualstat.render.language import current, plural, translate
from qualstat.scorecards import ALL, Figure, Late, Scorecard

NAMED = 3  # late answers named one by one, worst first


def footnote(scorecard: Scorecard, figures: Sequence[Figure]) -> str:
    """Return the footnote of an indicator: one sentence a site that answered late."""
    sites = [site for site in scorecard.sites if site != ALL]
    said = []
    for site in sites:
        held = [one for one in figures if one.site == site]
        lates = [late for one in held for late in one.late]
        if lates:
            text = sentence(lates, held[0].indicator.case.answer or held[0].indicator.case.one,
                            years=_years(scorecard))  # fmt: skip
            where = words.site_label(scorecard, site, short=True)
            within = text[:1].lower() + text[1:]  # the name of the site opens the sentence
            said.append(translate("{site}: ", site=where) + within if len(sites) > 1 else text)
    return " ".join(said)


def _years(scorecard: Scorecard) -> bool:
    """Whether a month needs its year to be known."""
    return scorecard.periods[0].months[0] // 12 != scorecard.periods[-1].months[-1] // 12


def sentence(lates: Sequence[Late], answer: str, *, years: bool = False) -> str:
    """Return late answers as a sentence: the worst by name, and how many in all."""
    counts: Counter[tuple[int, int]] = Counter()
    for one in lates:
        counts[one.days, one.month] += one.count
    worst = sorted(counts, key=lambda key: (-key[0], key[1]))[:NAMED]
    named = words.listed(
        _late(answer if place == 0 else "", key, counts[key], years=years)
        for place, key in enumerate(worst)
    )
    total, shown = counts.total(), sum(counts[key] for key in worst)
    said = plural("{n} late", "{n} late", total)
    if shown < total:
        said = translate("{late}, of which {named} named", late=said, named=shown)
    return f"{named}. {said[:1].upper()}{said[1:]}."


def _late(answer: str, key: tuple[int, int], count: int, *, years: bool) -> str:
    days, month = key
    when = numbers.month(month, current(), year=years)
    text = (
        translate("In {month}, “{answer}” in {days} days", month=when, answer=answer, days=days)
        if answer else translate("in {month}, in {days} days", month=when, days=days)
    )  # fmt: skip
    return text + (plural(" ({n} time)", " ({n} times)", count) if count > 1 else "")
