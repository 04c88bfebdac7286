"""Dated: the dates of a column as days, and what they tell of the order of day and month.

Takes the texts of a column; gives day numbers, and an order. Convention owned here: dates are read
by their first ten characters, of which few differ, whatever the time of day after them.
"""

import numpy as np
import pyarrow.compute as pc

from qualstat.exports import arrow
from qualstat.exports.table import Numbers
from qualstat.reading.cells import Cells, of_column
from qualstat.reading.fields import Field
from qualstat.reading.moments import DAY_WIDTH, run_starts, told
from qualstat.reading.takings import Cut
from qualstat.sources.dates import Order, day_order

MANY_TEXTS = 100  # distinct dates in a batch: below, the field's memory is as fast


def fronts(held: Cells) -> Cells:
    """Return the dates of a column without their time of day: few differ."""
    starts = run_starts(held.texts)
    firsts = held.texts.take(arrow.array(starts))
    days = of_column(pc.utf8_slice_codeunits(firsts, 0, DAY_WIDTH))
    each = days.places.repeat(np.diff(starts, append=len(held.texts)))
    return Cells(days.texts, each[held.places])


def order(days: Cells) -> Order:
    """Return which comes first in dates without a time of day, the day or the month."""
    used = np.bincount(days.places, minlength=len(days.texts)) > 0  # rows left out tell nothing
    return day_order(days.texts.filter(arrow.flags(used)).to_pylist())


def moments(held: Cells, days: Cells, field: Field, cut: Cut, sites: Numbers) -> Numbers:
    """Return the numbers of many dates, whose time of day makes each one different.

    `days` are the same without it.
    """
    rewrite = cut.rewrite or str
    found = field.days([rewrite(one) for one in days.listed()])[days.places]
    others = ~told(held.texts, needed=field.timed, widths=cut.widths)
    rows = np.flatnonzero(others[held.places])
    if len(rows):
        some = of_column(held.kept(rows).each())
        found[rows] = field.numbers(some.listed(), some.places, sites[rows])
    return found
