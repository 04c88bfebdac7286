"""The table: every indicator by site and span, added up from the tallies.

Takes registers' tallies, the indicators asked for and the spans; gives a `Table`.
Convention owned here: totals add numerators and denominators (C8); a mean of rates is never
computed.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qualstat.calendars import Calendar
from qualstat.measures.classifying import classified
from qualstat.measures.contributions import Contributions, summed
from qualstat.measures.measure import COUNTS, Counts
from qualstat.measures.quantiles import Quantiles, by_site
from qualstat.measures.ratio import ratio
from qualstat.measures.scope import Cells, cells
from qualstat.measures.spans import Spans
from qualstat.referentiel import Referentiel
from qualstat.referentiel.indicators import Indicator, Ratio
from qualstat.tallies.merge import RegisterCount

if TYPE_CHECKING:
    import pandas as pd

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Key = tuple[str, str]  # indicator, site
NO_ANSWERS = np.empty((0, 3), np.int64)
ROWS_HELD = 200_000  # before they are added up: those of 300 sites outweigh all else


class Table(Struct, frozen=True, dict=True):
    """Counts by indicator and site, a row a span; and answers by (span, days)."""

    spans: Spans
    counts: Mapping[Key, Numbers]
    answers: Mapping[Key, Numbers]

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
        held = []
        for key, flags in spans.items():
            if key in self.answers:
                rows = self.answers[key]
                held.append(rows if flags.all() else rows[flags[rows[:, 0]]])
        return held[0] if len(held) == 1 else np.concatenate([NO_ANSWERS, *held])


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
    counts: dict[Key, Numbers] = {}
    answers: dict[Key, Numbers] = {}
    for sums, by_days in _sums(referentiel, indicators, held, waits, numbered):
        counts |= {key: _spread(one, spans) for key, one in sums.items()}
        answers |= by_days
    return Table(spans, counts, answers)


def _sums(
    referentiel: Referentiel,
    indicators: Sequence[Indicator],
    held: Mapping[str, Cells],
    waits: Mapping[str, Cells],
    calendars: Mapping[int, Calendar],
) -> Iterator[tuple[dict[Key, Numbers], dict[Key, Numbers]]]:
    """Yield the sums of indicators by span, and by span and days of answer, some at a time."""
    names = tuple(referentiel.sites)
    lot: dict[str, Contributions] = {}
    for indicator in indicators:
        sides = referentiel.counted(indicator)
        if all(one.register_name in held for one in sides):
            found = [
                classified(one, (waits if one.by_month else held)[one.register_name], calendars)[1]
                for one in sides
            ]
            is_ratio = isinstance(indicator.measure, Ratio)
            lot[indicator.id] = summed(ratio(*found) if is_ratio else found[0])
        if sum(len(one.site) for one in lot.values()) > ROWS_HELD:
            yield _added(lot, names)
            lot = {}
    yield _added(lot, names)


def _added(
    lot: Mapping[str, Contributions], sites: Sequence[str]
) -> tuple[dict[Key, Numbers], dict[Key, Numbers]]:
    """Return the sums by indicator, site and span, and those by days of answer too."""
    import pandas as pd

    kept = {name: one for name, one in lot.items() if len(one.site)}
    if not kept:
        return {}, {}
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
    return _by_key(sums, tuple(kept), sites), _by_key(by_days, tuple(kept), sites)


def _by_key(
    sums: "pd.DataFrame | pd.Series[int]", indicators: Sequence[str], sites: Sequence[str]
) -> dict[Key, Numbers]:
    """Return sums, sorted, as one array a site and indicator, their own columns left."""
    rows = sums.reset_index().to_numpy(np.int64)
    if not len(rows):
        return {}
    firsts = np.flatnonzero(np.any(np.diff(rows[:, :2], axis=0, prepend=-1), axis=1))
    parts = np.split(rows[:, 2:], firsts[1:])
    keys = ((indicators[place], sites[site]) for place, site in rows[firsts, :2].tolist())
    return dict(zip(keys, parts, strict=True))


def _spread(rows: Numbers, spans: Spans) -> Numbers:
    """Return rows (span, counts) as one row a span."""
    found = np.zeros((len(spans.starts), len(COUNTS)), np.int64)
    found[rows[:, 0]] = rows[:, 1:]
    return found
