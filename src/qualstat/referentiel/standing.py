"""Standing: the référentiel as it stands on a day, or under an edition chosen for every day.

Takes editions, bridges and indicators; gives what each question of a day has for an answer.
Conventions owned here: the edition in force on the last day of a period judges it, unless another
is chosen, whose nearest day in force then stands for that day; an indicator of no edition at all
stands under each; one that an edition renamed or inverted is judged there by its counterpart's
objective.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from msgspec import Struct

from qualstat.referentiel import likeness
from qualstat.referentiel.bridges import Bridge, Link
from qualstat.referentiel.editions import Edition
from qualstat.referentiel.indicators import AtSite, Category, Indicator
from qualstat.referentiel.objectives import Objective, Quantity, Sense

DAY = timedelta(days=1)
INVERSE: Mapping[Sense, Sense] = {
    "at_least": "at_most", "at_most": "at_least",
    "less_than": "more_than", "more_than": "less_than",
}  # fmt: skip
LIKE: Mapping[str, Callable[[Indicator, Indicator], bool]] = {
    "renamed": likeness.same, "inverted": likeness.inverse,
}  # fmt: skip


class Crossing(Struct, frozen=True):
    """What an indicator was under the edition of an earlier day; no link where none is declared."""

    earlier: Edition
    later: Edition
    link: Link | None = None
    belied: bool = False  # its measures are not what the link says of them

    @property
    def comparable(self) -> bool:
        """Whether the earlier figure, counted anew, is compared."""
        held = self.link
        return held is not None and held.kind != "new" and held.comparable and not self.belied


class Standing(Struct, frozen=True, dict=True):
    """Editions by date, the bridges between them, and the edition chosen, if any."""

    editions: Sequence[Edition]
    bridges: Sequence[Bridge]
    indicators: Mapping[str, Indicator]
    chosen: str = ""

    def in_force(self, day: date) -> Edition:
        """Return the edition in force on a day; before the first one, the first."""
        held = [one for one in self.editions if one.valid_from <= day]
        return held[-1] if held else self.editions[0]

    def edition(self, day: date) -> Edition:
        """Return the edition that judges a day: the one chosen, or the one in force."""
        if day not in self._known:
            chosen = (one for one in self.editions if one.id == self.chosen)
            self._known[day] = next(chosen, None) or self.in_force(day)
        return self._known[day]

    @cached_property
    def _known(self) -> dict[date, Edition]:
        return {}  # figures by the ten thousand ask it of a dozen days

    def judging_day(self, day: date) -> date:
        """Return the day whose objectives judge a day: the nearest in force, under its edition."""
        edition, held = self.edition(day), self.in_force(day)
        if edition is held:
            return day
        if edition.valid_from > day:
            return edition.valid_from
        following = self.editions[self.editions.index(edition) + 1]
        return following.valid_from - DAY

    def stands(self, indicator: Indicator, day: date) -> bool:
        """Whether an indicator belongs to the edition of a day."""
        return _holds(self.edition(day), indicator)

    def counterpart(self, indicator: Indicator, edition: Edition) -> tuple[Indicator, Link | None]:
        """Return what judges an indicator in an edition: itself, or what it is the same as there.

        The link is None where it is itself.
        """
        if _holds(edition, indicator):
            return indicator, None
        for link, name in self._ways(_named(indicator), edition.id):
            if name is not None and link.kind in LIKE and self._true(link):
                return self.indicators[name], link
        return indicator, None

    def _true(self, link: Link) -> bool:
        """Whether the measures of a link's indicators are what it says of them."""
        if link.old is None or link.new is None or link.kind not in LIKE:
            return True
        return LIKE[link.kind](self.indicators[link.old], self.indicators[link.new])

    def became(self, indicator: Indicator, day: date) -> str | None:
        """Return the id that a bridge gives an indicator under the edition of a day, if one."""
        ways = self._ways(_named(indicator), self.edition(day).id)
        return next((name for _, name in ways if name is not None), None)

    def names(self, indicator: Indicator) -> set[str]:
        """Return the ids of an indicator, in the editions that name it otherwise too."""
        ways = (way for edition in self.editions for way in self._ways(indicator.id, edition.id))
        return {indicator.id, *(name for _, name in ways if name is not None)}

    def _ways(self, indicator: str, edition: str) -> Iterator[tuple[Link, str | None]]:
        """Yield the links from an indicator into an edition, with its name there."""
        for bridge in self.bridges:
            if bridge.earlier == edition and (link := bridge.towards(indicator)):
                yield link, link.old
            if bridge.later == edition and (link := bridge.onwards(indicator)):
                yield link, link.new

    def between(self, here: str, there: str) -> Iterator[tuple[Link, str | None]]:
        """Yield the links from one edition to another, either way, each with its name there."""
        for bridge in self.bridges:
            if (bridge.earlier, bridge.later) == (here, there):
                yield from ((one, one.new) for one in bridge.links)
            elif (bridge.later, bridge.earlier) == (here, there):
                yield from ((one, one.old) for one in bridge.links)

    def objective(self, indicator: Indicator, day: date) -> Objective | None:
        """Return the objective that judges an indicator on a day."""
        other, link = self.counterpart(indicator, self.edition(day))
        if link and isinstance(indicator, AtSite):
            other = AtSite.of(other, indicator.own)
        held = other.objective(self.judging_day(day))
        return inverse(held) if held and link and link.kind == "inverted" else held

    def crossing(self, indicator: Indicator, before: date, day: date) -> Crossing | None:
        """Return what an indicator crosses from one day to a later one; None where it is the same.

        An indicator of the edition of neither day crosses nothing.
        """
        earlier, later = self.edition(before), self.edition(day)
        if earlier is later or self.stands(indicator, before) or not self.stands(indicator, day):
            return None
        for link, there in self.between(earlier.id, later.id):
            if there == _named(indicator):
                return Crossing(earlier, later, link, belied=not self._true(link))
        return Crossing(earlier, later)


def _holds(edition: Edition, indicator: Indicator) -> bool:
    return not indicator.engagements or edition.id in indicator.engagements


def _named(indicator: Indicator) -> str:
    """Return the id by which bridges name an indicator: of a category, that of its volume."""
    return indicator.whole if isinstance(indicator, Category) else indicator.id


def inverse(held: Objective) -> Objective:
    """Return the objective of the share that another one leaves: at most 10 %, at least 90 %."""
    quantity = Quantity(number=Fraction(100) - held.target, unit=held.quantity.unit)
    return held.model_copy(update={held.sense: None, INVERSE[held.sense]: quantity})
