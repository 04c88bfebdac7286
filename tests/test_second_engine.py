"""The program against the second engine, on random registers: every number equal."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import second_engine
from qualstat.errors import RegisterError
from qualstat.periods import months_period, year_period
from qualstat.pipeline import Request, compute
from qualstat.scorecards import Figure, Scorecard
from random_registers import Files, files
from thorough import examples

REFERENTIEL = Path(__file__).parent.parent / "referentiel"
# no shipped indicator reads surveys, which the second engine does not know
FOUR = files().map(
    lambda held: {name: text for name, text in held.items() if "enquetes" not in name}
)
COMPARED = (
    "state value numerator denominator pending overdue excluded median p90 verdict margin"
    " margin_cases months_covered"
).split()


def computed(registers: Files, **asked: object) -> Scorecard | None:
    """Compute random registers; None when there is no file to read."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in registers.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        try:
            return compute(Request(REFERENTIEL, Path(folder), **asked))  # type: ignore[arg-type]
        except RegisterError:
            return None


def said(figure: Figure) -> dict[str, object]:
    """Return the numbers of a figure that the second engine gives too."""
    held = figure.measure
    return {
        **{name: getattr(held, name) for name in COMPARED if hasattr(held, name)},
        "verdict": figure.verdict,
        "margin": figure.margin,
        "margin_cases": figure.margin_cases,
        "months_covered": figure.coverage.covered,
    }


def expected(figure: second_engine.Result) -> dict[str, object]:
    """Return the numbers of the second engine's figure."""
    return {name: getattr(figure, name) for name in COMPARED}


def compare(scorecard: Scorecard, registers: Files, as_of: date | None = None) -> None:
    """Hold every figure of a scorecard, and its accounts, against the second engine."""
    read = second_engine.read(registers)
    for period in scorecard.periods:
        answers = second_engine.compute(
            read, start=period.start, end=period.end + timedelta(days=1), as_of=as_of
        )
        for figure in (one for one in scorecard.figures if one.period == period):
            key = figure.site, figure.indicator.id
            assert (key, said(figure)) == (key, expected(answers[key]))
    first, last = scorecard.periods[0].start, scorecard.periods[-1].end
    accounts = second_engine.account(
        read, start=first, end=last + timedelta(days=1), as_of=as_of
    )  # fmt: skip
    for one in scorecard.accounts:
        wanted = accounts[one.register]
        assert {name: getattr(one, name) for name in wanted} == wanted


@settings(max_examples=examples(30), deadline=None)
@given(FOUR)
def test_a_year(registers: Files) -> None:
    """Every site and all of them, over a year."""
    scorecard = computed(registers, period=year_period(2018))
    assume(scorecard is not None)
    assert scorecard is not None
    compare(scorecard, registers)


@settings(max_examples=examples(20), deadline=None)
@given(FOUR, st.integers(0, 15))
def test_months(registers: Files, first: int) -> None:
    """Three months, one by one, that the points may not be followed in yet."""
    start = 12 * 2017 + 9 + first
    scorecard = computed(registers, period=months_period(start, start + 2), by="month")
    assume(scorecard is not None)
    assert scorecard is not None
    compare(scorecard, registers)


@settings(max_examples=examples(20), deadline=None)
@given(FOUR, st.integers(0, 500))
def test_as_of_any_day(registers: Files, after: int) -> None:
    """What was known on an earlier day, or on a later one."""
    day = date(2017, 11, 15) + timedelta(days=after)
    scorecard = computed(registers, period=year_period(2018), as_of=day)
    assume(scorecard is not None)
    assert scorecard is not None
    compare(scorecard, registers, as_of=day)
