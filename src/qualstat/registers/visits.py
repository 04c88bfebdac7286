"""Visits: one row a visitor of a digital point, or one a group of them (`effectif`)."""

from typing import Annotated, ClassVar, Literal

from qualstat.registers.record import Blank, Coded, Day, Headcount, Record, Register, SiteId

Satisfaction = Literal["tres_satisfait", "satisfait", "peu_satisfait", "pas_satisfait"]


class Visit(Record):
    """A visit: what for, whether the online procedure was completed, how satisfied."""

    event: ClassVar[str] = "arrivee"

    site: SiteId
    arrivee: Day
    motif: Annotated[Literal["point_numerique", "information"], Coded]
    teleprocedure: Annotated[Annotated[Literal["aboutie", "non_aboutie"], Coded] | None, Blank]
    satisfaction: Annotated[Annotated[Satisfaction, Coded] | None, Blank]
    effectif: Headcount


VISITS = Register(
    name="visits",
    pattern="visites*.csv",
    model=Visit,
    categories=("motif", "teleprocedure", "satisfaction"),
    weight="effectif",
)
