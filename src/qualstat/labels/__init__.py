"""Labels: which engagements are held, what stands in the way, and what each step needs."""

from qualstat.labels.values import (
    BLOCKS,
    Label,
    Part,
    Row,
    StateOf,
    Stepping,
    Supposed,
    When,
    blocking,
    parts,
)

__all__ = [
    "BLOCKS", "Label", "Part", "Row", "StateOf", "Stepping", "Supposed", "When", "blocking",
    "parts",
]  # fmt: skip
