"""`swapped-rows`: a figure that changed places with its neighbour.

Takes a `Sheet`; gives findings. Convention owned here: neighbours follow each other among the
lines of a site and period, or are two sites of one indicator; each of the two figures fits the
other's line, by its unit or by its counts, and not its own.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise

from qualstat.findings import N_, Finding, message
from qualstat.published.amounts import rounded
from qualstat.published.misprints import groups, misprint
from qualstat.published.values import PREVIOUS, VALUE, Amount, Printed, Row, Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each pair of figures that changed places."""
    for first, second in swapped(sheet):
        yield misprint(
            "swapped-rows", "blocking", sheet, first.row, first.column,
            message(N_("“{text}” and the “{other}” of line {line} each fit the other's line"),
                    text=first.amount.text, other=second.amount.text, line=second.row.line),
            message(N_("each figure on its own line")),
            message(N_("exchange the cells of both lines")),
        )  # fmt: skip


def swapped(sheet: Sheet) -> list[tuple[Printed, Printed]]:
    """Return the pairs of figures that changed places."""
    found = []
    for rows in groups(sheet.rows, by="site"):
        for one, other in pairwise(rows):
            for column in (VALUE, PREVIOUS):
                held = [cell for row in (one, other) for cell in row.printed
                        if cell.column == column]  # fmt: skip
                if len(held) == 2 and _exchanged(held[0], held[1]):
                    found.append((held[0], held[1]))
    return found + list(_between_sites(sheet, {one.row.line for pair in found for one in pair}))


def _between_sites(sheet: Sheet, taken: set[int]) -> Iterator[tuple[Printed, Printed]]:
    """Yield the values of two sites that changed places, which their counts alone can tell."""
    for rows in groups(sheet.rows, by="indicator"):
        strange = [one for row in rows if row.line not in taken for one in row.printed
                   if one.column == VALUE and not _belongs(one.amount, row, one)]  # fmt: skip
        for one, other in combinations(strange, 2):
            if one.row.line not in taken and _exchanged(one, other):
                taken |= {one.row.line, other.row.line}
                yield one, other


def _exchanged(one: Printed, other: Printed) -> bool:
    own = _belongs(one.amount, one.row, one) or _belongs(other.amount, other.row, other)
    return (
        not own and _belongs(one.amount, other.row, other) and _belongs(other.amount, one.row, one)
    )


def _belongs(amount: Amount, row: Row, place: Printed) -> bool:
    """Whether an amount may stand on a line, by its unit and by the counts of that line."""
    if not amount.fits(row.indicator.kind):
        return False
    counted = counted_value(row) if place.column == VALUE else None
    return counted is None or rounded(counted.number, amount.decimals) == amount.number


def counted_value(row: Row) -> Amount | None:
    """Return what the counts of a line give, as an amount; None without counts."""
    if row.numerator is None or not row.denominator or row.indicator.kind == "volume":
        return None
    value = Fraction(row.numerator * (100 if row.indicator.kind == "rate" else 1), row.denominator)
    return Amount(value, "", 9, "")
