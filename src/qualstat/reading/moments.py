"""Moments: dates with a time of day, read from fixed positions.

Takes texts; gives their date parts, and which of them have a time of day alone after the date.
Convention owned here: what stands at fixed positions is only ever accepted where the model
accepts it; odd widths and offsets are left to the model.
"""

from collections.abc import Collection

import numpy as np
import pyarrow as pa

from qualstat.exports import arrow
from qualstat.exports.table import Flags, Numbers

DAY_WIDTH = 10  # of a date in either form
TO_MINUTES, TO_SECONDS = 16, 19  # widths with ` 14:05` and ` 14:05:59`
WIDTHS = frozenset({DAY_WIDTH, TO_MINUTES, TO_SECONDS})
# Eight characters are one number, so that each step is one operation over a whole column.
FORM = int.from_bytes(b"00:00:00", "little")  # xor it, a digit is its value, a colon 0
ROOM = int.from_bytes((0x7F - most for most in (2, 9, 0, 5, 9, 0, 5, 9)), "little")
HIGH = 0x8080_8080_8080_8080  # set in a byte that with its room goes beyond 0x7F
SECONDS = int.from_bytes(b"\0\0\0\0\0:00", "little")  # after `14:05`
SHORTER = 24  # bits of the three characters by which it is shorter
HOURS = 24


def run_starts(texts: pa.StringArray) -> Numbers:
    """Return the places of the texts that do not begin with the date of the one before.

    Rows of one day mostly stand together: their dates are then cut out once for all of them.
    """
    letters, starts = arrow.letters(texts), arrow.offsets(texts)[:-1]
    wide = arrow.widths(texts) >= DAY_WIDTH
    held = np.where(wide, starts, 0)
    alike = wide[1:] & wide[:-1]
    if alike.any():
        for place in (0, DAY_WIDTH - arrow.WORD):
            front = arrow.words(letters, held + place)
            alike &= (front[1:] == front[:-1]) & (front[1:] & HIGH == 0)  # a byte a character
    return np.flatnonzero(np.concatenate([np.ones(min(len(wide), 1), np.bool_), ~alike]))


def told(texts: pa.StringArray, *, needed: bool, widths: Collection[int] = WIDTHS) -> Flags:
    """Tell which texts have, after ten characters of date, a time of day and no offset.

    A date alone is told too, unless a time is `needed`; so is no text of another width.
    """
    held = arrow.widths(texts)
    good: Flags = (held == DAY_WIDTH) & (not needed and DAY_WIDTH in widths)
    for width in (TO_MINUTES, TO_SECONDS):
        places = np.flatnonzero((held == width) & (width in widths))
        good[places] = _timed(texts, arrow.offsets(texts)[1:][places], width - DAY_WIDTH)
    return good


def _timed(texts: pa.StringArray, ends: Numbers, width: int) -> Flags:
    """Tell which texts end in ` HH:MM` or ` HH:MM:SS`, of this width, with a blank or T before."""
    letters = arrow.letters(texts)
    before = letters[ends - width]
    last = arrow.words(letters, ends - arrow.WORD)
    if width == TO_MINUTES - DAY_WIDTH:
        last >>= SHORTER
        last |= SECONDS
    digits = last ^ FORM
    fit = (digits + ROOM | digits) & HIGH == 0
    early = (digits & 0xFF) * 10 + (digits >> 8 & 0xFF) < HOURS
    good: Flags = fit & early & ((before == ord(" ")) | (before == ord("T")))
    return good
