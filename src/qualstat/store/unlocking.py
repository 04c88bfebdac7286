"""The key of a run: the one of the store, or a new one.

Takes a store; gives a key. Convention owned here: without the key under which they were made,
digests tell nothing, so that the files they come from are forgotten, and read again.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.store.database import Store
from qualstat.store.keys import key_file
from qualstat.tallies.keys import new_key


def lost(store: Store) -> Iterator[Finding]:
    """Yield the finding on a key that is lost, before `key_for` makes a new one."""
    if store.key_lost:
        yield Finding(
            rule="lost-key", severity="warning", file=str(key_file(store.path)),
            found=message(N_("the key of the store is gone, cannot be read, or is another one: the"
                             " files with references are read again, under a new key")),
            expected=message(N_("the key that was made with the store, kept beside it")),
            advice=message(N_("put a copy of both back, the store and its key")),
        )  # fmt: skip


def key_for(store: Store) -> str:
    """Return the key under which references are digested."""
    key = store.key()
    if key or not store.writable:
        return key or new_key()
    with store.writing() as connection:
        key = store.key()  # another run may have made it meanwhile
        if key:
            return key
        connection.execute(
            "DELETE FROM files WHERE id IN (SELECT file FROM tables WHERE ledger IS NOT NULL)"
        )
        return store.new_key()
