"""Likeness: whether two indicators count the same records alike, or share them between them.

Takes indicators; gives yes or no. Convention owned here: two rates are each other's inverse where
their scope and base are the same and every record of the base is in exactly one numerator, so that
the cases of one are those that the other leaves.
"""

from collections.abc import Iterator, Mapping
from itertools import product

from qualstat.referentiel.indicators import Criteria, Indicator, Rate
from qualstat.registers import REGISTERS, values

Record = Mapping[str, str | None]  # the codes of a record, None where blank


def same(one: Indicator, other: Indicator) -> bool:
    """Whether two indicators are counted alike."""
    return _scope(one) == _scope(other) and one.measure == other.measure


def inverse(one: Indicator, other: Indicator) -> bool:
    """Whether two rates share the records of one base between them."""
    first, second = one.measure, other.measure
    if not (isinstance(first, Rate) and isinstance(second, Rate)) or _scope(one) != _scope(other):
        return False
    if (_sets(first.base), first.short_abandon) != (_sets(second.base), second.short_abandon):
        return False
    label = REGISTERS[one.register_name].label
    if label in {*first.base, *first.numerator, *second.numerator}:
        return False  # the labels that there are stand in no declaration
    fields = {*one.scope, *first.base, *first.numerator, *second.numerator} - {label}
    scope = {field: codes for field, codes in one.scope.items() if field != label}
    return all(
        _fits(record, first.numerator) != _fits(record, second.numerator)
        for record in _records(one.register_name, sorted(fields))
        if _fits(record, scope) and _fits(record, first.base)
    )


def _records(register: str, fields: list[str]) -> Iterator[Record]:
    """Yield every record that some fields of a register tell apart."""
    held = REGISTERS[register]
    choices = [(None, *values.codes(held, field)) for field in fields]
    return (dict(zip(fields, codes, strict=True)) for codes in product(*choices))


def _fits(record: Record, criteria: Criteria) -> bool:
    return all(record[field] in wanted for field, wanted in criteria.items())


def _scope(one: Indicator) -> tuple[str, Mapping[str, frozenset[str]]]:
    return one.register_name, _sets(one.scope)


def _sets(criteria: Criteria) -> Mapping[str, frozenset[str]]:
    return {field: frozenset(wanted) for field, wanted in criteria.items()}
