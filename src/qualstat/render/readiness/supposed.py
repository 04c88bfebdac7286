"""Hypotheses on the readiness for the label, in words.

Takes a `Supposed`; gives sentences. Convention owned here: what is supposed stands beside what is
counted, with how many points would block.
"""

from qualstat.labels import Label, Row, Supposed
from qualstat.render import words as figure_words
from qualstat.render.language import plural, translate
from qualstat.render.outlook import hypotheses
from qualstat.render.readiness import words


def lines(held: Label, one: Supposed) -> list[str]:
    """Return what is supposed, then the two states and how many points block."""
    now, then = held.blocking, one.blocking
    return [
        hypotheses.title(held.scorecard, one.hypothesis),
        translate("{name}: {value}", name=translate("as counted"), value=_state(held, one.before)),
        translate("{name}: {value}", name=translate("hypothesis"), value=_state(held, one.after)),
        plural("{n} point would block, {now} as counted",
               "{n} points would block, {now} as counted", then, now=now),
    ]  # fmt: skip


def _state(held: Label, row: Row) -> str:
    said = (words.state(row.state), words.result(row), words.obstacle(held, row))
    return figure_words.joined(said)


def note() -> str:
    """Return what a hypothesis is not."""
    return translate("A hypothesis changes no stored figure; each is weighed alone.")
