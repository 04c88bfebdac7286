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

    first_date: ClassVar[str] = "demande_le"
    later_dates: ClassVar[tuple[str, ...]] = ("fixe_le", "tenu_le")

    site: SiteId
    reference: Text
    public: Annotated[Literal["usager", "collectivite"], Coded]
    demande_le: Day
    fixe_le: OptionalDay
    tenu_le: OptionalDay
    service: Text


APPOINTMENTS = Register(
    name="appointments",
    files="rendez-vous*.csv",
    model=Appointment,
    event="demande_le",
    answers=(
        Answer("fixe_le", known_from="fixe_le"),
        Answer("tenu_le", known_from="fixe_le", ahead=True),
    ),
    categories=("public",),
    reference="reference",
    service="service",
)
