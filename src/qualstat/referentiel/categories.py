"""Categories: a volume by some columns, as one indicator a category.

Takes indicators; gives them with a `Category` after its volume for each combination of codes that
the scope holds. Conventions owned here: the id of a category is that of the volume, a point, then
its codes; a column that may be blank has a category for it, so that the categories add up.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from qualstat.referentiel.editions import Heading
from qualstat.referentiel.indicators import Category, Criteria, Indicator, Volume
from qualstat.registers import REGISTERS, Register, values
from qualstat.registers.words import spoken

BLANK = "vide"
MOST = 64  # categories of one volume


def with_categories(indicators: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """Return indicators, the categories of each after it."""
    found: dict[str, Indicator] = {}
    for name, one in indicators.items():
        found[name] = one
        found |= {part.id: part for part in categories(one)}
    return found


def listing_categories(heading: Heading, indicators: Mapping[str, Indicator]) -> Heading:
    """Return a heading with the categories of each of its volumes after it."""
    held = with_categories({one: indicators[one] for one in heading.indicators})
    return heading.model_copy(update={"indicators": [*held]})


def categories(indicator: Indicator) -> Iterator[Category]:
    """Yield the categories of a volume, in the order of its columns' codes."""
    measure = indicator.measure
    if not isinstance(measure, Volume) or not measure.by:
        return
    register = REGISTERS[indicator.register_name]
    for codes in product(*(codes_of(register, indicator, one) for one in measure.by)):
        held = dict(indicator)
        held |= {
            "id": ".".join([indicator.id, *(one or BLANK for one in codes)]),
            "label": f"{indicator.label} : {', '.join(map(spoken, codes))}",
            "short": ", ".join(map(spoken, codes)),
            "scope": {**indicator.scope, **_criteria(measure.by, codes)},
            "measure": Volume(kind="volume"),
            "plausible": None,
            "whole": indicator.id,
        }
        yield Category.model_construct(**held)


def _criteria(columns: Sequence[str], codes: Sequence[str]) -> Criteria:
    return {name: [one] for name, one in zip(columns, codes, strict=True)}


def codes_of(register: Register, indicator: Indicator, column: str) -> Sequence[str]:
    """Return the codes of a column that an indicator's scope holds; an empty one for a blank."""
    if column in indicator.scope:
        return indicator.scope[column]
    known = values.codes(register, column)
    return (*known, "") if values.may_lack(register, column) else known
