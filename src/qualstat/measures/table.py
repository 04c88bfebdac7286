"""The table: every indicator by site and span, added up from the tallies.

Takes registers' tallies, the indicators asked for and the spans; gives a `Table`.
Convention owned here: totals add numerators and denominators (C8); a mean of rates is never
computed.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, assert_never

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from qualstat.calendars import Calendar
from qualstat.measures.contributions import Contributions, summed
from qualstat.measures.delay import delay, within
from qualstat.measures.duration import duration, within_seconds
from qualstat.measures.measure import COUNTS, Counts
from qualstat.measures.quantiles import Quantiles, by_site
from qualstat.measures.rate import rate
from qualstat.measures.ratio import ratio
from qualstat.measures.scope import Cells, cells
from qualstat.measures.score import above, score
from qualstat.measures.spans import Spans
from qualstat.measures.volume import volume
from qualstat.referentiel import Referentiel
from qualstat.referentiel.indicators import (
    Delay,
    Duration,
    Indicator,
    Rate,
    RateAbove,
    RateWithin,
    RateWithinSeconds,
    Ratio,
    Score,
    Volume,
)
from qualstat.tallies.merge import RegisterCount

if TYPE_CHECKING:
    import pandas as pd

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Key = tuple[str, str]  # indicator, site
ROWS_HELD = 200_000  # before they are added up: those of 300 sites outweigh all else


class Table(Struct, frozen=True, dict=True):
    """Counts by indicator and site, a row a span; and answers by (span, days)."""

    spans: Spans
    counts: dict[Key, Numbers] = field(default_factory=dict)
    answers: dict[Key, Numbers] = field(default_factory=dict)

    def total(self, spans: Mapping[Key, Numbers]) -> Counts:
        """Return the counts over some sites, each over some of its spans."""
        whole = np.zeros(len(COUNTS), np.int64)
        for key, places in spans.items():
            if key in self.counts:
                whole += self.counts[key][places].sum(axis=0)
        return Counts(*whole.tolist())

    def running(self, spans: Mapping[Key, Flags]) -> Sequence[Sequence[int]]:
        """Return the counts over the first n flagged spans of some sites, for each n from 0.

        What a run of spans counts is the difference of two of them.
        """
        known = [key for key in spans if key in self.counts]
        if not known:
            return self._nothing
        whole = np.zeros((len(self.spans.starts), len(COUNTS)), np.int64)
        for key in known:
            whole += self.counts[key] * spans[key][:, None]
        return [self._nothing[0], *whole.cumsum(axis=0).tolist()]

    @cached_property
    def _nothing(self) -> Sequence[Sequence[int]]:
        return [[0] * len(COUNTS)] * (len(self.spans.starts) + 1)

    def quantiles(self, indicator: Indicator) -> Mapping[str, Mapping[int, Quantiles]]:
        """Return the quantiles of each site and span of an indicator that has answers."""
        if indicator.id not in self._quantiles:
            held = {site: rows for (name, site), rows in self.answers.items()
                    if name == indicator.id}  # fmt: skip
            self._quantiles[indicator.id] = by_site(held, coarse=indicator.by_month)
        return self._quantiles[indicator.id]

    @cached_property
    def _quantiles(self) -> dict[str, Mapping[str, Mapping[int, Quantiles]]]:
        return {}  # of all sites at once: site by site they cost five times as much

    def delays(self, spans: Mapping[Key, Numbers]) -> Numbers:
        """Return the answers as rows (span, days, number) over some sites and spans."""
        flagged = {}
        for key, places in spans.items():
            flagged[key] = np.zeros(len(self.spans.starts), np.bool_)
            flagged[key][places] = True
        return self.answered(flagged)

    def answered(self, spans: Mapping[Key, Flags]) -> Numbers:
        """Return the answers as rows (span, days, number) over the flagged spans of some sites."""
        held = [np.empty((0, 3), np.int64)]
        for key, flags in spans.items():
            if key in self.answers:
                rows = self.answers[key]
                held.append(rows if flags.all() else rows[flags[rows[:, 0]]])
        return np.concatenate(held) if len(held) > 2 else held[-1]


def tabulate(  # noqa: PLR0913, PLR0917  # what figures are counted from
    referentiel: Referentiel,
    indicators: Sequence[Indicator],
    registers: Mapping[str, RegisterCount],
    calendars: Mapping[str, Calendar],
    spans: Spans,
    as_of: Mapping[str, int],
) -> Table:
    """Return the table of some indicators over the spans, at the sites that have a calendar.

    `as_of` is the last day known, by register, and has none for a register without rows.
    """
    names = tuple(referentiel.sites)
    numbered = {names.index(site): calendar for site, calendar in calendars.items()}
    held = {
        name: cells(one.register, one.tally, spans, as_of[name], sites=numbered)
        for name, one in registers.items()
        if name in as_of
    }
    waits = {
        name: cells(one.register, one.waits, spans, as_of[name], sites=numbered, by_month=True)
        for name, one in registers.items()
        if name in as_of and one.waits is not None
    }
    table, parts = Table(spans), dict[str, Contributions]()
    for indicator in indicators:
        sides = referentiel.counted(indicator)
        if all(one.register_name in held for one in sides):
            found = [
                classified(one, (waits if one.by_month else held)[one.register_name], numbered)[1]
                for one in sides
            ]
            is_ratio = isinstance(indicator.measure, Ratio)
            parts[indicator.id] = summed(ratio(*found) if is_ratio else found[0])
        if sum(len(one.site) for one in parts.values()) > ROWS_HELD:
            _add(table, parts, names)
            parts = {}
    _add(table, parts, names)
    return table


def classified(
    indicator: Indicator, register: Cells, calendars: Mapping[int, Calendar]
) -> tuple[Cells, Contributions]:
    """Return the cells in the scope of an indicator, and what each of them adds to it.

    `calendars` are by the number of the site.
    """
    scoped = register.kept(register.fit(indicator.scope))
    return scoped, _contributions(indicator, scoped, calendars)


def _contributions(  # noqa: PLR0911  # one a kind
    indicator: Indicator, scoped: Cells, calendars: Mapping[int, Calendar]
) -> Contributions:
    match indicator.measure:
        case Rate() as declared:
            return rate(scoped, declared)
        case RateWithin() as declared:
            return within(scoped, declared, calendars)
        case Delay() as declared:
            return delay(scoped, declared, calendars)
        case Volume():
            return volume(scoped)
        case Score() as declared:
            return score(scoped, declared)
        case RateAbove() as declared:
            return above(scoped, declared)
        case Duration():
            return duration(scoped)
        case RateWithinSeconds() as declared:
            return within_seconds(scoped, declared)
        case Ratio():
            raise AssertionError(indicator.id)  # it counts nothing by itself
        case unknown:
            assert_never(unknown)


def _add(table: Table, parts: Mapping[str, Contributions], sites: Sequence[str]) -> None:
    """Add to a table the sums by indicator, site and span, and by days of answer."""
    import pandas as pd

    kept = {name: one for name, one in parts.items() if len(one.site)}
    if not kept:
        return
    held = list(kept.values())
    frame = pd.DataFrame(
        {
            "indicator": np.repeat(np.arange(len(held)), [len(one.site) for one in held]),
            "site": np.concatenate([one.site for one in held]),
            "span": np.concatenate([one.span for one in held]),
            "days": np.concatenate([one.days for one in held]),
            "answers": np.concatenate([one.answers for one in held]),
            **{name: np.concatenate([one.counts[name] for one in held]) for name in COUNTS},
        }
    )
    sums = frame.groupby(["indicator", "site", "span"])[list(COUNTS)].sum()
    answered = frame[frame["answers"] > 0]
    by_days = answered.groupby(["indicator", "site", "span", "days"])["answers"].sum()
    rows = _by_key(sums, kept, sites)
    table.counts.update((key, _spread(one, table.spans)) for key, one in rows.items())
    table.answers.update(_by_key(by_days, kept, sites))


def _by_key(
    sums: "pd.DataFrame | pd.Series[int]", kept: Mapping[str, object], sites: Sequence[str]
) -> dict[Key, Numbers]:
    """Return sums, sorted, as one array a site and indicator, their own columns left."""
    names, rows = tuple(kept), sums.reset_index().to_numpy(np.int64)
    if not len(rows):
        return {}
    firsts = np.flatnonzero(np.any(np.diff(rows[:, :2], axis=0, prepend=-1), axis=1))
    parts = np.split(rows[:, 2:], firsts[1:])
    keys = ((names[place], sites[site]) for place, site in rows[firsts, :2].tolist())
    return dict(zip(keys, parts, strict=True))


def _spread(rows: Numbers, spans: Spans) -> Numbers:
    """Return rows (span, counts) as one row a span."""
    found = np.zeros((len(spans.starts), len(COUNTS)), np.int64)
    found[rows[:, 0]] = rows[:, 1:]
    return found
