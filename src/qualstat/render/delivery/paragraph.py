"""The paragraph of a delivery: what went wrong, fit for an e-mail.

Takes a `Delivery`; gives sentences, none where all is well. Conventions owned here: missed
objectives are named for the last month alone, and counted for the others; what is to be asked for
is said to be asked from somebody; no sentence quotes a cell; no line is wider than mail carries.
"""

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from qualstat.deliveries import Delivery, Revision
from qualstat.findings import REJECTED, Finding
from qualstat.render import numbers, words
from qualstat.render.delivery.changed import changed, named
from qualstat.render.delivery.late import late
from qualstat.render.findings import text
from qualstat.render.language import current, plural, translate
from qualstat.scorecards import ALL, Figure

APART = {REJECTED, "settled-figure"}  # said in sentences of their own
FAULTS = {"vanished-file", "put-off", "purge-unended"}  # beside those that are blocking
WIDTH = 76  # of a line: what mail programs carry as it is
MOST = 12  # figures and findings that are named


def paragraph(
    delivery: Delivery, told: Sequence[Finding], revised: Sequence[Revision], *, check: str
) -> str:
    """Return what went wrong and what to do; empty where nothing did.

    `told` are the findings to be said, `revised` the settled figures that changed, `check` is the
    command that shows rejects.
    """
    said = [
        *_missed(delivery), *changed(delivery, revised), *late(delivery),
        *_rejected(delivery, check), *_findings(told),
    ]  # fmt: skip
    return _text([_title(delivery), *said]) if said else ""


def faults(delivery: Delivery, told: Sequence[Finding]) -> str:
    """Return what is to be mended, which each run tells until it is; empty where nothing is."""
    lines = list(_findings([one for one in told if one.severity == "blocking"
                            or one.rule in FAULTS]))  # fmt: skip
    return _text([_title(delivery), *lines]) if lines else ""


def _text(lines: Sequence[str]) -> str:
    return "\n".join(
        part for line in lines
        for part in textwrap.wrap(line, WIDTH, subsequent_indent="  ", break_long_words=False,
                                  break_on_hyphens=False)
    )  # fmt: skip


def _title(delivery: Delivery) -> str:
    held = delivery.scorecard
    last = max((one.month for one in delivery.sheets), default=None)
    about = "" if last is None else numbers.month(last, current(), year=True)
    sample = f" ({translate('made-up example')})" if held.source.sample else ""
    title = translate("Quality indicators up to {month}{sample}.", month=about, sample=sample)
    return title if about else translate("Quality indicators.")


def _missed(delivery: Delivery) -> Iterator[str]:
    """Yield the objectives that were missed or nearly, those of the last month by name."""
    found = [
        one for sheet in delivery.sheets for one in sheet.figures
        if one.verdict in ("missed", "near") and (one.site != ALL or _alone(delivery))
    ]  # fmt: skip
    if not found:
        return
    last = max(one.period for one in found)
    now = [one for one in found if one.period == last]
    month = numbers.month(last.months[0], current(), year=True)
    yield translate("Not met in {month}: {figures}.", month=month,
                    figures=words.listed(_figures(delivery, now)))  # fmt: skip
    before = Counter(one.site for one in found if one.period != last)
    if before:
        sites = words.listed(f"{words.site_label(delivery.scorecard, site, short=True)} {count}"
                             for site, count in before.items())  # fmt: skip
        yield plural("{n} figure not met in the months before: {sites}.",
                     "{n} figures not met in the months before: {sites}.",
                     before.total(), sites=sites)  # fmt: skip


def _alone(delivery: Delivery) -> bool:
    return all(one.site == ALL for one in delivery.sheets)


def _figures(delivery: Delivery, found: Sequence[Figure]) -> list[str]:
    said = [
        translate("{site}, {indicator} {value} ({verdict})",
                  site=words.site_label(delivery.scorecard, one.site, short=True),
                  indicator=named(delivery, one.indicator.id),
                  value=f"{words.value(one)} {words.behind(one)}",
                  verdict=words.verdict(one.verdict))
        for one in found[:MOST]
    ]  # fmt: skip
    return [*said, "…"] if len(found) > MOST else said


def _rejected(delivery: Delivery, check: str) -> Iterator[str]:
    held = delivery.scorecard
    count = sum(one.rejected for one in held.accounts) - held.gone  # which nobody can mend
    if count:
        yield plural("{n} row rejected: correct it in its export; {check} shows it.",
                     "{n} rows rejected: correct them in their exports; {check} shows them.",
                     count, check=check)  # fmt: skip


def _findings(told: Sequence[Finding]) -> Iterator[str]:
    """Yield the findings that hamper figures; of one rule, the first and how many more."""
    found = [one for one in told if one.severity != "information" and one.rule not in APART]
    firsts: dict[str, Finding] = {}
    for one in found:
        firsts.setdefault(one.rule, one)
    counts = Counter(one.rule for one in found)
    for rule, one in firsts.items():
        more = counts[rule] - 1
        yield text(one) + (plural(" (and {n} more)", " (and {n} more)", more) if more else "")
