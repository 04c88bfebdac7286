"""Moments: dates with a time of day, read from fixed positions.

Takes texts; gives their date parts, and which of them have a time of day alone after the date.
Convention owned here: what stands at fixed positions is only ever accepted where the model
accepts it; odd widths and offsets are left to the model.
"""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from qualstat.exports import arrow
from qualstat.exports.table import Flags

DAY_WIDTH = 10  # of a date in either form
TO_MINUTES, TO_SECONDS = 16, 19  # widths with ` 14:05` and ` 14:05:59`
WIDTHS = frozenset({DAY_WIDTH, TO_MINUTES, TO_SECONDS})
MOST = (24, 60, 60)  # hours, minutes, seconds
ZERO = ord("0")


def told(texts: pa.StringArray, *, needed: bool, widths: Collection[int] = WIDTHS) -> Flags:
    """Tell which texts have, after ten characters of date, a time of day and no offset.

    A date alone is told too, unless a time is `needed`; so is no text of another width.
    """
    held, data = arrow.widths(texts), arrow.letters(texts)
    good: Flags = (held == DAY_WIDTH) & (not needed and DAY_WIDTH in widths)
    for width in (TO_MINUTES, TO_SECONDS):
        places = np.flatnonzero((held == width) & (width in widths))
        starts = arrow.offsets(texts)[:-1][places].astype(np.int64) + DAY_WIDTH
        good[places] = _is_time(data[starts[:, None] + np.arange(width - DAY_WIDTH)])
    return good


def _is_time(letters: npt.NDArray[np.uint8]) -> Flags:
    """Tell which rows of letters read ` HH:MM` or ` HH:MM:SS`, with a blank or T before."""
    good: Flags = (letters[:, 0] == ord(" ")) | (letters[:, 0] == ord("T"))
    for place, most in zip(range(1, letters.shape[1], 3), MOST, strict=False):
        if place > 1:
            good &= letters[:, place - 1] == ord(":")
        tens = letters[:, place] - ZERO  # below "0" it wraps far above 9
        units = letters[:, place + 1] - ZERO
        good &= (tens <= 9) & (units <= 9) & (tens * 10 + units < most)
    return good
