"""A year mistyped on several lines: said, and no longer the period that nobody asked for."""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qualstat.findings import Finding
from qualstat.pipeline import Request, check, compute
from qualstat.scorecards import Scorecard
from registers_by_hand import REFERENTIEL, ROOT, found, write

CALL = "istres;{} 09:00;standard;repondu;5;60;1"
MANY = [CALL.format(f"{day:02}/03/2018") for day in range(1, 22)]  # 21 calls


def unasked(folder: Path, *rows: str) -> Scorecard:
    """Compute registers without a period."""
    data = write(folder, {"appels.csv": [*MANY, *(CALL.format(one) for one in rows)]})
    return compute(Request(REFERENTIEL, data))


def year(scorecard: Scorecard) -> int:
    return scorecard.periods[0].start.year


def test_two_mistyped_years_do_not_choose_the_period(tmp_path: Path) -> None:
    """2 calls in 2081 are fewer than a tenth of 21, and are said once, with their number."""
    scorecard = unasked(tmp_path, "03/03/2081", "04/03/2081")
    assert year(scorecard) == 2018
    assert scorecard.source.as_of["calls"] == date(2081, 3, 4)  # T3: two of them set it
    (one,) = found(scorecard, "dates-apart")
    assert (one.file, one.line, one.column) == ("appels.csv", 23, "debut")
    assert one.found.values["n"] == 2
    assert not found(scorecard, "far-ahead")


@pytest.mark.parametrize(
    ("rows", "chosen"),
    [
        (("03/03/2081", "04/03/2081", "03/03/2091"), 2018),  # a lone one beyond is `far-ahead`
        (("03/03/2081", "04/03/2081", "05/03/2081"), 2081),  # 3 are more than a tenth of 21
        (("20/03/2019", "21/03/2019"), 2019),  # 364 days after 21 March 2018
        (("03/03/1918", "04/03/1918"), 2018),
    ],
)
def test_what_is_apart_is_few_and_far(tmp_path: Path, rows: tuple[str, ...], chosen: int) -> None:
    scorecard = unasked(tmp_path, *rows)
    assert year(scorecard) == chosen
    assert bool(found(scorecard, "dates-apart")) == (rows[0].endswith("2081") and chosen == 2018)


def test_registers_are_looked_at_together(tmp_path: Path) -> None:
    """Two letters alone in 2081 are a tenth of nothing in their own register."""
    letters = [f"istres;{n};courriel;usager;demande;0{n}/03/2081;;" for n in (1, 2)]
    data = write(tmp_path, {"appels.csv": MANY, "courriers.csv": letters})
    scorecard = compute(Request(REFERENTIEL, data))
    assert year(scorecard) == 2018
    assert [one.file for one in found(scorecard, "dates-apart")] == ["courriers.csv"]


def test_the_first_line_is_named_whichever_of_its_dates_is_apart(tmp_path: Path) -> None:
    """An answer in 2021 stands a line before a letter of 2021."""
    letter = "istres;{};courriel;usager;demande;{};{};"
    rows = [letter.format(n, f"{n:02}/03/2018", "") for n in range(1, 22)]
    rows += [letter.format(22, "01/06/2018", "01/02/2021")]
    rows += [letter.format(23, "02/02/2021", "")]
    data = write(tmp_path, {"courriers.csv": rows, "appels.csv": MANY})
    (one,) = found(compute(Request(REFERENTIEL, data)), "dates-apart")
    assert (one.line, one.column, one.found.values["n"]) == (23, "repondu_le", 2)


def mistyped(folder: Path, lines: int) -> Path:
    """Return the samples with the year 2081 on some lines of calls."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    file = folder / "samples" / "2018" / "appels-2018-06.csv"
    text = file.read_text("utf-8")
    file.write_text(re.sub("/2018 ", "/2081 ", text, count=lines), "utf-8")
    return folder / "samples"


def test_check_says_it_too(tmp_path: Path) -> None:
    checked = check(Request(REFERENTIEL, mistyped(tmp_path, 2)))
    said: list[Finding] = [one for one in checked.findings if one.rule == "dates-apart"]
    assert [(one.file, one.line) for one in said] == [("2018/appels-2018-06.csv", 2)]


def test_on_the_screen(run: Any, tmp_path: Path) -> None:
    data = str(mistyped(tmp_path, 2))
    ran = run("compute", "--site", "istres", "--data", data, "--lang", "fr")
    assert ran.status == 0
    assert "Aucune période demandée\u00a0: 2018" in ran.err
    assert "2018/appels-2018-06.csv" in ran.err
    assert "2081" in ran.err


def test_a_letter_without_answer_has_no_date_that_is_apart(tmp_path: Path) -> None:
    """Two letters of 2081, and forty of 2018 of which one has no answer."""
    rows = [f"istres;{n};courriel;usager;demande;{n % 28 + 1:02}/06/2018;"
            f"{'' if n == 3 else '30/06/2018'};x" for n in range(40)]  # fmt: skip
    rows += [f"istres;z{n};courriel;usager;demande;05/06/2081;06/06/2081;x" for n in (1, 2)]
    (one,) = found(
        compute(Request(REFERENTIEL, write(tmp_path, {"courriers.csv": rows}))), "dates-apart"
    )
    assert (one.line, one.found.values["n"]) == (42, 4)
