"""A purge for people: on a screen, and as Markdown.

Takes a `Purged`; prints, or gives Markdown. Convention owned here: what is lost for good is said
in so many words, before it is done and after.
"""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from qualstat.purges import Purged
from qualstat.purges.certificate import hash_of
from qualstat.render import closing, layout, numbers
from qualstat.render.language import current, plural, translate
from qualstat.render.purging import table
from qualstat.render.screen import show
from qualstat.render.tables import Table, screen
from qualstat.render.tables.choosing import View
from qualstat.render.tables.markdown import escape, head
from qualstat.render.tables.markdown import to_markdown as table_lines


def render(held: Purged, view: View, console: Console, certificates: Sequence[str] = ()) -> None:
    """Print a purge; `certificates` are where its certificates are, resumed ones first."""
    show(_lines(held, view, console.width, certificates), console)


def _lines(held: Purged, view: View, width: int, certificates: Sequence[str]) -> Iterator[Text]:
    yield from layout.head(title(held), about(held), width)
    for one in _tables(held, view):
        yield Text()
        yield from screen.lines(one, width)
    yield Text()
    for said in sentences(held, certificates):
        yield from layout.wrap(Text(said), width)


def to_markdown(held: Purged, view: View, certificates: Sequence[str] = ()) -> str:
    """Return a purge as Markdown."""
    lines = head(title(held), about(held))
    for one in _tables(held, view):
        lines += ["", *table_lines(one)]
    for said in sentences(held, certificates):
        lines += ["", escape(said)]
    return "\n".join(lines) + "\n"


def _tables(held: Purged, view: View) -> list[Table]:
    frozen = [table.totals(held)] if any(one.frozen for one in held.plan.totals) else []
    files = table.worded(held, view)
    return [one for one in (files, *frozen) if one.rows]


def title(held: Purged) -> str:
    """Return what is purged."""
    month = numbers.month(held.plan.before, current(), year=True)
    return translate("Purge of the months before {month}", month=month)


def about(held: Purged) -> list[str]:
    """Return whether it is done, and the mark of the samples."""
    ended = held.certificate or held.resumed
    done = translate("done on {day}", day=held.day) if ended else ""
    sample = translate(closing.SAMPLE) if held.plan.sample else ""
    return [one for one in (done or translate("nothing is removed"), sample) if one]


def sentences(held: Purged, certificates: Sequence[str]) -> Iterator[str]:
    """Yield what a purge does, or did, and what cannot be undone."""
    texts = [*(one.certificate for one in held.resumed), held.certificate]
    yield from _resumed(held)
    yield from _planned(held)
    for place, text in zip(certificates, filter(None, texts), strict=False):
        yield translate("Certificate: {file}", file=place)
        yield translate("SHA-256 of the certificate: {hash}", hash=hash_of(text))


def _resumed(held: Purged) -> Iterator[str]:
    for one in held.resumed:
        yield plural("A purge that was interrupted is ended: {n} file of it is gone.",
                     "A purge that was interrupted is ended: {n} files of it are gone.",
                     len(one.gone))  # fmt: skip


def _planned(held: Purged) -> Iterator[str]:
    """Yield what is planned, or was done of it."""
    plan = held.plan
    if plan.empty:
        yield (
            translate("There is nothing more to purge before this month.")
            if held.resumed
            else (translate("There is nothing to purge before this month."))
        )
        return
    gone = [one for one in plan.going if one.name not in held.left]
    if held.certificate:
        yield plural("{n} file removed.", "{n} files removed.", len(gone))
    else:
        yield plural("{n} file to be removed.", "{n} files to be removed.", len(gone))
    unanswered = sum(one.unanswered for one in plan.totals)
    if unanswered:
        yield plural(
            "{n} record without all its answers stays so: an answer that comes later is not"
            " counted.",
            "{n} records without all their answers stay so: answers that come later are not"
            " counted.",
            unanswered,
        )
    uncounted = sum(one.uncounted for one in plan.going)
    if uncounted:
        yield plural(
            "{n} row of the files to be removed came after its month was purged, and never counts.",
            "{n} rows of the files to be removed came after their months were purged, and never"
            " count.",
            uncounted,
        )
    later = sum(one.stays == "later" for one in plan.exports)
    if later:
        yield plural("{n} file of later months stays.", "{n} files of later months stay.", later)
    straddling = sum(one.stays == "straddles" for one in plan.exports)
    if straddling:
        yield plural(
            "{n} file that stays still holds rows of purged months: they are frozen too.",
            "{n} files that stay still hold rows of purged months: they are frozen too.",
            straddling,
        )
