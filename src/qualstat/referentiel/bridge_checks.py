"""Checks of a bridge: its editions, the indicators it names, and what it says of their measures.

Takes bridges; gives slips. Conventions owned here: a bridge goes from an edition to a later one;
what is renamed is counted by the same measure, and what is inverted counts, of the same records,
those that the other one leaves.
"""

from collections import Counter
from collections.abc import Iterator, Set

from qualstat.declarations.slips import Slip, Where, among
from qualstat.findings import N_, Finding, Message, cut, message
from qualstat.referentiel.bridges import Bridge
from qualstat.referentiel.carrying import carried, kept
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.heading_checks import not_an_indicator
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.likeness import inverse, same


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
    # two editions of one day are told apart from bridges
    if earlier and later and (earlier is later or earlier.valid_from > later.valid_from):
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
    yield from ((("same", place), name, True) for place, name in enumerate(bridge.same))
    for kind in ("renamed", "inverted", "changed"):
        for name, one in getattr(bridge, kind).items():
            yield (kind, name), name, True
            yield (kind, name, "to"), one.to, False
    yield from ((("dropped", name), name, True) for name in bridge.dropped)
    yield from ((("new", name), name, False) for name in bridge.new)


def known_indicators(draft: Draft, bridge: Bridge) -> Iterator[Slip]:
    """Refuse an indicator that is not declared; report one that its edition does not hold."""
    indicators = _carried(draft)
    for where, name, earlier in named(bridge):
        at_key = len(where) == 2 and where[0] != "same"
        if draft.indicators.lacks(name):
            found = not_an_indicator(draft, where, name)
            yield from (one._replace(at_key=at_key) for one in found)
        edition = bridge.earlier if earlier else bridge.later
        if _lacks(draft, indicators.get(name), edition):
            text = N_("“{name}” has no engagement in the edition “{edition}”")
            said = message(text, name=cut(name), edition=cut(edition))
            expected = message(N_("“{edition}” under its “engagements”"), edition=cut(edition))
            yield Slip("not-of-edition", where, said, expected, None, "warning", at_key)


def _lacks(draft: Draft, one: Indicator | None, edition: str) -> bool:
    """Whether an indicator does not belong to an edition, and nothing else explains it."""
    if one is None or any(draft.editions.lacks(name) for name in (edition, *one.engagements)):
        return False
    return bool(one.engagements) and edition not in one.engagements


def _carried(draft: Draft) -> dict[str, Indicator]:
    """Return the indicators with the engagements that they keep, as far as editions are known."""
    editions = draft.editions.values
    bridges = [
        one for one in draft.bridges.values.values() if {one.earlier, one.later} <= {*editions}
    ]
    return carried(editions.values(), bridges, draft.indicators.values)


def named_once(_draft: Draft, bridge: Bridge) -> Iterator[Slip]:
    """Refuse an indicator that a bridge names twice on one side."""
    seen: Counter[tuple[str, bool]] = Counter()
    for where, name, earlier in named(bridge):
        seen[name, earlier] += 1
        if seen[name, earlier] == 2:
            found = message(N_("“{name}” is named twice"), name=cut(name))
            expected = message(N_("each indicator once"))
            yield Slip("bridged-twice", where, found, expected)


def known_engagements(draft: Draft, bridge: Bridge) -> Iterator[Slip]:
    """Refuse a number that its edition does not hold."""
    earlier, later = (draft.editions.values.get(one) for one in (bridge.earlier, bridge.later))
    for old, new in bridge.engagements.items():
        for edition, number in ((earlier, old), (later, new)):
            if edition is not None and number not in edition.engagements:
                text = N_("“{name}” is not an engagement of the edition “{edition}”")
                found = message(text, name=cut(number), edition=edition.id)
                where: Where = ("engagements", old)
                slip = Slip("unknown-engagement", where, found, at_key=edition is earlier)
                yield among(slip, number, edition.engagements)


def all_kept(draft: Draft, bridge: Bridge) -> Iterator[Slip]:
    """Report an indicator that is meant to be the same, under a number that does not exist."""
    later = draft.editions.values.get(bridge.later)
    for name, one in _carried(draft).items():
        number = kept(bridge, one)
        if later is not None and number and number not in later.engagements:
            text = N_("“{name}” would be {number}, which the edition “{edition}” does not hold")
            found = message(text, name=cut(name), number=cut(number), edition=later.id)
            expected = message(N_("its number under “engagements”, or its name under “dropped”"))
            yield Slip("not-bridged", ("to",), found, expected, severity="warning")


def fitting_measures(draft: Draft, spoilt: Set[str]) -> Iterator[Finding]:
    """Report a link that the measures of its two indicators belie.

    `spoilt` are the files of indicators that hold another mistake: theirs is told already.
    """
    for name, bridge in draft.bridges.values.items():
        for kind in ("renamed", "inverted", "changed"):
            for old, one in getattr(bridge, kind).items():
                pair = [draft.indicators.values.get(each) for each in (old, one.to)]
                files = [draft.indicators.documents[each.id].file for each in pair if each]
                if len(files) == 2 and not spoilt & {*files}:
                    slips = _belied(kind, *(each for each in pair if each))
                    yield from (draft.bridges.documents[name].finding(slip) for slip in slips)


def _belied(kind: str, old: Indicator, new: Indicator) -> Iterator[Slip]:
    found: Message | None = None
    if kind == "renamed" and not same(old, new):
        found = message(N_("“{new}” is not counted as “{old}” is"), new=new.id, old=old.id)
        expected = message(N_("the same register, scope and measure, or “changed”"))
    elif kind == "changed" and same(old, new):
        found = message(N_("“{new}” is counted as “{old}” is"), new=new.id, old=old.id)
        expected = message(N_("“same” or “renamed”"))
    elif kind == "inverted" and not inverse(old, new):
        text = N_("“{new}” does not count the cases that “{old}” leaves, of the same records")
        found = message(text, new=new.id, old=old.id)
        expected = message(N_("rates of one scope and base, which their numerators share"))
    if found is not None:
        where: Where = (kind, old.id, "to")
        yield Slip("bridge-measure", where, found, expected, severity="warning")
