"""Values: what a monthly delivery is made of.

Takes nothing; gives values. Convention owned here: a sheet is a site, or all of them, in one
month: one file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from msgspec import Struct

from qualstat.maps import Map
from qualstat.measures.measure import Measure
from qualstat.periods import month_text
from qualstat.scorecards import ALL, Figure, Scorecard

Place = tuple[str, int, str]  # site, or the name of a group of sites, month, indicator
GROUP = f"{ALL}:"  # how the name of a group that is not all sites begins


def group_name(scorecard: Scorecard) -> str:
    """Return the name under which the total of the sites of a scorecard is kept.

    Some sites together are not all of them.
    """
    sites = [one for one in scorecard.sites if one != ALL]
    every = set(sites) == set(scorecard.referentiel.sites)
    return ALL if every else GROUP + "+".join(sorted(sites))


def place_of(figure: Figure, group: str) -> Place:
    """Return the place of a figure of a month; `group` is the name of the total's sites."""
    site = group if figure.site == ALL else figure.site
    return site, figure.period.months[0], figure.indicator.id


@dataclass(frozen=True)
class Given:
    """What was given out of a figure: enough to tell that it changed."""

    state: str
    value: Fraction | None
    numerator: int | None
    denominator: int | None
    verdict: str | None
    as_of: str | None = field(default=None, compare=False)  # the last day that was known then


@dataclass(frozen=True)
class Revision:
    """A settled figure that changed, from what to what.

    It is `back` where it had changed while it was not settled, and is settled again.
    """

    site: str
    month: int
    indicator: str
    before: Given
    after: Given
    back: bool = field(default=False, compare=False)

    @property
    def place(self) -> Place:
        """The place of its figure."""
        return self.site, self.month, self.indicator


class Former(Struct, frozen=True):
    """What was settled before, and the settled figures that changed."""

    settled: Mapping[Place, Given]
    revisions: tuple[Revision, ...] = ()


class Sheet(Struct, frozen=True):
    """The figures of a site, or of all, in a month; `provisional` ones say so in their notes."""

    site: str
    month: int
    figures: tuple[Figure, ...]

    @property
    def path(self) -> str:
        """Its path in its folder."""
        return path_of(self.site, self.month)

    @property
    def settled(self) -> bool:
        """Whether none of its figures may still change."""
        return not any(PROVISIONAL in one.notes for one in self.figures)


class Delivery(Struct, frozen=True):
    """The sheets of the months that are due, and the settled figures that changed, now and ever.

    `settled` is what was settled and stays so from now on.
    """

    scorecard: Scorecard
    map: Map
    files: frozenset[str]  # the names of those that were read
    sheets: tuple[Sheet, ...]
    settled: Mapping[Place, Given]
    changed: tuple[Revision, ...] = ()
    revisions: tuple[Revision, ...] = ()


def path_of(site: str, month: int) -> str:
    """Return the path of a sheet in its folder, always the same."""
    return f"{month_text(month)}/{ALL if site.startswith(GROUP) else site}.csv"


PROVISIONAL, SETTLED = "provisional", "settled"


def given(figure: Figure) -> Given:
    """Return what is given out of a figure."""
    held: Measure = figure.measure
    as_of = None if figure.as_of is None else figure.as_of.isoformat()
    return Given(held.state, held.value, held.numerator, held.denominator, figure.verdict, as_of)
