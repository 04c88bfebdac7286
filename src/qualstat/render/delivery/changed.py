"""Settled figures that changed, for people: which, from what to what, and what to do.

Takes `Revision` values; gives lines. Convention owned here: the sites come first, and a total is
named only where none of its sites changed.
"""

from collections.abc import Iterator, Sequence

from qualstat.deliveries import Delivery, Revision
from qualstat.deliveries.findings import advice, given
from qualstat.render import numbers, words
from qualstat.render.language import current, plural, translate
from qualstat.scorecards import ALL

MOST = 12  # figures that are named


def changed(delivery: Delivery, found: Sequence[Revision]) -> Iterator[str]:
    """Yield the settled figures that changed, one a line, and what to do."""
    of_sites = {(one.month, one.indicator) for one in found if one.site in delivery.scorecard.sites
                and one.site != ALL}  # fmt: skip
    kept = [one for one in found if one.site in delivery.scorecard.referentiel.sites
            or (one.month, one.indicator) not in of_sites]  # fmt: skip
    if not kept:
        return
    yield plural("{n} settled figure changed:", "{n} settled figures changed:", len(kept))
    for one in kept[:MOST]:
        yield _line(delivery, one)
    if len(kept) > MOST:
        yield translate("- … all of them under “revisions” in the manifest")
    for text in dict.fromkeys(translate(advice(one)) for one in kept):
        yield translate("To do: {advice}.", advice=text)


def _line(delivery: Delivery, one: Revision) -> str:
    declared = delivery.scorecard.referentiel
    site = one.site if one.site in declared.sites else ALL
    indicator = declared.indicators[one.indicator]
    return translate(
        "- {site}, {month}, {indicator}: {before} before, {after} now",
        site=words.site_label(delivery.scorecard, site, short=True),
        month=numbers.month(one.month, current(), year=True),
        indicator=named(delivery, one.indicator),
        before=given(one.before, indicator), after=given(one.after, indicator),
    )  # fmt: skip


def named(delivery: Delivery, name: str) -> str:
    """Return what people call an indicator, told apart from others of the same label."""
    known = delivery.scorecard.referentiel.indicators
    label = words.typography(known[name].label)
    alike = [one for one in known.values() if words.typography(one.label) == label]
    return label if len(alike) == 1 else f"{label} ({name})"
