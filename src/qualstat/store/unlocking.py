"""The key of a run: the one of the store, or a new one.

Takes a store; gives a key. Convention owned here: without the key under which they were made,
digests tell nothing, so that the files they come from are forgotten, and read again.
"""

from qualstat.store.database import Store
from qualstat.tallies.digests import new_key


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
