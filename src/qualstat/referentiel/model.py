"""The référentiel as one frozen value, and the questions other rooms ask of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from qualstat.referentiel.editions import Edition, Engagement, Heading
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.sites import Follow, Holidays, Site
from qualstat.registers import KnownSites
from qualstat.spelling import fold


@dataclass(frozen=True)
class Referentiel:
    """Editions, headings, indicators (in the order shown), sites and changes to zones."""

    editions: tuple[Edition, ...]
    headings: tuple[Heading, ...]
    indicators: Mapping[str, Indicator]
    sites: Mapping[str, Site]
    zones: Mapping[str, Holidays] = field(default_factory=dict)

    @cached_property
    def known_sites(self) -> KnownSites:
        """The sites as a register's model asks for them."""
        return KnownSites(
            ids={fold(site): site for site in self.sites},
            timezones={site.id: site.timezone for site in self.sites.values()},
        )

    @cached_property
    def _follows(self) -> dict[tuple[str, str], list[Follow]]:
        headings = {heading.id: heading.indicators for heading in self.headings}
        table: dict[tuple[str, str], list[Follow]] = {}
        for site in self.sites.values():
            for follow in site.follows:
                listed = [one for heading in follow.headings for one in headings[heading]]
                for indicator in {*listed, *follow.indicators} - set(follow.excluded):
                    table.setdefault((site.id, indicator), []).append(follow)
        return table

    def ever_follows(self, site: str, indicator: str) -> bool:
        """Whether a site follows an indicator at any time."""
        return (site, indicator) in self._follows

    def follows(self, site: str, indicator: str, month: int) -> bool:
        """Whether a site follows an indicator in a month."""
        return any(one.covers(month) for one in self._follows.get((site, indicator), ()))

    def follows_register(self, site: str, register: str, month: int) -> bool:
        """Whether a site follows any indicator of a register in a month."""
        return any(
            self.follows(site, indicator.id, month)
            for indicator in self.indicators.values()
            if indicator.register_name == register
        )

    def edition(self, day: date) -> Edition:
        """Return the edition in force on `day`; before the first one, the first."""
        in_force = [one for one in self.editions if one.valid_from <= day]
        return in_force[-1] if in_force else self.editions[0]

    def engagement(self, indicator: Indicator, day: date) -> tuple[str, Engagement | None]:
        """Return the E-number and engagement of an indicator on `day`; empty when dropped."""
        edition = self.edition(day)
        number = indicator.engagements.get(edition.id, "")
        return number, edition.engagements.get(number)
