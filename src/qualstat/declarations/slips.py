"""Slips: mistakes in a declaration, before their line is known.

Takes messages, and names beside those that are known; gives `Slip` values, which a `Document`
turns into findings. Convention owned here: an unknown name comes with the names known and, where
one is near, that one.
"""

from collections.abc import Iterable
from typing import NamedTuple

from qualstat.findings import N_, Message, Severity, message
from qualstat.spelling import nearest

Where = tuple[str | int, ...]  # keys and list positions, from the top of a document


class Slip(NamedTuple):
    """One mistake: its rule, the place in its document, and what a finding says of it."""

    rule: str
    where: Where
    found: Message
    expected: Message | None = None
    advice: Message | None = None
    severity: Severity = "blocking"
    at_key: bool = False  # the key is at fault, not its value


def among(slip: Slip, name: str, known: Iterable[str]) -> Slip:
    """Return the slip of a name that is none of `known`, with the nearest of them."""
    choices = list(known)
    expected = slip.expected or message(N_("one of: {known}"), known=listed(choices))
    return slip._replace(expected=expected, advice=nearest_of(name, choices))


def nearest_of(name: str, known: Iterable[str]) -> Message | None:
    """Return the advice to write the known name most like `name`, when one is near."""
    near = nearest(name, known)
    return message(N_("write “{name}”, if that is what is meant"), name=near) if near else None


def listed(known: Iterable[str]) -> str:
    """Return names as one text."""
    return ", ".join(known)
