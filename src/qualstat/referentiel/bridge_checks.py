"""Checks of a bridge: its editions, the indicators it names, and what it says of their measures.

Takes bridges; gives slips. Conventions owned here: a bridge goes from an edition to a later one and
names each of their indicators once; one that is renamed is counted by the same measure, and one that
is inverted counts, of the same records, those that the other one leaves.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from qualstat.declarations.slips import Slip, Where, among
from qualstat.findings import N_, Finding, cut, message
from qualstat.referentiel.bridges import Bridge
from qualstat.referentiel.criteria_checks import codes
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.heading_checks import not_an_indicator
from qualstat.referentiel.indicators import Criteria, Indicator, Rate

ALONE = {"dropped": True, "new": False}  # whether the earlier edition has it


def known_editions(draft: Draft, bridge: Bridge) -> Iterator[Slip]:
    """Refuse an edition that is not declared."""
    for key, name in (("from", bridge.earlier), ("to", bridge.later)):
        if draft.editions.lacks(name):
            found = message(N_("“{name}” is not an edition"), name=cut(name))
            yield among(Slip("unknown-edition", (key,), found), name, draft.editions.documents)


def in_order(draft: Draft, bridge: Bridge) -> Iterator[Slip]:
    """Refuse a bridge that does not go from an edition to a later one."""
    editions = draft.editions.values
    earlier, later = editions.get(bridge.earlier), editions.get(bridge.later)
    if earlier and later and earlier.valid_from >= later.valid_from:
        text = N_("“{later}” does not come into force after “{earlier}”")
        found = message(text, later=later.id, earlier=earlier.id)
        yield Slip("bridge-order", ("to",), found, message(N_("a later edition")))


def one_bridge(draft: Draft) -> Iterator[Finding]:
    """Refuse two bridges between the same editions."""
    held: dict[tuple[str, str], str] = {}
    for name, bridge in draft.bridges.values.items():
        other = held.setdefault((bridge.earlier, bridge.later), name)
        if other != name:
            found = message(N_("“{other}” already bridges these editions"), other=cut(other))
            expected = message(N_("one bridge from an edition to another"))
            slip = Slip("bridged-twice", ("to",), found, expected)
            yield draft.bridges.documents[name].finding(slip)


def named(bridge: Bridge) -> Iterator[tuple[Where, str, bool]]:
    """Yield each indicator that a bridge names: where, its name, whether in the earlier edition."""
    for place, name in enumerate(bridge.same):
        yield ("same", place), name, True
        yield ("same", place), name, False
    for kind in ("renamed", "inverted", "changed"):
        for name, one in getattr(bridge, kind).items():
            yield (kind, name), name, True
            yield (kind, name, "to"), one.to, False
    for kind, earlier in ALONE.items():
        for name in getattr(bridge, kind):
            yield (kind, name), name, earlier


def known_indicators(draft: Draft, bridge: Bridge) -> Iterator[Slip]:
    """Refuse an indicator that is not declared, or that its edition does not hold."""
    for where, name, earlier in named(bridge):
        at_key = len(where) == 2 and where[0] != "same"
        if draft.indicators.lacks(name):
            if earlier or where[0] != "same":
                yield from (one._replace(at_key=at_key)
                            for one in not_an_indicator(draft, where, name))  # fmt: skip
            continue
        edition, held = (
            bridge.earlier if earlier else bridge.later,
            draft.indicators.values.get(name),
        )
        if held and held.engagements and edition not in held.engagements:
            text = N_("“{name}” has no engagement in the edition “{edition}”")
            found = message(text, name=cut(name), edition=cut(edition))
            expected = message(N_("“{edition}” under its “engagements”"), edition=cut(edition))
            yield Slip("not-of-edition", where, found, expected, at_key=at_key)


def named_once(_draft: Draft, bridge: Bridge) -> Iterator[Slip]:
    """Refuse an indicator that a bridge names twice on one side."""
    seen: Counter[tuple[str, bool]] = Counter()
    for where, name, earlier in named(bridge):
        seen[name, earlier] += 1
        if seen[name, earlier] == 2:
            found = message(N_("“{name}” is named twice"), name=cut(name))
            expected = message(N_("each indicator once"))
            yield Slip("bridged-twice", where, found, expected)


def all_named(draft: Draft, bridge: Bridge) -> Iterator[Slip]:
    """Report an indicator of one of the editions that a bridge says nothing of."""
    told = {(name, earlier) for _, name, earlier in named(bridge)}
    for key, edition, earlier in (("from", bridge.earlier, True), ("to", bridge.later, False)):
        for name, one in draft.indicators.values.items():
            if edition in one.engagements and (name, earlier) not in told:
                text = N_(
                    "nothing says what “{name}” of the edition “{edition}” is in the other one"
                )
                found = message(text, name=cut(name), edition=cut(edition))
                expected = message(N_("its name under {kinds}"), kinds=_kinds(earlier=earlier))
                yield Slip("not-bridged", (key,), found, expected, severity="warning")


def _kinds(*, earlier: bool) -> str:
    kinds = ["same", "renamed", "inverted", "changed"]
    return ", ".join([*kinds, "dropped" if earlier else "new"])


def fitting_measures(draft: Draft, bridge: Bridge) -> Iterator[Slip]:
    """Refuse a link that the measures of its two indicators belie."""
    held = {"renamed": bridge.renamed, "inverted": bridge.inverted, "changed": bridge.changed}
    for kind, links in held.items():
        for name, one in links.items():
            old, new = draft.indicators.values.get(name), draft.indicators.values.get(one.to)
            if old is not None and new is not None:
                yield from _belied(kind, name, old, new)


def _belied(kind: str, name: str, old: Indicator, new: Indicator) -> Iterator[Slip]:
    where: Where = (kind, name, "to")
    alike = _records(old) == _records(new) and old.measure == new.measure
    if kind == "renamed" and not alike:
        found = message(N_("“{new}” is not counted as “{old}” is"), new=new.id, old=old.id)
        expected = message(N_("the same register, scope and measure, or “changed”"))
        yield Slip("bridge-measure", where, found, expected)
    if kind == "changed" and alike:
        found = message(N_("“{new}” is counted as “{old}” is"), new=new.id, old=old.id)
        yield Slip("bridge-measure", where, found, message(N_("“same” or “renamed”")))
    if kind == "inverted" and not _inverted(old, new):
        text = N_("“{new}” does not count the cases that “{old}” leaves, of the same records")
        expected = message(
            N_("rates of the same register, scope and base, whose numerators share it")
        )
        yield Slip("bridge-measure", where, message(text, new=new.id, old=old.id), expected)


def _records(one: Indicator) -> tuple[str, object]:
    """Return the records in the scope of an indicator, in a form to compare."""
    return one.register_name, _sets(one.scope)


def _sets(criteria: Criteria) -> dict[str, frozenset[str]]:
    return {field: frozenset(values) for field, values in criteria.items()}


def _inverted(old: Indicator, new: Indicator) -> bool:
    """Whether two rates share the records of one base between them: each record is in one."""
    one, other = old.measure, new.measure
    if not (isinstance(one, Rate) and isinstance(other, Rate)) or _records(old) != _records(new):
        return False
    if (_sets(one.base), one.short_abandon) != (_sets(other.base), other.short_abandon):
        return False
    known = codes(old.register_name)
    fields = sorted({*one.base, *one.numerator, *other.numerator})
    for held in product(*((None, *known.get(field, ())) for field in fields)):
        record = dict(zip(fields, held, strict=True))
        parts = _fits(record, one.numerator), _fits(record, other.numerator)
        if _fits(record, {**old.scope, **one.base}) and sum(parts) != 1:
            return False
    return True


def _fits(record: dict[str, str | None], criteria: Criteria) -> bool:
    return all(record.get(field) in values for field, values in criteria.items() if field in record)
