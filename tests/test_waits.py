"""Waits: means and shares of whole seconds, with their quantiles, and what is not noted."""

from fractions import Fraction
from pathlib import Path

import pytest

from measures_manual import manual_referentiel
from qualstat.render.records import record
from qualstat.scorecards import Scorecard
from registers_by_hand import computed, figure, months

JUNE = months("2018-06", "2018-06")


def call(wait: str, count: int = 1, outcome: str = "perdu", line: str = "standard") -> str:
    return f"istres;12/06/2018 10:00;{line};{outcome};{wait};;{count}"


def waited(folder: Path, *rows: str) -> Scorecard:
    root = manual_referentiel(folder)
    return computed(folder / "data", {"appels.csv": list(rows)}, JUNE, referentiel=root)


def test_a_mean_wait_is_of_whole_seconds_noted(tmp_path: Path) -> None:
    """(2 x 12 + 30) / 3 = 18 s; median 12, p90 = 12 + 0.8 x 18 = 26.4 (Hyndman-Fan 7)."""
    made = figure(waited(tmp_path, call("12", 2), call("30,9"), call("", 3), call("5", 1, "ferme"),
                         call("900", 1, "perdu", "svi")), "attente-perdus")  # fmt: skip
    held = made.measure
    assert (held.value, held.numerator, held.denominator, held.excluded) == (18, 54, 3, 3)
    assert (held.median, held.p90) == (12, Fraction(132, 5))
    assert (made.interval, made.margin_cases) == (None, None)
    assert (made.verdict, made.margin) == ("met", 42)  # at most 60 s
    said = record(made)
    assert (said["kind"], said["unit"], said["median"]) == ("duration", "s", 12)


@pytest.mark.parametrize(("wait", "verdict"), [("60", "met"), ("65", "near"), ("66", "missed")])
def test_it_is_judged_in_seconds(wait: str, verdict: str, tmp_path: Path) -> None:
    assert figure(waited(tmp_path, call(wait)), "attente-perdus").verdict == verdict


def test_the_share_of_short_waits_counts_its_bound(tmp_path: Path) -> None:
    made = figure(waited(tmp_path, call("20"), call("20,9"), call("21", 2), call("")), "perdus-20s")
    held = made.measure
    assert (held.value, held.numerator, held.denominator, held.excluded) == (50, 2, 4, 1)
    assert made.interval is not None


def test_no_wait_noted_is_no_case(tmp_path: Path) -> None:
    made = figure(waited(tmp_path, call("", 4)), "attente-perdus")
    assert (made.measure.state, made.measure.excluded, made.verdict) == ("no_case", 4, None)
