"""Conventions: the choices that shaped the figures, said once in words beside them.

Takes the figures shown; gives sentences in the language spoken. Convention owned here: a
convention is said to be chosen here, never to be the ministry's, and names its indicators only
where they do not all share it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from qualstat.findings import N_
from qualstat.referentiel.indicators import Indicator, Rate, Wait
from qualstat.render import numbers, words
from qualstat.render.language import current, plural, translate
from qualstat.scorecards import Figure

DAYS = {
    "working-days": N_("working days of the site's zone, less its closures"),
    "open-days": N_("days from Monday to Saturday, less holidays of the zone and closures"),
    "calendar-days": N_("calendar days"),
}
FIRST_DAY = {
    "excluded": N_("day of receipt or request not counted"),
    "included": N_("day of receipt or request counted"),
}
ONCE = {
    *DAYS, "first-day-included", "partial", "objective-assumed", "as-of-replay",
    "made-up-example", "previous-published", "as-published", "edition-chosen", "edition-changed",
}  # fmt: skip
SHORT_ABANDON = "short-abandon-"


def said_once(code: str) -> bool:
    """Whether a note's code is said elsewhere than beside each figure."""
    return code in ONCE or code.startswith(SHORT_ABANDON)


def conventions(figures: Sequence[Figure]) -> list[str]:
    """Return the sentences that say by which conventions figures were counted."""
    indicators = list({one.indicator.id: one.indicator for one in figures}.values())
    names = _names(figures)
    return [
        *_delays(indicators, names), *_abandons(indicators, names), *_assumed(figures),
        *_editions(figures), *_replay(figures),
    ]  # fmt: skip


def day_count(measure: Wait) -> str:
    """Return how a measure counts days: `working days, day of receipt not counted`."""
    days, first = translate(DAYS[measure.days]), translate(FIRST_DAY[measure.first_day])
    return f"{days}, {first}"


def short_abandon(seconds: int) -> str:
    """Return what calls a rate leaves out as too short."""
    return plural("calls lost before {n} second left out", "calls lost before {n} seconds left out",
                  seconds)  # fmt: skip


def _delays(indicators: Iterable[Indicator], names: Mapping[str, str]) -> list[str]:
    said: dict[str, list[Indicator]] = {}
    for one in indicators:
        if isinstance(one.measure, Wait):
            said.setdefault(day_count(one.measure), []).append(one)
    return [
        translate("Delays in {days}: convention chosen here.", days=days)
        if len(said) == 1
        else translate("Delays in {days}: convention chosen here for {indicators}.",
                       days=days, indicators=", ".join(names[one.id] for one in held))
        for days, held in said.items()
    ]  # fmt: skip


def _abandons(indicators: Iterable[Indicator], names: Mapping[str, str]) -> list[str]:
    said: dict[int, list[Indicator]] = {}
    for one in indicators:
        if isinstance(one.measure, Rate) and one.measure.short_abandon:
            said.setdefault(one.measure.short_abandon, []).append(one)
    return [
        translate("{indicators}: {convention}, convention chosen here.",
                  indicators=", ".join(names[one.id] for one in held),
                  convention=short_abandon(seconds))
        for seconds, held in said.items()
    ]  # fmt: skip


def _names(figures: Iterable[Figure]) -> dict[str, str]:
    """Return what each indicator is called in short: two of one name by their engagements too."""
    numbered = {one.indicator.id: one.engagement for one in figures}
    short = {one.indicator.id: words.typography(one.indicator.short or one.indicator.label)
             for one in figures}  # fmt: skip
    alone = Counter(short.values())
    told = Counter((short[name], numbered[name]) for name in short)
    return {
        name: said if alone[said] == 1
        else f"{said} ({numbered[name] if told[said, numbered[name]] == 1 else name})"
        for name, said in short.items()
    }  # fmt: skip


def _assumed(figures: Iterable[Figure]) -> list[str]:
    assumed = any(
        "objective-assumed" in one.notes or (one.objective is not None and one.objective.assumed)
        for one in figures
    )
    return [translate("The dates on which objectives apply are assumed.")] if assumed else []


def _editions(figures: Sequence[Figure]) -> list[str]:
    """Return that an edition was chosen, or that two were in force within a period."""
    chosen = list(dict.fromkeys(one.edition for one in figures if "edition-chosen" in one.notes))
    said = [
        translate("Judged by the edition {edition}, chosen in place of the one in force.",
                  edition=edition) for edition in chosen
    ]  # fmt: skip
    if any("edition-changed" in one.notes for one in figures):
        said.append(translate("Two editions were in force in the period: that of its last day"
                              " judges."))  # fmt: skip
    return said


def _replay(figures: Iterable[Figure]) -> list[str]:
    days = {one.as_of for one in figures if "as-of-replay" in one.notes and one.as_of}
    return [
        translate("Replayed as known on {day}: later rows left out, later answers counted as not"
                  " given; rows as corrected since.", day=numbers.day(max(days), current()))
    ] if days else []  # fmt: skip
