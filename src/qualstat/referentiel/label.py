"""The label: the services concerned, the evidence that no register gives, and the calendar.

Takes `services.yaml`, `evidence.yaml` and `calendar.yaml`; gives `Service`, `Evidence` and `Step`
values. Conventions owned here: what names no service concerns each of its module; a document holds
for so many months from its day, without end where nothing is said.
"""

import calendar
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from qualstat.declarations.declared import Day, Declared, Flag, Whole, Words
from qualstat.referentiel.sites import Span

Modules = Annotated[list[Whole], Field(min_length=1)]
ONE_DAY = timedelta(days=1)


class Service(Declared):
    """A service that answers for modules at a site: for all of their engagements, or for some."""

    id: str
    label: Words
    site: str
    modules: Modules
    engagements: list[str] = []
    source: Words | None = None
    assumed: Flag = False

    def answers_for(self, module: int, engagement: str) -> bool:
        """Whether it answers for an engagement of a module."""
        return module in self.modules and (not self.engagements or engagement in self.engagements)


class Document(Declared):
    """A document that shows that something was done, and when."""

    day: Day
    document: Words


class Evidence(Declared):
    """What is shown by documents, and counted in no register."""

    id: str
    label: Words
    module: Whole
    engagement: str | None = None
    services: list[str] = []
    months: Annotated[Whole, Field(ge=1, le=120)] | None = None
    blocking: Flag = True
    documents: list[Document] = []
    source: Words
    assumed: Flag = False

    def last(self, day: date | None) -> Document | None:
        """Return the last document there was on a day, of all days when None."""
        held = [one for one in self.documents if day is None or one.day <= day]
        return max(held, key=lambda one: one.day, default=None)

    def until(self, held: Document) -> date | None:
        """Return the last day on which a document still holds; None without end."""
        return None if self.months is None else _later(held.day, self.months) - ONE_DAY


class Step(Declared):
    """A step towards the label: its months, what it needs, and the day it was done."""

    id: str
    label: Words
    when: Span
    needs: list[Words] = []
    evidence: list[str] = []
    engagements: Flag = False
    done: Day | None = None
    source: Words
    assumed: Flag = False


def _later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month."""
    year, index = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))
