"""`label-twice`: one label for two things that stand side by side.

Takes a draft; gives findings. Convention owned here: two indicators may share a label where
they give the same kind of figure under other headings and in other modules: what is measured for
one public, and again for another. Sites, headings, and the engagements or modules of one
edition never share one.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel

from qualstat.declarations.documents import Document
from qualstat.declarations.slips import Slip, Where
from qualstat.findings import N_, Finding, cut, message
from qualstat.referentiel.draft import Draft, Part
from qualstat.referentiel.indicators import Indicator
from qualstat.spelling import fold

T = TypeVar("T", bound=BaseModel)
KEYS = ("label", "short")


def check(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each label that already stands above."""
    if draft.headings.whole:  # else, nobody knows what stands beside what
        yield from _twice(draft.indicators, lambda one, other: not _apart(draft, one, other))
    yield from _twice(draft.sites, lambda _one, _other: True)
    yield from _twice(draft.headings, lambda _one, _other: True)
    for name, edition in draft.editions.values.items():
        document = draft.editions.documents[name]
        modules = {str(module): held.label for module, held in edition.modules.items()}
        engagements = {number: held.label for number, held in edition.engagements.items()}
        yield from _repeated(document, "modules", modules)
        yield from _repeated(document, "engagements", engagements)


def _twice(part: Part[T], clash: Callable[[T, T], bool]) -> Iterator[Finding]:
    """Yield the labels that two declarations share, each at the later one."""
    for key in KEYS:
        above: dict[str, list[str]] = {}  # by text: a référentiel may have hundreds of sites
        for name, one in part.values.items():
            text = getattr(one, key, None)
            if not text:
                continue
            alike = above.setdefault(fold(text), [])
            first = next((other for other in alike if clash(part.values[other], one)), None)
            if first is not None:
                yield part.documents[name].finding(_slip((key,), text, first))
            alike.append(name)


def _apart(draft: Draft, one: Indicator, other: Indicator) -> bool:
    """Whether two indicators are told apart by where they stand."""
    return (
        one.kind == other.kind
        and _headings(draft, one).isdisjoint(_headings(draft, other))
        and _modules(draft, one).isdisjoint(_modules(draft, other))
    )


def _headings(draft: Draft, indicator: Indicator) -> set[str]:
    held = draft.headings.values.items()
    return {name for name, one in held if indicator.id in one.indicators} or {""}


def _modules(draft: Draft, indicator: Indicator) -> set[tuple[str, int]]:
    editions = draft.editions.values
    return {
        (name, editions[name].engagements[number].module)
        for name, number in indicator.engagements.items()
        if name in editions and number in editions[name].engagements
    }


def _repeated(document: Document, group: str, labels: Mapping[str, str]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for name, label in labels.items():
        other = first.setdefault(fold(label), name)
        if other != name:
            yield document.finding(_slip((group, name, "label"), label, other))


def _slip(where: Where, label: str, other: str) -> Slip:
    found = message(N_("“{label}” is already what “{name}” is called"), label=cut(label),
                    name=cut(other))  # fmt: skip
    expected = message(N_("a label that tells the two apart"))
    return Slip("label-twice", where, found, expected, severity="warning")
