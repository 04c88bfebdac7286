"""A draft: what was declared, as far as it could be read, before anything is checked across it.

Takes documents and the models of their kinds; gives a `Draft`. Convention owned here: a name
counts as declared when its file or key is there, even where its content was refused, so that
one mistake is not reported again by all that refer to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import BaseModel

from qualstat.declarations.documents import Document
from qualstat.declarations.slips import Where
from qualstat.findings import Finding
from qualstat.referentiel.bridges import Bridge
from qualstat.referentiel.editions import Edition, Heading
from qualstat.referentiel.explained import Explanations
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.label import Evidence, Service, Step
from qualstat.referentiel.sites import Holidays, Site

T = TypeVar("T", bound=BaseModel)


class Mended(Struct, Generic[T], frozen=True):
    """A declaration put right so that its other mistakes are found, and where it was refused."""

    value: T
    refused: Sequence[Where]


class Part(Struct, Generic[T], frozen=True):
    """All of one kind: the document of each name declared, the values of good form, the rest."""

    documents: Mapping[str, Document]
    values: Mapping[str, T]
    findings: Sequence[Finding] = ()
    mended: Mapping[str, Mended[T]] = field(default_factory=dict)
    readable: bool = True  # whether its names are all known

    def lacks(self, name: str) -> bool:
        """Whether a name is certainly not declared."""
        return self.readable and name not in self.documents

    @property
    def whole(self) -> bool:
        """Whether everything declared is of good form."""
        return self.readable and len(self.values) == len(self.documents)


def put_right(part: Part[T]) -> Part[T]:
    """Return a part with its mended declarations among those of good form, in their order."""
    values = {**part.values, **{name: held.value for name, held in part.mended.items()}}
    ordered = {name: values[name] for name in part.documents if name in values}
    return replace(part, values=ordered)


def refused_lines(part: Part[T]) -> Iterator[tuple[str, int]]:
    """Yield the file and the lines of what is near a mended part."""
    for name, held in part.mended.items():
        document = part.documents[name]
        for first, *rest in held.refused:
            inner = [one for one in rest[:1] if isinstance(one, str)]
            yield from ((document.file, line) for line in document.lines_of((first, *inner)))


class Draft(Struct, frozen=True):
    """The référentiel as declared, not yet coherent."""

    editions: Part[Edition]
    bridges: Part[Bridge]
    headings: Part[Heading]
    indicators: Part[Indicator]
    sites: Part[Site]
    zones: Part[Holidays]
    explanations: Part[Explanations]
    services: Part[Service]
    evidence: Part[Evidence]
    calendar: Part[Step]
