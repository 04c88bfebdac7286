"""Checks: what a profile of good form still gets wrong.

Takes a profile; gives slips. Convention owned here: what would reject every row, or count them
under a code that the register does not know, is said before a row is read.
"""

from collections.abc import Iterator, Mapping

from pydantic import TypeAdapter, ValidationError

from qualstat.declarations.slips import Slip, Where, among, listed
from qualstat.findings import N_, cut, message
from qualstat.registers import Register
from qualstat.registers.values import codes
from qualstat.sources.profile import LIST, ORIGINS, Profile, Taking, Written

SITE = "site"


def slips(profile: Profile) -> Iterator[Slip]:
    """Yield what is wrong with a profile."""
    for where, name, taking in _columns(profile):
        if name not in profile.register.columns:
            found = message(N_("the register has no column “{name}”"), name=cut(name))
            slip = Slip("unknown-column-of-register", where, found, at_key=True)
            yield among(slip, name, profile.register.columns)
        elif allowed := codes(profile.register, name):
            yield from _codes(taking, allowed, where)
    yield from _unmentioned(profile)
    yield from _totals(profile)
    yield from _spans(profile)
    yield from _moments(profile)
    yield from _absent(profile)
    if profile.overlap == "latest" and profile.register.reference is not None:
        found = message(N_("“overlap” is of no use: the register has references"))
        expected = message(N_("“overlap” for registers without references only"))
        yield Slip("overlap-of-no-use", ("overlap",), found, expected)


def _columns(profile: Profile) -> Iterator[tuple[Where, str, Taking]]:
    """Yield the takings of the columns, and of each record: where they stand, and of what."""
    places: list[tuple[Where, Mapping[str, Taking]]] = [(("columns",), profile.columns)]
    places += [(("records", place), one) for place, one in enumerate(profile.records)]
    for where, columns in places:
        for name, taking in columns.items():
            yield (*where, name), name, taking


def _walked(where: Where, taking: Taking) -> Iterator[tuple[Where, Taking]]:
    """Yield a taking and all that it is made of, each with its place; a list has no key."""
    yield where, taking
    key = next(one for one in ORIGINS if getattr(taking, one) is not None)
    below = where if key == LIST else (*where, key)
    for place, part in enumerate(taking.parts):
        yield from _walked((*below, place), part)


def _codes(taking: Taking, allowed: tuple[str, ...], where: Where) -> Iterator[Slip]:
    """Yield a slip for each code that a column of codes cannot hold."""
    given: dict[Where, str] = {("values", text): code for text, code in taking.values.items()}
    for key, code in (("value", taking.value), ("otherwise", taking.otherwise)):
        if code is not None:
            given[key,] = code
    for place, code in given.items():
        if code and code not in allowed:
            found = message(N_("“{code}” is no code of this column"), code=cut(code))
            yield among(Slip("unknown-code", (*where, *place), found), code, allowed)
    for number, part in enumerate(taking.first_of or ()):
        yield from _codes(part, allowed, (*where, number))


def _unmentioned(profile: Profile) -> Iterator[Slip]:
    """Yield a slip where a column is not mentioned that no row can do without."""
    register = profile.register
    needed = [
        name for name in register.required if name in register.dates or _needed(register, name)
    ]
    for place, variant in enumerate(profile.variants):
        lacking = [name for name in needed if name not in variant and name not in profile.absent]
        if lacking:
            where = ("records", place) if profile.records else ("columns",)
            found = message(N_("nothing says where these columns come from: {names}"),
                            names=listed(lacking))  # fmt: skip
            expected = message(N_("a column of the export, a “value” or a “path” for each"))
            yield Slip("column-not-mentioned", where, found, expected, at_key=True)


def _needed(register: Register, name: str) -> bool:
    """Tell whether a blank cell of a column is refused."""
    if name == SITE:
        return True
    adapter = TypeAdapter(register.model.model_fields[name].rebuild_annotation())
    try:
        adapter.validate_python("")
    except ValidationError:
        return True
    return False


def _totals(profile: Profile) -> Iterator[Slip]:
    weight = profile.register.weight
    for place, variant in enumerate(profile.variants if profile.records else ()):
        if weight is None:
            found = message(N_("totals, for a register that counts its records one by one"))
            expected = message(
                N_("“records” for registers with a headcount only: a total tells no delay")
            )
            yield Slip("totals-of-no-use", ("records",), found, expected)
            return
        if weight not in variant:
            found = message(N_("a total without its number: “{name}” is missing"), name=weight)
            yield Slip("column-not-mentioned", ("records", place), found, at_key=True)


def _spans(profile: Profile) -> Iterator[Slip]:
    """Yield a slip for each form of a month or a year: only a total may be of one."""
    weight = profile.register.weight
    if weight is not None and all(weight in variant for variant in profile.variants):
        return
    given: list[tuple[Where, Written]] = [((), profile)]
    for where, _, taking in _columns(profile):
        given += _walked(where, taking)
    for where, one in given:
        if any(form.spans for form in one.dates):
            found = message(N_("a form of dates that tells no day"))
            expected = message(N_("a day, a month and a year; a month alone for totals only"))
            yield Slip("month-without-total", (*where, "dates"), found, expected)


def _moments(profile: Profile) -> Iterator[Slip]:
    """Yield a slip for each moment that is named and not declared, or needs a kind of event."""
    known = profile.events.moments if profile.events else {}
    for where, _, taking in _columns(profile):
        for place, one in _walked(where, taking):
            if one.at and one.at not in known:
                found = message(N_("there is no moment “{name}”"), name=cut(one.at))
                yield among(Slip("unknown-moment", (*place, "at"), found), one.at, known)
    if profile.events and profile.events.kind is None:
        for name, moment in known.items():
            if moment.which is None:
                found = message(N_("kinds of events, and no column that tells them"))
                expected = message(N_("“kind”: the column that says what happened"))
                yield Slip("kind-missing", ("events", "moments", name), found, expected)


def _absent(profile: Profile) -> Iterator[Slip]:
    for name in profile.absent:
        if name not in profile.register.dates:
            found = message(N_("“{name}” is no date of the register"), name=cut(name))
            slip = Slip("unknown-column-of-register", ("absent", name), found, at_key=True)
            yield among(slip, name, profile.register.dates)
