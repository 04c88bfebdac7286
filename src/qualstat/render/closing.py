"""What surrounds the figures of a scorecard: its title, summary, source and what was left out.

Takes a `Scorecard`; gives entries, a name and sentences, in the language spoken. Convention
owned here: every scorecard says how many figures it lacks and why, by which conventions it
counts, what it was computed from, and what was left out of it.
"""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from qualstat.findings import N_, OF_THE_QUESTION, REJECTED, Finding
from qualstat.periods import Period
from qualstat.render import numbers, recounted, words
from qualstat.render.conventions import conventions
from qualstat.render.entries import Entry, told
from qualstat.render.grouped import Group, never_applies
from qualstat.render.language import current, plural, translate
from qualstat.render.legend import Shown, legend
from qualstat.scorecards import ALL, Figure, Scorecard

SAMPLE = N_("made-up example")


class Said(Struct, frozen=True):
    """A piece of the summary: its text, and the verdict whose colour and face it takes."""

    text: str
    verdict: str = ""
    count: int = 1


class Summary(Struct, frozen=True):
    """The summary of a site: its name, empty when there is one site, and its pieces."""

    name: str
    pieces: tuple[Said, ...]


def title(scorecard: Scorecard) -> str:
    """Return what the scorecard is about: its sites."""
    sites = [one for one in scorecard.sites if one != ALL] or list(scorecard.sites)
    return ", ".join(words.site_label(scorecard, one, short=len(sites) > 1) for one in sites)


def subtitle(scorecard: Scorecard) -> list[str]:
    """Return period, edition, and the day of a replay."""
    if not scorecard.periods:  # no register holds a row
        return []
    first, last = scorecard.periods[0], scorecard.periods[-1]
    edition = scorecard.referentiel.edition(last.end)
    period = numbers.period(Period(first.start, last.end), current())
    said = [translate("Quality scorecard, {period}", period=period), edition.label]
    days = [one.as_of for one in scorecard.figures if "as-of-replay" in one.notes and one.as_of]
    if days:
        said.append(translate("as known on {day}", day=numbers.day(max(days), current())))
    return said


def about(scorecard: Scorecard) -> list[str]:
    """Return period, edition and day, and that the registers are made up where they are."""
    return [one for one in (*subtitle(scorecard), sample(scorecard)) if one]


def sample(scorecard: Scorecard) -> str:
    """Return that the registers are made up; empty where they are not."""
    return translate(SAMPLE) if scorecard.source.sample else ""


def summary(scorecard: Scorecard) -> list[Summary]:
    """Return one line a site: met, near, missed, without objective, without figure and why."""
    several = len(scorecard.sites) > 1
    sites = scorecard.sites if scorecard.figures else ()
    return [
        Summary(
            words.site_label(scorecard, site, short=True) if several else "",
            pieces([one for one in scorecard.figures if one.site == site]),
        )
        for site in sites
    ]


def pieces(figures: Sequence[Figure]) -> tuple[Said, ...]:
    """Return figures counted by verdict and by absence: `6 met`, `1 near`, `3 missed`."""
    verdicts = Counter(one.verdict for one in figures)
    met, near, missed = verdicts["met"], verdicts["near"], verdicts["missed"]
    said = [
        Said(plural("{n} met", "{n} met", met), "met", met),
        Said(plural("{n} near", "{n} near", near), "near", near),
        Said(plural("{n} missed", "{n} missed", missed), "missed", missed),
    ]
    if verdicts["none"]:
        count = verdicts["none"]
        said.append(Said(plural("{n} without objective", "{n} without objective", count)))
    absences = Counter[str](one.measure.state for one in figures if one.measure.value is None)
    if absences:
        without = plural("{n} without figure", "{n} without figure", absences.total())
        why = ", ".join(translate("{absence}: {n}", absence=translate(word), n=absences[code])
                        for code, word in words.STATES.items() if absences[code])  # fmt: skip
        said.append(Said(f"{without} ({why})"))
    return tuple(said)


def entries(scorecard: Scorecard, groups: Sequence[Group], shown: Shown) -> list[Entry]:
    """Return what closes a scorecard below its summary; nothing empty."""
    figures = [one for group in groups for line in group.lines for one in line.figures.values()]
    kept = [one for one in figures if one.measure.state != "not_applicable"]
    return told((
        (translate("Not applicable"), _never(scorecard)),
        (translate("Edition"), recounted.sentences(scorecard)),
        (translate("Conventions"), conventions(kept)),
        (translate("Left out"), left_out(scorecard)),
        (translate("Source"), source(scorecard)),
        (translate("Reading"), legend(figures, shown)),
    ))  # fmt: skip


def _never(scorecard: Scorecard) -> list[str]:
    names = never_applies(scorecard)
    return [words.listed(names) + "."] if names else []


def source(scorecard: Scorecard) -> list[str]:
    """Return where the data came from, and up to which day it is known."""
    origin, days = scorecard.source, scorecard.source.as_of
    files = plural("{n} file", "{n} files", origin.files)
    said = [translate("{folder}, {files}", folder=origin.folder, files=files) + "."]
    if scorecard.source.sample:
        said[0] = f"{said[0][:-1]} ({translate(SAMPLE)})."
    if len(set(days.values())) == 1:
        known = numbers.day(next(iter(days.values())), current())
        said.append(translate("Known up to {day}.", day=known))
    elif days:
        known = ", ".join(f"{words.register(name)} {numbers.day(day, current())}"
                          for name, day in days.items())  # fmt: skip
        said.append(translate("Known up to: {days}.", days=known))
    return said


def left_out(scorecard: Scorecard) -> list[str]:
    """Return what the figures leave out: rows by reason, answers not yet due, findings."""
    accounts = scorecard.accounts
    rejected = sum(one.rejected for one in accounts)
    replaced = sum(one.superseded for one in accounts)
    outside = sum(one.outside for one in accounts)
    counts = (
        (rejected, plural("{n} row rejected", "{n} rows rejected", rejected)),
        (replaced, plural("{n} row replaced by a fuller version",
                          "{n} rows replaced by a fuller version", replaced)),
        (outside, plural("{n} row outside (the period, or what the site follows)",
                         "{n} rows outside (the period, or what the site follows)", outside)),
    )  # fmt: skip
    rows = ", ".join(text for count, text in counts if count)
    said = [translate("All sites of the registers read: {rows}.", rows=rows) if rows
            else translate("No row left out.")]  # fmt: skip
    waiting = sum(one.measure.pending or 0 for one in scorecard.figures
                  if one.indicator.kind == "rate" and not _doubled(scorecard, one))  # fmt: skip
    if waiting:
        said.append(plural("{n} answer not yet due, outside the rates.",
                           "{n} answers not yet due, outside the rates.", waiting))  # fmt: skip
    return [*said, *_findings(scorecard)]


def _doubled(scorecard: Scorecard, figure: Figure) -> bool:
    """Whether a figure is the total of others on the same scorecard."""
    return figure.site == ALL and len(scorecard.sites) > 1


def _findings(scorecard: Scorecard) -> list[str]:
    errors = sum(one.severity == "blocking" for one in scorecard.findings)
    warned = [one for one in scorecard.findings if one.severity == "warning"]
    own = [one for one in warned if one.rule in OF_THE_QUESTION]
    warnings = sum(one.rule not in (REJECTED, *OF_THE_QUESTION) for one in warned)
    said = []
    if errors:
        said.append(plural("{n} error, figures may lack: qualstat check says which.",
                           "{n} errors, figures may lack: qualstat check says which.",
                           errors))  # fmt: skip
    if warnings:
        said.append(plural("{n} warning: qualstat check says which.",
                           "{n} warnings: qualstat check says which.", warnings))  # fmt: skip
    return [*said, *(_told(one) for one in own)]


def _told(finding: Finding) -> str:
    """Return what a finding of this period or day says, which no other command does."""
    said = translate(finding.found)
    if said.split(maxsplit=1)[0].isalpha():  # not the name of a file
        said = said[:1].upper() + said[1:]
    return f"{said}."
