"""Words of files that came and gave no row.

Takes `Received` values; gives sentences in the language spoken. Convention owned here: what came
is named with what is wrong with it, and the command that tells more.
"""

from collections.abc import Iterable

from qualstat.engines.received import Received, Why
from qualstat.findings import N_
from qualstat.render import words
from qualstat.render.language import translate

WHY: dict[Why, str] = {
    "unreadable": N_("received, and cannot be read: {files}"),
    "put_off": N_("received, and put off to the next run: {files}"),
    "rejected": N_("received, and all its rows are rejected: {files}"),
    "blank": N_("received, and without a row: {files}"),
}
MOST = 3  # files named


def said(found: Iterable[Received]) -> str:
    """Return which files came and gave nothing, by what is wrong; empty without any."""
    held: dict[Why, list[str]] = {}
    for one in found:
        held.setdefault(one.why, []).append(one.file)
    return words.listed(translate(WHY[why], files=_few(files)) for why, files in held.items())


def _few(files: list[str]) -> str:
    named = ", ".join(files[:MOST])
    return f"{named}…" if len(files) > MOST else named


def mend() -> str:
    """Return what to do with them."""
    return translate("mend it first: “qualstat check” says what is wrong")
