"""Checking: every rule on a file of published figures.

Takes a `Sheet`; gives findings by line. Convention owned here: a rule is one line of this table
and one file of `checks`.
"""

from collections.abc import Callable, Iterator

from qualstat.findings import Finding
from qualstat.published.checks import (
    absent_row,
    changed_figure,
    conflicting_rows,
    dragged_objective,
    dropped_figure,
    impossible_share,
    lost_sense,
    mean_of_rates,
    missing_companion,
    mixed_blanks,
    mixed_verdicts,
    mixed_writing,
    no_sense,
    objective_of_kind,
    printed_change,
    printed_verdict,
    rate_bounds,
    repeated_row,
    share_of_nothing,
    swapped_rows,
    total_of_sites,
    truncated_value,
    unfollowed_months,
    unit_of_kind,
    unlike_engagement,
    unlike_objective,
    unlike_previous,
    value_of_counts,
    verdict_missing,
)
from qualstat.published.values import Sheet

CHECKS: tuple[Callable[[Sheet], Iterator[Finding]], ...] = (
    unit_of_kind.check,
    swapped_rows.check,
    rate_bounds.check,
    share_of_nothing.check,
    impossible_share.check,
    value_of_counts.check,
    conflicting_rows.check,
    truncated_value.check,
    repeated_row.check,
    changed_figure.check,
    dragged_objective.check,
    unlike_objective.check,
    objective_of_kind.check,
    lost_sense.check,
    no_sense.check,
    printed_verdict.check,
    verdict_missing.check,
    unlike_previous.check,
    printed_change.check,
    total_of_sites.check,
    mean_of_rates.check,
    missing_companion.check,
    dropped_figure.check,
    absent_row.check,
    unfollowed_months.check,
    mixed_blanks.check,
    mixed_writing.check,
    mixed_verdicts.check,
    unlike_engagement.check,
)


def checked(sheet: Sheet) -> list[Finding]:
    """Return the findings of every rule, in the order of the lines."""
    found = [finding for check in CHECKS for finding in check(sheet)]
    return sorted(found, key=lambda one: one.line or 0)
