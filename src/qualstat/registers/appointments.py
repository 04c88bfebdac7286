"""Appointments: one row a request, with the day it was settled and the day it is held."""

from typing import Annotated, ClassVar, Literal

from qualstat.registers.record import (
    Answer,
    Coded,
    Day,
    OptionalDay,
    Record,
    Register,
    SiteId,
    Text,
)


class Appointment(Record):
    """An appointment: asked for, given and held on which days (three dates, two delays: C7)."""

    event: ClassVar[str] = "demande_le"
    answers: ClassVar[tuple[Answer, ...]] = (
        Answer("fixe_le", known_from="fixe_le"),
        Answer("tenu_le", known_from="fixe_le", ahead=True),
    )

    site: SiteId
    reference: Text
    public: Annotated[Literal["usager", "collectivite"], Coded]
    demande_le: Day
    fixe_le: OptionalDay
    tenu_le: OptionalDay
    service: Text


APPOINTMENTS = Register(
    name="appointments",
    pattern="rendez-vous*.csv",
    model=Appointment,
    categories=("public",),
    reference="reference",
    service="service",
)
