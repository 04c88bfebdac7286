"""Surveys: one row an answer to a question of an enquiry, or one several alike (`effectif`).

A level is a whole number from 0 to 10 or one of the four words of satisfaction, kept as it was
answered: what a word is worth, and on which scale a number stands, is said by who measures, so that
either can change without reading the answers again. A blank is no answer (C4).
"""

from typing import Annotated, ClassVar, Literal

from qualstat.registers.record import Blank, Coded, Day, Headcount, Record, Register, SiteId, Text

Theme = Literal[
    "accueil", "telephone", "internet", "courrier", "courriel", "reseaux_sociaux",
    "point_numerique", "collectivites", "ensemble", "autre",
]  # fmt: skip
Level = Literal[
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10",
    "tres_satisfait", "satisfait", "peu_satisfait", "pas_satisfait",
]  # fmt: skip


class SurveyAnswer(Record):
    """An answer: of which day, on which theme, to which question, at which level."""

    event: ClassVar[str] = "date"
    optional_columns: ClassVar[frozenset[str]] = frozenset({"effectif"})

    site: SiteId
    date: Day
    theme: Annotated[Theme, Coded]
    question: Text
    niveau: Annotated[Annotated[Level, Coded] | None, Blank]
    effectif: Headcount = 1


SURVEYS = Register(
    name="surveys",
    pattern="enquetes*.csv",
    model=SurveyAnswer,
    categories=("theme", "niveau"),
    service="question",
    weight="effectif",
    labelled=True,
)
