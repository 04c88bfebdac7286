"""Outlooks: what is still possible until a period ends, and what a change of cases would do."""

from qualstat.outlooks.values import (
    Hypothesis,
    Method,
    Outlook,
    Outlooks,
    Projection,
    Reach,
    WhatIf,
)

__all__ = ["Hypothesis", "Method", "Outlook", "Outlooks", "Projection", "Reach", "WhatIf"]
