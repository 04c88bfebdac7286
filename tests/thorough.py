"""How many examples the slow properties draw: few in every run, `make thorough` times as many."""

import os

TIMES = int(os.environ.get("QUALSTAT_EXAMPLES", "1"))


def examples(few: int) -> int:
    """Return how many examples a property draws."""
    return few * TIMES
