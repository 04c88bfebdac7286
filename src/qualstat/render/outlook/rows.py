"""Rows: what an outlook says of each indicator and site, and what closes it, in every layout.

Takes `Outlooks`; gives rows, titles and entries. Convention owned here: sites in a row that lack a
figure for the same reason are one row.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from qualstat.findings import N_
from qualstat.outlooks import Method, Outlook, Outlooks
from qualstat.render import closing, numbers, only
from qualstat.render import words as figure_words
from qualstat.render.entries import Entry, told
from qualstat.render.following import runs
from qualstat.render.grouped import Group
from qualstat.render.language import current, translate
from qualstat.render.legend import Shown
from qualstat.render.outlook import words

CONVENTIONS: dict[Method, str] = {
    "outlook-last-year": N_("outlook-last-year: the cases to come are those of the same days of"
                            " last year, times how this year compares so far, on the months covered"
                            " in both; convention chosen here."),
    "outlook-pace": N_("outlook-pace: where last year does not tell, cases go on coming as many a"
                       " day as in the months covered so far; convention chosen here."),
}  # fmt: skip


class Row(Struct, frozen=True):
    """A row: the names of its sites, and the outlook of the first of them."""

    name: str
    held: Outlook


def rows(held: Outlooks, indicator: str) -> list[Row]:
    """Return the rows of an indicator."""
    own = (one for one in held.outlooks if one.figure.indicator.id == indicator)
    every = len(held.scorecard.sites)  # whose total's name stands for them all
    return [
        Row(", ".join(_name(held, one) for one in (run[-1:] if len(run) == every else run)), run[0])
        for run in runs(own, _absent_alike)
    ]


def _absent_alike(one: Outlook, other: Outlook) -> bool:
    states = one.figure.measure.state, other.figure.measure.state
    return one.reach is None and other.reach is None and len(set(states)) == 1


def _name(held: Outlooks, one: Outlook) -> str:
    if len(held.scorecard.sites) == 1:
        return ""
    return figure_words.site_label(held.scorecard, one.figure.site, short=True)


def narrowed(held: Outlooks, wanted: Collection[str]) -> Outlooks:
    """Return the outlooks whose figure is missed, near or missing, as wanted."""
    if not wanted:
        return held
    kept = tuple(one for one in held.outlooks if only.fits(one.figure, wanted))
    return replace(held, scorecard=only.narrowed(held.scorecard, wanted), outlooks=kept)


def subtitle(held: Outlooks) -> list[str]:
    """Return the period looked ahead in, the edition, and the day of a replay."""
    said = closing.subtitle(held.scorecard)
    if said:
        (period,) = held.scorecard.periods
        said[0] = translate("Outlook, {period}", period=numbers.period(period, current()))
    return said


def entries(held: Outlooks, found: Sequence[Group], *, plain: bool) -> list[Entry]:
    """Return what closes outlooks; nothing empty."""
    own = told((
        (translate("Outlook"), _counted(held)),
        (translate("Days to come"), _to_come(held)),
        (translate("Projection"), _methods(held)),
        (translate("No objective"), _unpromised(held)),
    ))  # fmt: skip
    shown = Shown(plain=plain, spread=False, bars=False, remarked=False)
    return own + closing.entries(held.scorecard, found, shown)


def _counted(held: Outlooks) -> Iterator[str]:
    counts = Counter(one.reach for one in held.outlooks if one.reach)
    said = [translate("{what}: {n}", what=translate(text), n=counts[code])
            for code, text in words.REACHES.items() if counts[code]]  # fmt: skip
    if said:
        yield figure_words.listed(said) + "."


def _to_come(held: Outlooks) -> Iterator[str]:
    """Yield the days that remain, by register where these do not end on the same day."""
    rests = {one.figure.indicator.register_name: one.rest for one in held.outlooks if one.reach}
    said = {name: _days(one.start, one.end) if one else translate("none")
            for name, one in rests.items()}  # fmt: skip
    if len(set(said.values())) == 1:
        yield next(iter(said.values())) + "."
    elif said:
        yield figure_words.listed(
            translate("{what}: {n}", what=figure_words.register(name), n=days)
            for name, days in said.items()
        ) + "."  # fmt: skip


def _days(start: object, end: object) -> str:
    return translate("from {start} to {end}", start=start, end=end)


def _methods(held: Outlooks) -> Iterator[str]:
    used = {method for one in held.outlooks if one.reach and one.projection
            for method in one.projection.methods}  # fmt: skip
    yield from (translate(text) for code, text in CONVENTIONS.items() if code in used)
    if any(one.remaining for one in held.outlooks):
        yield translate("What is pending counts among what remains, and the denominator grows with"
                        " every case that comes.")  # fmt: skip


def _unpromised(held: Outlooks) -> Iterator[str]:
    known = held.scorecard.referentiel.indicators
    labels = [figure_words.typography(known[one].short or known[one].label)
              for one in held.unpromised]  # fmt: skip
    if labels:
        yield translate("No outlook without one: {names}.", names=figure_words.listed(labels))
