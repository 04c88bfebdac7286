"""Memory: what the columns of the measures leave behind.

Takes and gives nothing. Convention owned here: none of it is needed once the table is made.
"""

import ctypes
import sys


def give_back() -> None:
    """Give the memory of columns that are gone back to the system, where its C library can.

    glibc keeps it for the next columns, and figures are no columns: an eighth of all that is held
    with 300 sites, for some milliseconds.
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)
