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
from qualstat.reading.moments import DAY_WIDTH, told
from qualstat.reading.takings import Cut
from qualstat.sources.dates import Order, day_order

MANY_TEXTS = 500  # distinct dates in a batch: below, the field's memory is as fast


def order(held: Cells) -> Order:
    """Return which comes first in the dates of a column, the day or the month."""
    used = np.flatnonzero(np.bincount(held.places, minlength=len(held.texts)))
    # texts of rows left out tell nothing
    texts = held.texts if len(used) == len(held.texts) else held.texts.take(arrow.array(used))
    fronts = pc.utf8_slice_codeunits(texts, 0, DAY_WIDTH)  # few differ, whatever the time
    return day_order(fronts.unique().to_pylist())


def moments(held: Cells, field: Field, cut: Cut, sites: Numbers) -> Numbers:
    """Return the numbers of many dates, whose time of day makes each one different."""
    days = of_column(pc.utf8_slice_codeunits(held.texts, 0, DAY_WIDTH))
    rewrite = cut.rewrite or str
    numbers = field.days([rewrite(one) for one in days.listed()])[days.places]
    others = ~told(held.texts, needed=field.timed, widths=cut.widths)
    found = numbers[held.places]
    rows = np.flatnonzero(others[held.places])
    if len(rows):
        some = of_column(held.kept(rows).each())
        found[rows] = field.numbers(some.listed(), some.places, sites[rows])
    return found
