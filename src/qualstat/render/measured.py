"""What scores and waits are counted from, in words.

Takes a measure; gives what its numerator and its denominator hold. Convention owned here: what is
left out, a blank or a level off the scale, is said with the denominator.
"""

from fractions import Fraction
from typing import assert_never

from qualstat.referentiel.indicators import Duration, RateAbove, RateWithinSeconds, Score
from qualstat.render import numbers
from qualstat.render.language import current, translate

OfValues = Score | RateAbove | Duration | RateWithinSeconds


def of_values(measure: OfValues) -> tuple[str, str]:
    """Return what is summed or counted, and among what."""
    match measure:
        case Score():
            return translate("sum of the points of {column}", column=measure.of), _answers(measure)
        case RateAbove():
            top = translate("answers of {score} or more in {column}", score=measure.at_least,
                            column=measure.of)  # fmt: skip
            return top, _answers(measure)
        case Duration():
            return translate("sum of the seconds of {column}", column=measure.of), _known(measure)
        case RateWithinSeconds():
            seconds = numbers.quantity(Fraction(measure.within), "s", current())
            top = translate("records with {column} of {seconds} or less", column=measure.of,
                            seconds=seconds)  # fmt: skip
            return top, _known(measure)
        case other:
            assert_never(other)


def _answers(measure: Score | RateAbove) -> str:
    return translate("answers from {lowest} to {highest} in {column}, blanks left out",
                     lowest=measure.lowest, highest=measure.highest,
                     column=measure.of)  # fmt: skip


def _known(measure: Duration | RateWithinSeconds) -> str:
    return translate("records with {column} noted", column=measure.of)
