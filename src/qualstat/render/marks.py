"""Marks in words: what is new in a series from a month on.

Takes a `Mark`; gives text in the language spoken. Convention owned here: a month that nobody
said is told to be supposed.
"""

from qualstat.render import numbers, words
from qualstat.render.language import current, translate
from qualstat.scorecards.marks import Mark


def mark(held: Mark) -> str:
    """Return a mark with its month: `Jul 2018: digital access points from 6 to 4 (supposed)`."""
    month = numbers.month(held.month, current(), short=True, year=True)
    if held.kind == "followed":
        return translate("followed since {month}", month=month)
    text = words.typography(held.label)
    if held.numbers:
        before, after = held.numbers
        text = translate("{label} from {before} to {after}", label=text, before=before,
                         after=after)  # fmt: skip
    if held.assumed:
        month = translate("{month}, supposed", month=month)
    return translate("{text} ({month})", text=text, month=month)
