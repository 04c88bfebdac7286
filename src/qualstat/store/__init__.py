"""The store: the tallies of files that were read, kept from one run to the next."""

from qualstat.store.database import Store, opened

__all__ = ["Store", "opened"]
