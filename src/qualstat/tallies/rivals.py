"""Rivals: rows that share a record with others, and which of each record wins.

Takes the record of each row, and their ranks; gives places. Convention owned here: most records
have one row, which wins: only the others are ranked.
"""

from itertools import pairwise

import numpy as np

from qualstat.tallies.cells import Numbers

TOP = 56  # bits of a record below its first byte


def rivals(record: Numbers) -> tuple[Numbers, Numbers]:
    """Return the rows whose record others have too, record by record, and where each begins.

    Bucket by bucket, as what is sorted then fits in the processor's cache: half the time of one
    sort of 2 million rows.
    """
    top = (record >> TOP).astype(np.uint8)
    order = np.argsort(top, kind="stable")
    ends = np.cumsum(np.bincount(top)).tolist()
    rows, begins = [np.empty(0, np.int64)], [np.empty(0, bool)]
    for start, end in pairwise([0, *ends]):
        bucket = order[start:end]
        held = record[bucket]
        place = np.argsort(held, kind="stable")
        held = held[place]
        alike = held[1:] == held[:-1]
        if alike.any():
            several = np.append(alike, False) | np.append(False, alike)
            rows.append(bucket[place[several]])
            begins.append(~np.append(False, alike)[several])
    return np.concatenate(rows), np.flatnonzero(np.concatenate(begins))


def first_by_rank(rank: Numbers, firsts: Numbers) -> Numbers:
    """Return the place of the row that wins, of each row; rows of a record stand together."""
    if not len(rank):
        return rank
    record = np.repeat(np.arange(len(firsts)), np.diff(firsts, append=len(rank)))
    first = rank == np.maximum.reduceat(rank, firsts)[record]
    winner = np.empty(len(firsts), np.int64)
    winner[record[first]] = np.flatnonzero(first)  # of rows of one line, the last one stays
    return winner[record]
