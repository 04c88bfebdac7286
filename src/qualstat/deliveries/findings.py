"""Findings on a delivery: settled figures that changed.

Takes revisions; gives findings. Convention owned here: the place of such a finding is the sheet
that now says otherwise, and its column the indicator.
"""

from qualstat.deliveries.values import Given, Revision, path_of
from qualstat.findings import N_, Finding, Message, message
from qualstat.referentiel.indicators import Indicator

ABSENT = {
    "no_case": N_("no case"),
    "missing": N_("no data"),
    "not_monitored": N_("not monitored"),
    "not_applicable": N_("not applicable"),
}
VERDICTS = {"met": N_("met"), "near": N_("near"), "missed": N_("missed")}
VALUES = {
    "rate": N_("{value}% [{counts}]"),
    "delay": N_("{value} d [{counts}]"),
    "volume": N_("{value}"),
    "score": N_("{value} [{counts}]"),
    "duration": N_("{value} seconds [{counts}]"),
    "ratio": N_("{value} [{counts}]"),
}


def settled_figure(one: Revision, indicator: Indicator) -> Finding:
    """Return the finding on a settled figure that changed."""
    return Finding(
        rule="settled-figure", severity="warning", file=path_of(one.site, one.month),
        column=one.indicator,
        found=message(
            N_("a settled figure changed: {before} before, {after} now"),
            before=given(one.before, indicator), after=given(one.after, indicator),
        ),
        expected=message(N_("a figure that stays as it was given out")),
        advice=advice(one),
    )  # fmt: skip


def advice(one: Revision) -> Message:
    """Return what to do about a settled figure that changed."""
    before, after = one.before, one.after
    if after.state == "missing":
        return message(N_("put the exports back that are gone, or tell those who had the former"
                          " figure"))  # fmt: skip
    same = (before.value, before.numerator, before.denominator)
    if same == (after.value, after.numerator, after.denominator) and before.state == after.state:
        return message(N_("the objective changed, and not the registers: tell those who had the"
                          " former verdict"))  # fmt: skip
    return message(N_("look for the export that arrived late or changed, or for what changed in the"
                      " référentiel, and tell those who had the former figure"))  # fmt: skip


def given(held: Given, indicator: Indicator) -> Message:
    """Return what was given out of a figure, in words."""
    if held.value is None:
        return message(ABSENT[held.state])
    counts = f"{held.numerator}/{held.denominator}"
    said = message(VALUES[indicator.kind], value=held.value, counts=counts)
    if held.verdict in VERDICTS:
        said = message(
            N_("{value}, {verdict}"), value=said, verdict=message(VERDICTS[held.verdict])
        )
    return said
