"""The 64 lines of the 2018 report, computed by the program from the samples."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from published import LINES, name_of, rounded
from qualstat.periods import year_period
from qualstat.pipeline import Request, compute
from qualstat.scorecards import Figure

ROOT = Path(__file__).parent.parent
MET = {"oui": "met", "non": ("missed", "near")}


@cache
def figures() -> dict[tuple[str, str], Figure]:
    request = Request(ROOT / "referentiel", ROOT / "samples", period=year_period(2018))
    return {(one.site, one.indicator.id): one for one in compute(request).figures}


def empty_state(line: dict[str, str]) -> str:
    """Say why a line of the report prints no result."""
    if line["indicator"].startswith("rdv-"):
        return "missing"
    # The préfecture's two mean delays were left blank beside a printed rate.
    return "measured" if line["site"] == "prefecture" else "no_case"


lines = pytest.mark.parametrize("line", LINES, ids=name_of)


@lines
def test_result(line: dict[str, str]) -> None:
    figure = figures()[line["site"], line["indicator"]]
    printed = line["result"].rstrip("%j")
    assert figure.measure.state == ("measured" if printed else empty_state(line))
    if printed:
        assert figure.measure.value is not None
        assert rounded(figure.measure.value, printed) == printed


@lines
def test_previous(line: dict[str, str]) -> None:
    figure = figures()[line["site"], line["indicator"]]
    printed = line["previous"].rstrip("%j")
    if not printed:
        assert figure.previous.value is None
        return
    assert figure.previous.value is not None
    assert rounded(figure.previous.value, printed) == printed
    assert figure.previous.source == "registers"
    if line["previous_met"]:
        assert figure.previous.verdict in MET[line["previous_met"]]


@lines
def test_engagement_and_objective(line: dict[str, str]) -> None:
    figure = figures()[line["site"], line["indicator"]]
    assert figure.engagement == line["engagement"]
    objective = figure.objective
    senses = {"at_least": ">=", "at_most": "<=", "less_than": "<"}
    written = ""
    if objective:
        unit = "%" if objective.quantity.unit == "%" else "j"
        written = f"{senses[objective.sense]}{objective.target}{unit}"
    assert written == line["objective"]


@lines
def test_coverage(line: dict[str, str]) -> None:
    covered = figures()[line["site"], line["indicator"]].coverage
    if line["indicator"].startswith("rdv-"):
        assert covered.covered == 0
        return
    since = 4 if line["indicator"].startswith("pn-") else 1
    if line["coverage"]:
        since = int(line["coverage"][5:7])
    assert (covered.start, covered.end) == (date(2018, since, 1), date(2018, 12, 31))
    assert (covered.covered, covered.expected) == (13 - since, 12)
