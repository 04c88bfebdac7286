"""Names: which site, indicator and period the cells of a line mean.

Takes texts; gives declared values, or raises `Unknown`. Conventions owned here: an id or a label,
case and accents forgiven; a label that several indicators share is told apart by the heading;
`all` or `total` is every site of the référentiel together.
"""

from collections.abc import Mapping
from typing import Literal

from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, Message, cut, meant, message
from qualstat.periods import (
    Period,
    months_period,
    parse_bounds,
    parse_month,
    parse_quarter,
    year_period,
)
from qualstat.published.values import Sheet
from qualstat.referentiel import Referentiel
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.sites import ALL, TOTALS
from qualstat.spelling import fold, nearest

BETWEEN = ".."
Severity = Literal["blocking", "warning"]


class Unknown(Exception):  # noqa: N818  # a cell that cannot be read, not an error of ours
    """A cell that cannot be understood: its line is left out."""

    def __init__(
        self,
        column: str,
        found: Message,
        expected: Message,
        advice: Message | None = None,
        *,
        rule: str = "rejected-row",
    ) -> None:
        self.column, self.found, self.expected, self.advice = column, found, expected, advice
        self.rule = rule
        super().__init__(str(found))

    def finding(self, file: str, line: int, names: Mapping[str, str]) -> Finding:
        """Return the finding of a line; `names` are those that the header gives its columns."""
        return Finding(
            rule=self.rule, severity="warning", file=file, line=line,
            column=names.get(self.column, self.column),
            found=self.found, expected=self.expected, advice=self.advice,
        )  # fmt: skip


def site(referentiel: Referentiel, text: str) -> str:
    """Return the id of a site, or `all`."""
    if fold(text) in TOTALS:
        return ALL
    known = {}
    for one in referentiel.sites.values():
        for name in (one.id, one.label, one.short):
            known[_plain(name)] = one.id
    return _known(known, text, "site", N_("“{name}” is not a site"))


def indicator(referentiel: Referentiel, text: str, heading: str) -> Indicator:
    """Return the indicator of an id or a label."""
    declared = referentiel.indicators
    labels = {_plain(name): one.id for one in declared.values()
              for name in (one.label, one.short or one.label, one.id)}  # fmt: skip
    same = [
        one
        for one in declared.values()
        if _plain(text) in {_plain(one.id), _plain(one.label), _plain(one.short or "")}
    ]
    same = same or [
        one for one in declared.values() if _plain(one.label).startswith(_plain(text) + "_")
    ]
    if len(same) < 2:
        return declared[_known(labels, text, "indicator", N_("“{name}” is not an indicator"))]
    listed = {name for one in referentiel.headings
              if _plain(heading) in {_plain(one.label), _plain(one.id)}
              for name in one.indicators}  # fmt: skip
    kept = [one for one in same if one.id in listed] if heading else same
    if len(kept) == 1:
        return kept[0]
    raise Unknown(
        "indicator",
        message(N_("several indicators are called “{name}”"), name=cut(text)),
        message(N_("one of {allowed}, or the heading in a column “rubrique”"),
                allowed=[one.id for one in same]),
        rule="ambiguous-label",
    )  # fmt: skip


def _known(known: Mapping[str, str], text: str, column: str, unknown: str) -> str:
    found = known.get(_plain(text))
    if found is not None:
        return found
    near = nearest(text, known)
    raise Unknown(
        column,
        message(unknown, name=cut(text)),
        message(N_("one of {allowed}"), allowed=sorted(set(known.values()))),
        meant(known[near] if near else None),
    )


def _plain(text: str) -> str:
    return fold(" ".join(text.replace("’", "'").split()))


def period(text: str) -> Period:
    """Return the period of a year, a month, a quarter, or months `A..B`.

    >>> period("2017-04..2017-12").months == period("2017").months[3:]
    True
    """
    first, dots, last = (part.strip() for part in text.partition(BETWEEN))
    try:
        if dots:
            return parse_bounds(first, last)
        if first.isascii() and first.isdecimal() and len(first) == len("2017"):
            return year_period(int(first))
        if "-" in first:
            month = parse_month(first)
            return months_period(month, month)
        return parse_quarter(first)
    except (UsageError, ValueError):
        raise Unknown(
            "period",
            message(N_("“{text}” is not a period"), text=cut(text)),
            message(N_("a year, a month, a quarter, or months, as in 2017, 2017-06, 2017Q2 or"
                       " 2017-04..2017-12")),
        ) from None  # fmt: skip


def followed(sheet: Sheet, where: str, what: str, when: Period) -> list[int]:
    """Return the months of a period in which a site follows an indicator; any site for `all`."""
    held = sheet.referentiel
    sites = held.sites if where == ALL else (where,)
    return [month for month in when.months if any(held.follows(one, what, month) for one in sites)]
