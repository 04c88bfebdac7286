"""`label-twice`: one label for two things that stand side by side.

Takes a draft; gives findings. Conventions owned here: two indicators may share a label where
they are of one kind and register, under other headings and in other modules: what is measured for
one public, and again for another; two services, where they are at other sites. Editions, sites,
headings, evidence, steps, and the engagements or modules of one edition never share one. Case,
accents, apostrophes, blanks and a last point tell nothing apart.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel

from qualstat.declarations.documents import Document
from qualstat.declarations.slips import Slip, Where
from qualstat.findings import N_, Finding, cut, message
from qualstat.referentiel.draft import Draft, Part
from qualstat.referentiel.indicators import Indicator
from qualstat.registers import REGISTERS
from qualstat.spelling import fold

T = TypeVar("T", bound=BaseModel)
KEYS = ("label", "short")
CURLED = str.maketrans("’ʼ\u00a0\u202f", "''  ")


def check(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each label that already stands above."""
    if draft.headings.whole:  # else, nobody knows what stands beside what
        yield from _twice(draft.indicators, lambda one, other: not _apart(draft, one, other))
    yield from _twice(draft.services, lambda one, other: one.site == other.site)
    yield from _twice(draft.editions, _always)
    yield from _twice(draft.sites, _always)
    yield from _twice(draft.headings, _always)
    yield from _twice(draft.evidence, _always)
    yield from _twice(draft.calendar, _always)
    for name, edition in draft.editions.values.items():
        document = draft.editions.documents[name]
        modules = {str(module): held.label for module, held in edition.modules.items()}
        engagements = {number: held.label for number, held in edition.engagements.items()}
        yield from _repeated(document, "modules", modules)
        yield from _repeated(document, "engagements", engagements)


def _always(_one: BaseModel, _other: BaseModel) -> bool:
    return True


def _twice(part: Part[T], clash: Callable[[T, T], bool]) -> Iterator[Finding]:
    """Yield the labels that two declarations share, each at the later one, once."""
    said: dict[str, dict[str, T]] = {}  # what is called so, by name
    for second, other in part.values.items():
        texts = {key: getattr(other, key, None) for key in KEYS}
        plain = {key: _plain(text) for key, text in texts.items() if text}
        for key, text in plain.items():
            earlier = said.get(text, {}).items()
            first = next((name for name, one in earlier if clash(one, other)), None)
            if first:
                yield part.documents[second].finding(_slip((key,), texts[key] or "", first))
        for text in plain.values():
            said.setdefault(text, {})[second] = other


def _plain(text: str) -> str:
    return fold(" ".join(text.translate(CURLED).split()).rstrip(". "))


def _apart(draft: Draft, one: Indicator, other: Indicator) -> bool:
    """Whether two indicators are told apart by where they stand."""
    return (
        _alike(one, other)
        and _headings(draft, one).isdisjoint(_headings(draft, other))
        and _modules(draft, one).isdisjoint(_modules(draft, other))
    )


def _alike(one: Indicator, other: Indicator) -> bool:
    """Whether two indicators are of one kind, and of one register as far as they tell it."""
    registers = {held.register_name for held in (one, other) if _coherent(held)}
    return one.measure.kind == other.measure.kind and len(registers) < 2


def _coherent(one: Indicator) -> bool:
    """Whether an indicator reads a register that has what it measures."""
    register = REGISTERS.get(one.register_name)
    answers = {held.field for held in register.answers} if register else set()
    return register is not None and getattr(one.measure, "to", None) in {None, *answers}


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
        other = first.setdefault(_plain(label), name)
        if other != name:
            yield document.finding(_slip((group, name, "label"), label, other))


def _slip(where: Where, label: str, other: str) -> Slip:
    found = message(N_("“{label}” is already what “{name}” is called"), label=cut(label),
                    name=cut(other))  # fmt: skip
    expected = message(N_("a label that tells the two apart"))
    return Slip("label-twice", where, found, expected, severity="warning")
