"""Values: what an outlook is made of.

Takes nothing; gives `Outlook`, `Hypothesis`, `Outlooks`, complete and unrounded. Convention owned
here: what remains is what is pending and what is expected, for both may still turn out well.
"""

from datetime import date
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from qualstat.periods import Period
from qualstat.scorecards import Figure, Scorecard

Method = Literal["outlook-last-year", "outlook-pace"]
Reach = Literal["open", "secured", "out_of_reach", "closed", "unknown", "unsuited"]


class Projection(Struct, frozen=True):
    """The cases expected in the days to come, and by which methods, one a site.

    `scale` is that of the one site whose last year is followed, None for several or for a pace.
    """

    cases: int
    methods: tuple[Method, ...] = ()
    scale: Fraction | None = None


class Outlook(Struct, frozen=True):
    """One figure, and what is still possible until its period ends.

    `rest` is the days to come, None once the period is over. `spare` is how many of the remaining
    cases may still be bad, for a delay how many days are left to share; below 0, what lacks even
    where all goes well. `needed` is the rate or the mean to hold on what remains so that the
    period ends exactly on its target; `needed_cases` is the whole number that meets it. `missing`
    are the months gone by that a site follows, and of which nothing is known.
    """

    figure: Figure
    known: date | None
    rest: Period | None
    projection: Projection | None
    reach: Reach | None = None  # None for a figure that cannot be had
    final: int | None = None  # the denominator in the end
    spare: int | None = None
    needed: Fraction | None = None
    needed_cases: int | None = None
    missing: tuple[int, ...] = ()

    @property
    def remaining(self) -> int:
        """The cases pending or expected; 0 where nothing is projected."""
        return 0 if self.final is None else self.final - (self.figure.measure.denominator or 0)


class WhatIf(Struct, frozen=True):
    """A change of cases, as typed: `top` more in the numerator, `base` in the denominator.

    `days`: the numerator is a sum of days.
    """

    indicator: str
    top: int
    base: int = 0
    days: bool = False


class Hypothesis(Struct, frozen=True):
    """A figure as counted, and as it would be; nothing that is stored changes.

    `ahead` are the outlooks of both, the same cases to come; None once the period is over.
    """

    asked: WhatIf
    before: Figure
    after: Figure
    ahead: tuple[Outlook, Outlook] | None = None


class Outlooks(Struct, frozen=True):
    """Outlooks, the hypotheses asked for, and the scorecard they belong to.

    `unpromised` are the indicators without an objective: there is nothing to end at.
    """

    scorecard: Scorecard
    outlooks: tuple[Outlook, ...]
    hypotheses: tuple[Hypothesis, ...] = ()
    unpromised: tuple[str, ...] = ()
