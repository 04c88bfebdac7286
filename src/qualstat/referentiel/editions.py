"""Editions: the modules and engagements of the référentiel, and when they are in force.

Takes `editions/ID.yaml` and `headings.yaml`; gives `Edition` and `Heading` values.
Conventions owned here: E-numbers belong to an edition, indicator ids do not; a module or an
engagement without a source of its own has the edition's.
"""

from qualstat.declarations.declared import Day, Declared, Flag, Whole, Words


class Module(Declared):
    """A module of an edition."""

    label: Words
    mandatory: Flag = False
    source: Words | None = None
    assumed: Flag = False


class Engagement(Declared):
    """An engagement of an edition, in one of its modules."""

    label: Words
    module: Whole
    blocking: Flag = True
    source: Words | None = None
    assumed: Flag = False


class Edition(Declared):
    """An edition of the référentiel; `id` is the file's name."""

    id: str
    label: Words
    valid_from: Day
    source: Words
    assumed: Flag = False
    modules: dict[Whole, Module]
    engagements: dict[str, Engagement]


class Heading(Declared):
    """A heading of the scorecard and its indicators, in the order shown."""

    id: str
    label: Words
    indicators: list[str]
