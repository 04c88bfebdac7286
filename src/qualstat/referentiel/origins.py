"""Origins: each value that makes a figure of a site what it is, and the line it comes from.

Takes the référentiel, as typed values and as it is written; gives `Origin` values. Conventions
owned here: everything written of an indicator counts, but what other days, sites, headings,
indicators or registers are named for; what nobody wrote and the program supposes has no line.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from qualstat.declarations.declared import names
from qualstat.declarations.slips import Where
from qualstat.declarations.written import Leaf, Written, dotted, leaves
from qualstat.referentiel.folder import ENDING, Folder
from qualstat.referentiel.in_force import holds
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.kinds import kinds, meaning
from qualstat.referentiel.model import Referentiel

NAMING = ("headings", "indicators", "indicator", "excluded")  # keys by which an item names things


class Origin(Struct, frozen=True):
    """A value: of which indicator and site, of what kind of file, its key, its place.

    `site` is empty for what holds everywhere, `line` None for what is supposed; `said` is the text
    that describes the key, not translated.
    """

    indicator: str
    site: str
    part: str
    key: str
    text: str
    file: str
    line: int | None
    said: str = ""


class Asked(Struct, frozen=True):
    """What values are asked for: of an indicator, at sites, on a day (any day when None)."""

    held: Referentiel
    written: Folder
    indicator: Indicator
    sites: Sequence[str]
    day: date | None = None

    @property
    def headings(self) -> list[str]:
        """The headings that hold the indicator."""
        return [one.id for one in self.held.headings if self.indicator.id in one.indicators]

    @property
    def editions(self) -> list[str]:
        """The editions that ask for it: the one of the day, or each."""
        own = [one.id for one in self.held.editions if one.id in self.indicator.engagements]
        return own if self.day is None else [self.held.edition(self.day).id]


class _Place(Struct, frozen=True):
    """A file, what kind it is, the site it speaks of, and the key of it that is looked under."""

    path: str
    kind: str
    site: str = ""
    under: Where = ()


def origins(asked: Asked) -> Iterator[Origin]:
    """Yield every value and its origin: of the indicator, its heading, its editions, the sites."""
    name = asked.indicator.id
    held = asked.written.of("indicators").get(name)
    if held is not None:
        place = _Place(f"indicators/{name}{ENDING}", "indicators")
        yield from _origins(asked, place, leaves(_kept(asked, held)))
    yield from _supposed(asked)
    for heading in asked.headings:
        yield from _heading(asked, heading)
    for edition in asked.editions:
        yield from _edition(asked, edition)
    for site in asked.sites:
        yield from _site(asked, site)


def _origins(asked: Asked, place: _Place, found: Iterable[Leaf]) -> Iterator[Origin]:
    model = kinds().get(place.kind)
    for leaf in found:
        yield Origin(
            indicator=asked.indicator.id,
            site=place.site,
            part=place.kind,
            key=dotted((*place.under, *leaf.path)),
            text=leaf.text,
            file=f"{asked.written.name}/{place.path}",
            line=leaf.line,
            said=meaning(model, leaf.path) if model else "",
        )


def _kept(asked: Asked, one: Written) -> Written:
    """Return a tree without the items of other days, and of what is not asked for."""
    if isinstance(one.held, list):
        items = [item for item in one.held if holds(item, asked.day) and _named(asked, item)]
        return replace(one, held=[_kept(asked, item) for item in items])
    if isinstance(one.held, dict):
        group = one.held
        kept = {key: held for key, held in group.items() if _concerned(asked, key, group)}
        return replace(one, held={key: _kept(asked, held) for key, held in kept.items()})
    return one


def _named(asked: Asked, item: Written) -> bool:
    """Whether an item names the indicator or its heading, or names nothing."""
    about: set[str] = set()
    for key in NAMING:
        held = item.get(key)
        if held is not None:
            about.update([held.held] if isinstance(held.held, str) else held.words)
    return not about or not about.isdisjoint({asked.indicator.id, *asked.headings})


def _concerned(asked: Asked, key: str, group: Collection[str]) -> bool:
    """Whether a key of a group is the one asked for, where its keys are registers or editions."""
    from qualstat.registers import REGISTERS

    editions = {one.id for one in asked.held.editions}
    if {*group} <= {*REGISTERS}:
        return key == asked.indicator.register_name
    return key in asked.editions if {*group} <= editions else True


def _supposed(asked: Asked) -> Iterator[Origin]:
    """Yield what nobody wrote of the measure, and the program supposes."""
    measure = asked.indicator.measure
    for key, field in names(type(measure)).items():
        if field not in measure.model_fields_set and key != "kind":
            value: Any = getattr(measure, field)
            said = meaning(type(measure), (key,))
            yield Origin(asked.indicator.id, "", "indicators", f"measure.{key}", str(value), "",
                         None, said)  # fmt: skip


def _heading(asked: Asked, heading: str) -> Iterator[Origin]:
    """Yield the label of a heading, and where it names the indicator."""
    place = _Place(f"headings{ENDING}", "headings", under=(heading,))
    top = asked.written.trees.get(place.path)
    held = top.get(heading) if top is not None else None
    if held is None:
        return
    label = held.get("label")
    named = [Leaf(("indicators",), asked.indicator.id, item.line)
             for item in held.items("indicators") if item.held == asked.indicator.id]  # fmt: skip
    said = leaves(label, ("label",)) if label is not None else ()
    yield from _origins(asked, place, (*said, *named))


def _edition(asked: Asked, edition: str) -> Iterator[Origin]:
    """Yield what an edition says of itself, of the engagement served, and of its module."""
    held = asked.written.of("editions").get(edition)
    number = asked.indicator.engagements.get(edition, "")
    declared = next(one for one in asked.held.editions if one.id == edition)
    if held is None or number not in declared.engagements:
        return
    module = str(declared.engagements[number].module)
    wanted: list[Where] = [("engagements", number), ("modules", module)]
    found = [
        leaf
        for leaf in leaves(held)
        if leaf.path[:2] in wanted or (len(leaf.path) == 1 and leaf.path != ("label",))
    ]
    yield from _origins(asked, _Place(f"editions/{edition}{ENDING}", "editions"), found)


def _site(asked: Asked, site: str) -> Iterator[Origin]:
    """Yield what a site says of itself and of the indicator, its zone, and what was explained."""
    held = asked.written.of("sites").get(site)
    if held is not None:
        place = _Place(f"sites/{site}{ENDING}", "sites", site)
        yield from _origins(asked, place, leaves(_kept(asked, held)))
    for kind, group in (("zones", asked.held.sites[site].zone), ("explanations", site)):
        place = _Place(f"{kind}{ENDING}", kind, site, (group,))
        top = asked.written.trees.get(place.path)
        found = top.get(group) if top is not None else None
        if found is not None:
            yield from _origins(asked, place, leaves(_kept(asked, found)))
