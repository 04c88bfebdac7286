"""Outlooks that lack months, and what a change of cases would do until the period ends."""

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import pytest

from cli_runs import ROOT

LOST = ("outlook", "--site", "istres", "--year", "2018", "--indicator", "appels-perdus")
AS_OF = ("--as-of", "2018-10-31")
DOUBT = "mais 2 mois sont sans données (mai 2018, sept. 2018)\u00a0: cette marge n'est pas sûre"


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.fixture
def holed(tmp_path: Path) -> str:
    """Give the samples without the calls of May and September 2018."""
    data = tmp_path / "samples"
    shutil.copytree(ROOT / "samples", data)
    for month in ("05", "09"):
        (data / "2018" / f"appels-2018-{month}.csv").unlink()
    return str(data)


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_missing_months_make_the_room_doubtful(run: Any, holed: str, form: str) -> None:
    words = (*LOST, *AS_OF, "--lang", "fr", "--format", form)
    assert flat(DOUBT) in flat(run(*words, "--data", holed).out)
    assert "sans données" not in run(*words).out


def test_they_are_a_note_and_a_word_in_tables(run: Any, holed: str) -> None:
    words = (*LOST, *AS_OF, "--data", holed)
    (row,) = csv.DictReader(io.StringIO(run(*words, "--format", "csv").out))
    assert "months-missing" in row["note"].split()
    said = flat(run(*words, "--sort", "margin", "--lang", "fr").out)
    assert "à portée, mais 2 mois sans données" in said


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_a_hypothesis_tells_the_end_of_the_period(run: Any, form: str) -> None:
    """20 lost calls fewer leave room for 20 more, the same calls to come."""
    words = (*LOST, "--as-of", "2018-09-30", "--lang", "fr", "--format", form)
    said = flat(run(*words, "--what-if", "appels-perdus -20").out)
    assert "Encore 13 appels perdus possibles d'ici décembre" in said
    assert "Pour la fin de la période : encore 33 appels perdus possibles d'ici décembre" in said
    assert "tel que compté : encore 13 appels perdus possibles d'ici décembre." in said


def test_it_says_where_nothing_changes(run: Any) -> None:
    words = (*LOST[:-1], "courriels-5j", "--as-of", "2018-09-30", "--lang", "fr")
    said = flat(run(*words, "--what-if", "courriels-5j +0/+0").out)
    assert "Pour la fin de la période, rien n'y change : " in said


def test_it_says_nothing_once_the_period_is_over(run: Any) -> None:
    ran = run(*LOST, "--lang", "fr", "--what-if", "appels-perdus -20")
    assert "hypothèse" in ran.out
    assert "Pour la fin" not in ran.out
