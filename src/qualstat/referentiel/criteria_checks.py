"""Checks of an indicator against the register it reads.

Takes indicators; gives slips. Convention owned here: a criterion is a field that the register's
tally keeps (`categories`), and its codes are written exactly as the register's model spells them.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from qualstat.declarations.slips import Slip, Where, among, listed
from qualstat.findings import N_, cut, message
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.indicators import Criteria, Indicator, Rate, Wait
from qualstat.registers import REGISTERS, values

SCOPE: Where = ("scope",)
NUMERATOR: Where = ("measure", "numerator")
BASE: Where = ("measure", "base")


def known_register(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse a register that is none."""
    yield from not_a_register(("register",), indicator.register_name)


def not_a_register(where: Where, name: str, *, at_key: bool = False) -> Iterator[Slip]:
    """Refuse a name that is not a register."""
    if name not in REGISTERS:
        found = message(N_("“{name}” is not a register"), name=cut(name))
        yield among(Slip("unknown-register", where, found, at_key=at_key), name, REGISTERS)


def plausible_registers(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse to expect cases beside a register that is none; report one named twice."""
    where: Where = ("plausible", "of")
    names = indicator.plausible.of if indicator.plausible else []
    for place, name in enumerate(names):
        yield from not_a_register((*where, place), name)
    yield from repeated(where, names)


def known_criteria(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse a criterion or a code that the register does not keep."""
    if indicator.register_name not in REGISTERS:
        return
    known = codes(indicator.register_name)
    label = REGISTERS[indicator.register_name].label
    for where, criteria in _criteria(indicator):
        for field, wanted in criteria.items():
            if field == label:
                continue  # any text may be a label
            if field in known:
                yield from _known_codes((*where, field), wanted, known[field])
            else:
                found = message(N_("“{name}” is not a criterion of this register"), name=cut(field))
                slip = Slip("unknown-criterion", (*where, field), found, at_key=True)
                yield among(slip, field, [*known, *([label] if label else [])])


def _known_codes(where: Where, values: list[str], known: Sequence[str]) -> Iterator[Slip]:
    for place, value in enumerate(values):
        if value not in known:
            found = message(N_("“{name}” is not a code of this column"), name=cut(value))
            yield among(Slip("unknown-code", (*where, place), found), value, known)


def nested_criteria(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse a numerator out of its base, and either of them out of the scope."""
    measure = indicator.measure
    if not isinstance(measure, Rate) or indicator.register_name not in REGISTERS:
        return
    known = codes(indicator.register_name)
    base, scope = (_all_known(criteria, known) for criteria in (measure.base, indicator.scope))
    numerator = _all_known(measure.numerator, known)
    yield from _outside("outside-base", NUMERATOR, numerator, base)
    yield from _outside("outside-scope", NUMERATOR, numerator, scope)
    yield from _outside("outside-scope", BASE, base, scope)


def a_part(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Report a rate whose numerator is its whole base: it is 100 % whatever is counted."""
    measure = indicator.measure
    if not isinstance(measure, Rate):
        return
    around = {**indicator.scope, **measure.base}
    if all({*around.get(field, ())} <= {*held} and field in around
           for field, held in measure.numerator.items()):  # fmt: skip
        found = message(N_("the numerator is all of the base: the rate is always 100 %"))
        expected = message(N_("a part of the base"))
        yield Slip("share-of-all", NUMERATOR, found, expected, severity="warning")


def _all_known(criteria: Criteria, known: Mapping[str, Sequence[str]]) -> Criteria:
    """Return the criteria whose codes are all known: of the others, more is already said."""
    return {
        field: values for field, values in criteria.items() if {*values} <= {*known.get(field, ())}
    }


def _outside(rule: str, where: Where, inner: Criteria, outer: Criteria) -> Iterator[Slip]:
    text = {
        "outside-base": N_("“{code}” is not in the base of the rate"),
        "outside-scope": N_("“{code}” is not in the scope of the indicator"),
    }[rule]
    for field in inner.keys() & outer.keys():
        for place, code in enumerate(inner[field]):
            if code not in outer[field]:
                expected = message(N_("one of: {known}"), known=listed(outer[field]))
                yield Slip(rule, (*where, field, place), message(text, code=code), expected)


def repeated_codes(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Report a code that stands twice in one criterion."""
    for where, criteria in _criteria(indicator):
        for field, wanted in criteria.items():
            yield from repeated((*where, field), wanted)


def repeated(where: Where, names: Sequence[str]) -> Iterator[Slip]:
    """Report a name that stands twice in a list."""
    for place, name in enumerate(names):
        if name in names[:place]:
            found = message(N_("“{name}” stands twice in this list"), name=cut(name))
            expected = message(N_("each name once"))
            yield Slip("repeated", (*where, place), found, expected, severity="warning")


def known_answer(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse a delay that does not end on one of the register's later dates."""
    measure = indicator.measure
    register = REGISTERS.get(indicator.register_name)
    if register is None or not isinstance(measure, Wait):
        return
    known = [answer.field for answer in register.answers]
    if not known:
        text = N_("the register “{register}” keeps no date of answer")
        expected = message(N_("a measure of the kind rate or volume"))
        found = message(text, register=register.name)
        yield Slip("no-answer-date", ("measure", "kind"), found, expected)
    elif measure.to not in known:
        text = N_("“{name}” is not a date of answer of this register")
        found = message(text, name=cut(measure.to))
        yield among(Slip("unknown-answer", ("measure", "to"), found), measure.to, known)


def short_abandon(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Refuse the convention `short_abandon` where nobody waits."""
    register = REGISTERS.get(indicator.register_name)
    measure = indicator.measure
    if register is None or register.waited is not None or not isinstance(measure, Rate):
        return
    if measure.short_abandon:
        yield Slip(
            "short-abandon",
            ("measure", "short_abandon"),
            message(N_("the register “{register}” keeps no wait"), register=register.name),
            message(N_("“short_abandon” for calls only")),
            message(N_("remove “short_abandon”")),
        )


def _criteria(indicator: Indicator) -> Iterator[tuple[Where, Criteria]]:
    yield SCOPE, indicator.scope
    if isinstance(indicator.measure, Rate):
        yield NUMERATOR, indicator.measure.numerator
        yield BASE, indicator.measure.base


@cache
def codes(register: str) -> dict[str, tuple[str, ...]]:
    """Return the codes that each criterion of a register may hold."""
    held = REGISTERS[register]
    return {name: values.codes(held, name) for name in held.categories}
