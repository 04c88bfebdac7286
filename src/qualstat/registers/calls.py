"""Calls: one row a call to the standard or the voice server, answered or not."""

from typing import Annotated, ClassVar, Literal

from qualstat.registers.record import (
    Coded,
    Headcount,
    Moment,
    OptionalSeconds,
    Record,
    Register,
    SiteId,
)


class Call(Record):
    """A call: when it began, on which line, how it ended, how long it waited and lasted."""

    event: ClassVar[str] = "debut"
    optional_columns: ClassVar[frozenset[str]] = frozenset({"effectif"})

    site: SiteId
    debut: Moment
    ligne: Annotated[Literal["standard", "svi"], Coded]
    issue: Annotated[Literal["repondu", "perdu", "ferme", "dissuade"], Coded]
    attente_s: OptionalSeconds
    duree_s: OptionalSeconds
    effectif: Headcount = 1


CALLS = Register(
    name="calls",
    pattern="appels*.csv",
    model=Call,
    categories=("ligne", "issue"),
    weight="effectif",
    waited=("attente_s", "issue", "perdu"),
)
