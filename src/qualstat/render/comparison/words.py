"""The words of a comparison: each thing it says of two periods, as text.

Takes a `Comparison`; gives text in the language spoken, empty where there is nothing to say.
Convention owned here: that a change is more than chance is said with its p, never by a sign.
"""

from collections.abc import Sequence
from fractions import Fraction

from qualstat.comparisons import Chance, Comparison, Rank
from qualstat.comparisons.values import LEVEL, Test
from qualstat.findings import N_
from qualstat.render import numbers, remarks
from qualstat.render.language import current, plural, translate
from qualstat.render.marks import mark
from qualstat.render.words import DIRECTIONS
from qualstat.scorecards import Figure

TESTS: dict[Test, str] = {
    "fisher": N_("Rates: Fisher's exact test."),
    "mann-whitney": N_("Delays: Mann and Whitney's test on all answers."),
}
OTHER_MEANS = N_("Mean scores and waits: Mann and Whitney's test on all answers.")
SMALLEST = Fraction(1, 1000)  # of p, shown


def chance(held: Chance | None) -> str:
    """Return whether a change is more than chance: `more than chance (p < 0.001)`."""
    if held is None:
        return ""
    text = N_("more than chance ({p})") if held.significant else N_("may be chance ({p})")
    return translate(text, p=probability(held.p))


def probability(p: float) -> str:
    """Return a p with its sign, none of it apart from the rest: `p = 0.024`, `p < 0.001`."""
    said = bare_probability(p)
    return f"p\u00a0{said}" if said.startswith("<") else f"p\u00a0=\u00a0{said}"


def bare_probability(p: float) -> str:
    """Return a p as it stands in a column of its own: `0.024`, `< 0.001`."""
    value = Fraction(p)
    if value < SMALLEST:
        return "<\u00a0" + numbers.number(SMALLEST, current(), decimals=3)
    decimals = numbers.decimals_off(value, [LEVEL, Fraction(1)], least=3)
    return numbers.number(value, current(), decimals=decimals)


def remarked(held: Comparison) -> list[str]:
    """Return what qualifies a comparison, most telling first."""
    said = [
        *remarks.remarks(held.now, spread=False),
        raw(held),
        uncommon(held),
        rank(held.rank),
        *(mark(one) for one in held.marks if one.kind != "edition" or not held.now.crossing),
    ]
    return [one for one in said if one]


def printed(figure: Figure) -> str:
    """Return that a figure is known as published alone; empty where registers tell it."""
    return f"({translate('as published')})" if "as-published" in figure.notes else ""


def raw(held: Comparison) -> str:
    """Return the change without regard to the months covered, where that differs."""
    if held.raw is None or (held.alike and not _broken(held)):
        return ""
    change = numbers.change(held.raw, held.now.indicator.unit, current())
    if _broken(held):
        return translate("raw change, under two editions: {change}", change=change)
    return translate("raw change, other months included: {change}", change=change)


def _broken(held: Comparison) -> bool:
    """Whether an edition leaves the two figures side by side without a comparison."""
    return "edition-break" in held.now.notes


def uncommon(held: Comparison) -> str:
    """Return why two figures have no change; empty where they have one."""
    both = held.now.measure.value is not None and held.before.measure.value is not None
    if not both or held.now.change is not None or _broken(held):
        return ""
    if held.common.months:
        return translate("not comparable: no case on one side in the months covered in both")
    return translate("not comparable: no month is covered in both")


def rank(held: Rank | None) -> str:
    """Return the place of a site among the others, as far as intervals tell it."""
    if held is None or (held.best, held.worst) == (1, held.of):
        return ""
    if held.best == held.worst:
        return translate("rank {rank} of {sites}", rank=held.best, sites=held.of)
    return translate("rank {best} to {worst} of {sites}: intervals overlap",
                     best=held.best, worst=held.worst, sites=held.of)  # fmt: skip


def _test(one: Comparison) -> str:
    """Return how a change is told from chance, in words."""
    if one.chance is None:
        return ""
    own = one.now.indicator.kind in ("score", "duration")
    return OTHER_MEANS if own else TESTS[one.chance.test]


def tested(found: Sequence[Comparison]) -> list[str]:
    """Return how the changes are told from chance; `found` are those that are counted."""
    chances = [one.chance for one in found if one.chance]
    bare = sum(one.chance is None and one.now.change is not None
               and one.now.previous.source == "published" for one in found)  # fmt: skip
    lacking = [plural("No test of {n} change from a figure published without its counts.",
                      "No test of {n} changes from figures published without their counts.",
                      bare)] if bare else []  # fmt: skip
    if not chances:
        return lacking
    used = {_test(one) for one in found if one.chance}
    said = [translate(text) for text in (*TESTS.values(), OTHER_MEANS) if text in used]
    level = numbers.number(LEVEL, current())
    false = numbers.number(LEVEL * len(chances), current(), decimals=1)
    said.append(translate("More than chance: p below {level}.", level=level))
    if len(chances) > 1:
        said.append(translate("Of the {n} changes tested, chance alone would make some {false} pass"
                              " for more.", n=len(chances), false=false))  # fmt: skip
    return [*said, *lacking]


def changes(found: Sequence[Comparison]) -> list[str]:
    """Return how many changes are for the better or the worse, and how many more than chance."""
    said = []
    for way, text in DIRECTIONS.items():
        held = [one for one in found if one.direction == way]
        if not held:
            continue
        sure = sum(one.chance is not None and one.chance.significant for one in held)
        counted = translate("{n} {way}", n=len(held), way=translate(text))
        if way == "equal":  # an adjective agrees, in French
            counted = plural("{n} stable", "{n} stable", len(held))
        beyond = translate(" (more than chance: {n})", n=sure) if sure else ""
        said.append(counted + beyond)
    return said
