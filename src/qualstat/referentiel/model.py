"""The référentiel as one frozen value, and the questions other rooms ask of it."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct, field

from qualstat.referentiel.bridges import Bridge
from qualstat.referentiel.editions import Edition, Engagement, Heading
from qualstat.referentiel.explained import Explained
from qualstat.referentiel.indicators import AtSite, Category, Indicator, Ratio
from qualstat.referentiel.label import Evidence, Service, Step
from qualstat.referentiel.objectives import Objective
from qualstat.referentiel.sites import Break, DatedCount, Follow, Holidays, Site
from qualstat.referentiel.standing import Standing
from qualstat.registers import KnownSites
from qualstat.spelling import fold


class Referentiel(Struct, frozen=True, dict=True):
    """Editions, headings, indicators (in the order shown), sites, changes to zones, explanations.

    The explanations are those of late cases, by site; services, evidence and steps are those of the
    label; `chosen` is the edition that judges every
    period, where one is asked for.
    """

    editions: tuple[Edition, ...]
    headings: tuple[Heading, ...]
    indicators: Mapping[str, Indicator]
    sites: Mapping[str, Site]
    zones: Mapping[str, Holidays] = field(default_factory=dict)
    explanations: Mapping[str, tuple[Explained, ...]] = field(default_factory=dict)
    bridges: tuple[Bridge, ...] = ()
    chosen: str = ""
    services: Mapping[str, Service] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()

    @cached_property
    def standing(self) -> Standing:
        """What stands on which day, under which edition."""
        return Standing(self.editions, self.bridges, self.indicators, self.chosen)

    @cached_property
    def known_sites(self) -> KnownSites:
        """The sites as a register's model asks for them."""
        return KnownSites(
            ids={fold(site): site for site in self.sites},
            timezones={site.id: site.timezone for site in self.sites.values()},
        )

    @cached_property
    def declared(self) -> tuple[Indicator, ...]:
        """The indicators that have a file of their own: all but categories."""
        return tuple(one for one in self.indicators.values() if not isinstance(one, Category))

    def whole(self, name: str) -> str:
        """Return the id under which an indicator is declared: of a category, that of its volume."""
        held = self.indicators.get(name)
        return held.whole if isinstance(held, Category) else name

    def categories(self, name: str) -> tuple[Indicator, ...]:
        """Return the categories of a volume, by its id."""
        held = self.indicators.values()
        return tuple(one for one in held if isinstance(one, Category) and one.whole == name)

    def counted(self, indicator: Indicator) -> tuple[Indicator, ...]:
        """Return what is counted for an indicator: itself, or both sides of a ratio."""
        measure = indicator.measure
        if not isinstance(measure, Ratio):
            return (indicator,)
        return self.indicators[measure.of], self.indicators[measure.per]

    def registers(self, indicator: Indicator) -> frozenset[str]:
        """Return the registers that an indicator reads."""
        return frozenset(one.register_name for one in self.counted(indicator))

    @cached_property
    def _listed(self) -> dict[str, list[str]]:
        return {heading.id: heading.indicators for heading in self.headings}

    @cached_property
    def _follows(self) -> dict[tuple[str, str], list[Follow]]:
        headings = {
            heading: [one for one in names if self.whole(one) == one]
            for heading, names in self._listed.items()
        }  # categories follow from their volume
        table: dict[tuple[str, str], list[Follow]] = {}
        for site in self.sites.values():
            for follow in site.follows:
                listed = [one for heading in follow.headings for one in headings[heading]]
                for indicator in {*listed, *follow.indicators} - set(follow.excluded):
                    table.setdefault((site.id, indicator), []).append(follow)
        parts = [one for one in self.indicators.values() if isinstance(one, Category)]
        for site_id in self.sites:
            for one in parts:
                if (site_id, one.whole) in table:
                    table[site_id, one.id] = table[site_id, one.whole]
        return table

    def naming(self, site: str, indicator: str) -> list[Follow]:
        """Return the declarations of a site that name an indicator, to follow it or leave it out.

        It is named by itself or by its heading; a category, as its volume.
        """
        indicator = self.whole(indicator)
        return [
            one
            for one in self.sites[site].follows
            if indicator in one.indicators
            or any(indicator in self._listed[heading] for heading in one.headings)
        ]

    def ever_follows(self, site: str, indicator: str) -> bool:
        """Whether a site follows an indicator at any time."""
        return (site, indicator) in self._follows

    def following(self, site: str, indicator: str) -> tuple[tuple[int, int | None], ...]:
        """Return from which month to which a site follows an indicator; to None: until further."""
        held = self._follows.get((site, indicator), ())
        return tuple((one.since, one.until) for one in held)

    def follows(self, site: str, indicator: str, month: int) -> bool:
        """Whether a site follows an indicator in a month."""
        return any(one.covers(month) for one in self._follows.get((site, indicator), ()))

    def follows_register(self, site: str, register: str, month: int) -> bool:
        """Whether a site follows any indicator of a register in a month."""
        return any(self.follows(site, name, month) for name in self._reading.get(register, ()))

    @cached_property
    def _reading(self) -> dict[str, list[str]]:
        held: dict[str, list[str]] = {}
        for one in self.declared:
            for register in self.registers(one):
                held.setdefault(register, []).append(one.id)
        return held

    def own(self, indicator: Indicator, site: str) -> Indicator:
        """Return an indicator with the objectives of a site: its own first, then everyone's."""
        held = self.sites[site].objectives if site in self.sites else []
        names = self.standing.names(indicator)
        if not {one.indicator for one in held} & names:
            return indicator
        own = {name: [one for one in held if one.indicator == name] for name in names}
        return AtSite.of(indicator, own)

    def breaks(self, site: str, indicator: str) -> list[Break]:
        """Return the breaks in a site's series of an indicator, by month."""
        if not self.ever_follows(site, indicator):
            return []
        broken = (one for one in self.sites[site].breaks if self._breaks(one, indicator))
        return sorted(broken, key=lambda one: one.month)

    def _breaks(self, one: Break, indicator: str) -> bool:
        if not one.headings and not one.indicators:
            return True
        listed = (name for heading in one.headings for name in self._listed[heading])
        return self.whole(indicator) in {*listed, *one.indicators}

    def counts(self, site: str, month: int) -> list[DatedCount]:
        """Return what a site counts in a month, in the order declared."""
        held = self.sites[site].counts if site in self.sites else ()
        return [one for one in held if one.covers(month)]

    def count_changes(
        self, site: str, months: Collection[int]
    ) -> list[tuple[DatedCount, DatedCount]]:
        """Return the counts that change in some months, each after the one it replaces."""
        return [
            (earlier, later)
            for month in sorted(months)
            for later in self.counts(site, month)
            for earlier in self.counts(site, month - 1)
            if fold(earlier.label) == fold(later.label) and earlier.number != later.number
        ]

    def edition(self, day: date) -> Edition:
        """Return the edition that judges a day."""
        return self.standing.edition(day)

    def stands(self, indicator: Indicator, day: date) -> bool:
        """Whether an indicator belongs to the edition that judges a day."""
        return self.standing.stands(indicator, day)

    def objective(self, indicator: Indicator, day: date) -> Objective | None:
        """Return the objective that judges an indicator on a day."""
        return self.standing.objective(indicator, day)

    def engagement(self, indicator: Indicator, day: date) -> tuple[str, Engagement | None]:
        """Return the E-number and engagement of an indicator on a day; empty when it has none."""
        edition = self.edition(day)
        judged, _ = self.standing.counterpart(indicator, edition)
        number = judged.engagements.get(edition.id, "")
        return number, edition.engagements.get(number)
