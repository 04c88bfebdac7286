"""Ahead: documents dated long after all that is known, as of a year mistyped.

Takes evidence and the last day known; gives findings. Convention owned here: a document counts from
its own day on, so that one more than a year ahead of the registers counts for nothing yet.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from qualstat.findings import N_, Finding, cut, message
from qualstat.referentiel.label import Evidence

LONGEST = 366  # days, as those of a record ahead of its register


def documents_ahead(evidence: Iterable[Evidence], day: date | None) -> Iterator[Finding]:
    """Yield a finding for each document dated more than a year after a day."""
    for one in evidence:
        for held in one.documents:
            if day is not None and (held.day - day).days > LONGEST:
                yield Finding(
                    rule="document-ahead",
                    severity="warning",
                    found=message(N_("“{name}”: a document of {day}"), name=cut(one.label),
                                  day=held.day),
                    expected=message(N_("a day not far after {last}, the last one known"),
                                     last=day),
                    advice=message(N_("see whether the year is right: it does not count yet")),
                    file="evidence.yaml",
                )  # fmt: skip
