"""`qualstat history` as its users type it."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from published_files import PRINTED, write
from registers_by_hand import CALLS

HEADER = "site;indicateur;periode;valeur;numerateur;denominateur"
GOOD = ("istres;appels-perdus;2017;12,83 %;24;187", "aix;appels-perdus;2017;5,30 %;;")


def imported(run: Any, tmp_path: Path, *lines: str, words: tuple[str, ...] = ()) -> Any:
    path = write(tmp_path, HEADER, *lines)
    return run("history", "import", str(path), "--store", str(tmp_path / "a.store"), *words)


def listed(run: Any, tmp_path: Path, *words: str) -> list[dict[str, str]]:
    ran = run("history", "list", "--store", str(tmp_path / "a.store"), "--format", "csv", *words)
    assert ran.status == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_an_import_says_how_many_and_is_listed(run: Any, tmp_path: Path) -> None:
    ran = imported(run, tmp_path, *GOOD)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "No finding.\n2 figures imported.\n"
    first, second = listed(run, tmp_path)
    assert (first["site"], first["value"], first["unit"]) == ("aix", "5.3", "%")
    assert second["period"] == "2017"
    assert (second["numerator"], second["denominator"]) == ("24", "187")
    assert second["file"] == "publie.csv"


def test_what_keeps_nothing_is_no_store(run: Any, tmp_path: Path) -> None:
    place = tmp_path / "none.store"
    for words in (("list",), ("remove", "--year", "2017")):
        ran = run("history", *words, "--store", str(place))
        assert (ran.status, "there is no store here" in ran.err) == (2, True)
    assert not place.exists()


def test_indicators_of_one_label_are_told_apart(run: Any, tmp_path: Path) -> None:
    imported(run, tmp_path, "istres;courriels-5j;2017;90 %;;", "istres;appels-perdus;2017;9 %;;",
             "istres;collectivites-courriels-5j;2017;80 %;;")  # fmt: skip
    ran = run("history", "list", "--store", str(tmp_path / "a.store"), "--format", "markdown")
    assert "(collectivites-courriels-5j)" in ran.out
    assert "(appels-perdus)" not in ran.out


def test_the_same_file_again_changes_nothing(run: Any, tmp_path: Path) -> None:
    imported(run, tmp_path, *GOOD)
    assert imported(run, tmp_path, *GOOD).out.endswith("0 figures imported; 2 already there.\n")


def test_a_changed_value_is_refused_with_both(run: Any, tmp_path: Path) -> None:
    imported(run, tmp_path, *GOOD)
    ran = imported(run, tmp_path, "aix;appels-perdus;2017;5,90 %;;")
    assert ran.status == 4
    assert "5,9 %, where 5,3 % was imported from publie.csv" in " ".join(ran.out.split())
    assert listed(run, tmp_path)[0]["value"] == "5.3"
    words = ("--replace",)
    assert imported(run, tmp_path, "aix;appels-perdus;2017;5,90 %;;", words=words).status == 0
    assert listed(run, tmp_path)[0]["value"] == "5.9"


def test_a_blocking_finding_is_4_and_imports_nothing(run: Any, tmp_path: Path) -> None:
    ran = imported(run, tmp_path, GOOD[0], "aix;appels-perdus;2017;5,3 j;;")
    assert ran.status == 4
    assert "Nothing is imported: correct the errors first." in ran.out
    assert listed(run, tmp_path) == []


def test_quiet_leaves_the_errors(run: Any, tmp_path: Path) -> None:
    ran = imported(run, tmp_path, "aix;appels-perdus;2017;5,3 j;;", words=("--quiet",))
    assert (ran.status, ran.out) == (4, "")
    assert "has not the unit of this indicator" in ran.err


def test_check_needs_no_store_and_makes_none(run: Any, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, *GOOD)
    ran = run("history", "import", str(path), "--check", "--store", str(tmp_path / "a.store"))
    assert (ran.status, (tmp_path / "a.store").exists()) == (0, False)
    assert run("history", "import", str(path), "--check").status == 0
    bare = run("history", "import", str(path))
    assert bare.status == 2
    assert "QUALSTAT_STORE" in bare.err


def test_a_wrong_site_is_left_out_with_the_nearest(run: Any, tmp_path: Path) -> None:
    ran = imported(run, tmp_path, GOOD[0], "istre;appels-perdus;2016;5,3 %;;")
    assert ran.status == 0
    text = " ".join(ran.out.split())
    assert "line 3, column site: “istre” is not a site" in text
    assert "did you mean istres?" in text
    assert "1 figure imported; 1 line left out." in text


def test_labels_and_another_dialect(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "publie.csv"
    path.write_bytes(
        "Structure\tIndicateur\tAnnée\tRésultats\n"
        "Sous-Préfecture d’Arles\tTéléprocédures abouties\t2018-04..2018-12\t76,44 %\n"
        .encode("cp1252")
    )  # fmt: skip
    ran = run("history", "import", str(path), "--store", str(tmp_path / "a.store"))
    assert ran.status == 0, ran.out
    (one,) = listed(run, tmp_path)
    assert (one["site"], one["indicator"]) == ("arles", "pn-teleprocedures")
    assert (one["period"], one["value"]) == ("2018-04..2018-12", "76.44")


def _book(path: Path, rate: object, form: str = "") -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Publié")
        for place, name in enumerate(("site", "indicateur", "periode", "valeur")):
            sheet.write(0, place, name)
        style = book.add_format({"num_format": form}) if form else None
        for place, cell in enumerate(("istres", "appels-perdus", 2017)):
            sheet.write(1, place, cell)
        sheet.write(1, 3, rate, style)
    return path


def test_a_workbook(run: Any, tmp_path: Path) -> None:
    path = _book(tmp_path / "publie.xlsx", "12,83 %")
    assert run("history", "import", str(path), "--store", str(tmp_path / "a.store")).status == 0
    assert listed(run, tmp_path)[0]["value"] == "12.83"


def test_a_percentage_that_a_workbook_keeps_as_a_fraction_is_refused(
    run: Any, tmp_path: Path
) -> None:
    ran = run("history", "import", str(_book(tmp_path / "a.xlsx", 0.1283, "0.00%")), "--check")
    assert ran.status == 4
    assert "“0.1283” has not the unit of this indicator" in " ".join(ran.out.split())


def test_what_cannot_be_read_is_4(run: Any, tmp_path: Path) -> None:
    ran = run("history", "import", str(tmp_path / "none.csv"), "--check")
    assert (ran.status, ran.out) == (4, "")
    assert "it does not exist" in ran.err
    lacking = write(tmp_path, "site;indicateur;periode;valleur", "aix;appels-perdus;2017;5 %")
    ran = run("history", "import", str(lacking), "--check")
    assert ran.status == 4
    assert "did you mean valleur?" in ran.out


def test_removal_takes_what_is_named_and_no_more(run: Any, tmp_path: Path) -> None:
    imported(run, tmp_path, *GOOD, "aix;appels-perdus;2016;5 %;;")
    store = ("--store", str(tmp_path / "a.store"))
    assert run("history", "remove", *store).status == 2
    assert run("history", "remove", "--year", "2017", "--site", "aix", *store).out == (
        "1 figure removed.\n"
    )
    kept = {(one["site"], one["period"]) for one in listed(run, tmp_path)}
    assert kept == {("aix", "2016"), ("istres", "2017")}
    assert len(listed(run, tmp_path, "--site", "istres")) == 1
    assert listed(run, tmp_path, "--year", "2015") == []


def test_a_list_in_every_format(run: Any, tmp_path: Path) -> None:
    imported(run, tmp_path, *GOOD)
    store = ("--store", str(tmp_path / "a.store"))
    held = json.loads(run("history", "list", *store, "--format", "json").out)
    assert [one["value"] for one in held["published"]] == [5.3, 12.83]
    assert run("history", "list", *store, "--format", "markdown").out.startswith("# 2 published")
    assert "12,83 %" in run("history", "list", *store, "--lang", "fr").out.replace("\u00a0", " ")
    assert run("history", "list", *store, "--columns", "valu").status == 2


def test_the_scorecard_marks_it_in_words(run: Any, tmp_path: Path) -> None:
    imported(run, tmp_path, *GOOD)
    data = tmp_path / "data"
    data.mkdir()
    rows = [f"istres;08/{month:02}/2018 09:00;standard;repondu;5;60;1" for month in range(1, 13)]
    write(data, CALLS, *rows, name="appels.csv")
    asked = ("--data", str(data), "--store", str(tmp_path / "a.store"), "--site", "istres",
             "--year", "2018", "--indicator", "appels-perdus")  # fmt: skip
    text = " ".join(run("compute", *asked).out.split())
    assert "2017: 12.83%, missed, as published" in text
    assert "As published: printed in an earlier report, not counted from registers." in text
    (one,) = csv.DictReader(io.StringIO(run("compute", *asked, "--format", "csv").out))
    assert one["previous_source"] == "published"
    assert (one["previous_value"], one["previous_verdict"]) == ("12.834225", "missed")
    assert (one["change"], one["trend"]) == ("-12.834225", "down")
    assert "previous-published" in one["note"].split()
    compared = " ".join(run("compare", *asked).out.split())
    assert "12.83% missed [24/187] (as published)" in compared
    (one,) = csv.DictReader(io.StringIO(run("compare", *asked, "--format", "csv").out))
    # Fisher: 0 of 12 against 24 of 187
    assert one["significant"] == "false"


@pytest.mark.parametrize("file", ["prefecture-2018.csv", "sous-prefectures-2018.csv"])
def test_the_printed_tables_in_french(run: Any, file: str) -> None:
    ran = run("history", "import", str(PRINTED / file), "--check", "--lang", "fr")
    assert ran.status == 4
    assert "Vérifié seulement" in ran.out
    for english in (" the ", " line ", " of "):
        assert english not in ran.out
