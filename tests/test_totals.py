"""Totals: a row counts whole, or is rejected whole and sent back once."""

import csv
from pathlib import Path
from typing import Any

from qualstat.periods import year_period
from qualstat.pipeline import Request, check, compute
from registers_by_hand import REFERENTIEL, figure

PROFILE = """label: x
register: calls
files: ["totaux*"]
columns:
  site: {value: istres}
  debut: {column: Jour, time: "12:00"}
  ligne: {value: standard}
records:
  - {issue: {value: repondu}, effectif: Répondus}
  - {issue: {value: perdu}, effectif: Perdus}
"""
TOTALS = """Jour;Répondus;Perdus
13/01/2018;100;5
14/01/2018;200;dix
15/01/2018;50;
16/01/2018;0;0
17/01/2018;30;2,5
"""


def asked(folder: Path, content: str = TOTALS) -> Request:
    data, sources = folder / "data", folder / "sources"
    for one in (data, sources):
        one.mkdir(exist_ok=True)
    (data / "totaux.csv").write_text(content, "utf-8")
    (sources / "totaux.yaml").write_text(PROFILE, "utf-8")
    return Request(REFERENTIEL, data, period=year_period(2018), sources=sources)


def test_a_row_counts_whole_or_not_at_all(tmp_path: Path) -> None:
    """Lost 5 of 100 + 5 + 50: the 14th and the 17th are left out with their answered calls."""
    measure = figure(compute(asked(tmp_path)), "appels-perdus").measure
    assert (measure.numerator, measure.denominator) == (5, 155)
    checked = check(asked(tmp_path))
    (account,) = checked.accounts
    assert (account.read, account.counted, account.rejected) == (7, 3, 4)


def test_a_rejected_row_is_sent_back_once_and_counts_once(run: Any, tmp_path: Path) -> None:
    request, folder = asked(tmp_path), tmp_path / "rejects"
    words = ["--data", str(request.data), "--sources", str(request.sources)]
    assert run("check", *words, "--rejects", str(folder)).status == 0
    text = (folder / "totaux.csv").read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert [row[5:8] for row in rows[1:]] == [["14/01/2018", "200", "dix"],
                                             ["17/01/2018", "30", "2,5"]]  # fmt: skip
    mended = text.replace("dix", "10").replace("2,5", "2")
    (request.data / "totaux-2.csv").write_text(mended, "utf-8")
    measure = figure(compute(request), "appels-perdus").measure
    assert (measure.numerator, measure.denominator) == (17, 397)
