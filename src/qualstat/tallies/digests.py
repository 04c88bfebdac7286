"""Digests: references as keyed 64-bit numbers, for whatever outlives a run.

Takes what was read of a file, and a key; gives it without its references. Convention owned here:
SipHash under a secret key (P1), for references can be enumerated: without the key, a digest tells
nothing. Two references of one site and year share a digest once in 2**64: 2 million letters meet
with a chance of 1 in 9 million.
"""

from dataclasses import replace

import numpy as np

from qualstat.exports import arrow
from qualstat.tallies.count import FileCount
from qualstat.tallies.ledger import Ledger
from qualstat.tallies.reads import FileRead


def digested(read: FileRead, key: str) -> FileRead:
    """Return what was read of a file with digests in place of its references."""
    return replace(read, tables=tuple(_table(one, key) for one in read.tables))


def _table(table: FileCount, key: str) -> FileCount:
    return replace(table, ledger=table.ledger and _ledger(table.ledger, key))


def _ledger(ledger: Ledger, key: str) -> Ledger:
    from pandas.util import hash_array  # loaded here: what reads no reference can do without

    texts = np.array(ledger.reference.to_pylist(), object)
    held = hash_array(texts, hash_key=key, categorize=False).view(np.int64)
    return replace(ledger, reference=arrow.array(held))
