"""The table: every indicator by site and span, added up from the tallies.

Takes registers' tallies, the indicators asked for and the spans; gives a `Table`.
Convention owned here: totals add numerators and denominators (C8); a mean of rates is never
computed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

import numpy as np
import numpy.typing as npt

from qualstat.calendars import Calendar
from qualstat.measures.contributions import Contributions
from qualstat.measures.delay import delay, within
from qualstat.measures.measure import COUNTS, Counts
from qualstat.measures.rate import rate
from qualstat.measures.scope import Cells, cells
from qualstat.measures.spans import Spans
from qualstat.measures.volume import volume
from qualstat.referentiel.indicators import Delay, Indicator, Rate, RateWithin, Volume
from qualstat.tallies.merge import RegisterCount

if TYPE_CHECKING:
    import pandas as pd

Numbers = npt.NDArray[np.int64]
Key = tuple[str, int]  # indicator, place of the site


@dataclass(frozen=True)
class Table:
    """Counts by indicator and site, a row a span; and answers by (span, days)."""

    spans: Spans
    counts: Mapping[Key, Numbers] = field(default_factory=dict)
    answers: Mapping[Key, Numbers] = field(default_factory=dict)

    def total(self, spans: Mapping[Key, Numbers]) -> Counts:
        """Return the counts over some sites, each over some of its spans."""
        whole = np.zeros(len(COUNTS), np.int64)
        for key, places in spans.items():
            if key in self.counts:
                whole += self.counts[key][places].sum(axis=0)
        return Counts(*whole.tolist())

    def delays(self, spans: Mapping[Key, Numbers]) -> Numbers:
        """Return the answers as rows (span, days, number) over some sites and spans."""
        held = [
            self.answers[key][np.isin(self.answers[key][:, 0], places)]
            for key, places in spans.items()
            if key in self.answers
        ]
        return np.concatenate([np.empty((0, 3), np.int64), *held])


def tabulate(
    indicators: Sequence[Indicator],
    registers: Mapping[str, RegisterCount],
    calendars: Mapping[int, Calendar],
    spans: Spans,
    as_of: Mapping[str, int],
) -> Table:
    """Return the table of some indicators over the spans.

    `calendars` are by place of the site; `as_of` is the last day known, by register, and has
    none for a register without rows.
    """
    held = {
        name: cells(one.register, one.tally, spans, as_of[name])
        for name, one in registers.items()
        if name in as_of
    }
    parts = [
        _contributions(indicator, held[indicator.register_name], calendars)
        if indicator.register_name in held
        else None
        for indicator in indicators
    ]
    return _summed(indicators, parts, spans)


def _contributions(
    indicator: Indicator, register: Cells, calendars: Mapping[int, Calendar]
) -> Contributions:
    scoped = register.kept(register.fit(indicator.scope))
    match indicator.measure:
        case Rate() as declared:
            return rate(scoped, declared)
        case RateWithin() as declared:
            return within(scoped, declared, calendars)
        case Delay() as declared:
            return delay(scoped, declared, calendars)
        case Volume():
            return volume(scoped)
        case unknown:
            assert_never(unknown)


def _summed(
    indicators: Sequence[Indicator], parts: Sequence[Contributions | None], spans: Spans
) -> Table:
    """Return the sums by indicator, site and span, and by days of answer."""
    import pandas as pd

    kept = [(place, one) for place, one in enumerate(parts) if one and len(one.site)]
    if not kept:
        return Table(spans)
    frame = pd.DataFrame(
        {
            "indicator": np.repeat(
                [place for place, _ in kept], [len(one.site) for _, one in kept]
            ),
            "site": np.concatenate([one.site for _, one in kept]),
            "span": np.concatenate([one.span for _, one in kept]),
            "days": np.concatenate([one.days for _, one in kept]),
            "answers": np.concatenate([one.answers for _, one in kept]),
            **{name: np.concatenate([one.counts[name] for _, one in kept]) for name in COUNTS},
        }
    )
    sums = frame.groupby(["indicator", "site", "span"])[list(COUNTS)].sum()
    answered = frame[frame["answers"] > 0]
    by_days = answered.groupby(["indicator", "site", "span", "days"])["answers"].sum()
    return Table(spans, _by_key(indicators, sums, spans), _answers(indicators, by_days))


def _by_key(
    indicators: Sequence[Indicator], sums: "pd.DataFrame", spans: Spans
) -> dict[Key, Numbers]:
    """Return the sums as one array a site and indicator, a row a span."""
    found: dict[Key, Numbers] = {}
    for place, site, span, *counts in sums.reset_index().to_numpy(np.int64).tolist():
        key = indicators[place].id, site
        if key not in found:
            found[key] = np.zeros((len(spans.starts), len(COUNTS)), np.int64)
        found[key][span] = counts
    return found


def _answers(indicators: Sequence[Indicator], by_days: "pd.Series[int]") -> dict[Key, Numbers]:
    """Return the answers as rows (span, days, number), one array a site and indicator."""
    rows: dict[Key, list[tuple[int, ...]]] = {}
    for place, site, *answer in by_days.reset_index().to_numpy(np.int64).tolist():
        rows.setdefault((indicators[place].id, site), []).append(tuple(answer))
    return {key: np.array(held, np.int64) for key, held in rows.items()}
