"""Mail: one row a letter or e-mail, with its receipt and its answer."""

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


class Letter(Record):
    """A letter or e-mail: from whom, of what nature, received and answered on which days."""

    event: ClassVar[str] = "recu_le"
    answers: ClassVar[tuple[Answer, ...]] = (Answer("repondu_le", known_from="repondu_le"),)

    site: SiteId
    reference: Text
    canal: Annotated[Literal["courrier", "courriel"], Coded]
    public: Annotated[Literal["usager", "collectivite"], Coded]
    nature: Annotated[Literal["demande", "reclamation", "suggestion"], Coded]
    recu_le: Day
    repondu_le: OptionalDay
    service: Text


MAIL = Register(
    name="mail",
    pattern="courriers*.csv",
    model=Letter,
    categories=("canal", "public", "nature"),
    reference="reference",
    service="service",
)
