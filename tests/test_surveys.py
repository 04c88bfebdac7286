"""Surveys: what a row may hold, what is kept of it, and that older stores and exports take them."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from measures_manual import manual_referentiel
from purging import purged
from qualstat.pipeline import Request, compute
from qualstat.store import schema
from qualstat.store.plain.parts import LATER
from registers_by_hand import SURVEYS, computed, figure, found, months, write
from store_exports import changed

JUNE = months("2018-06", "2018-06")
CLEAR = "Clarté des informations"


def answer(  # noqa: PLR0913  # the cells of a row
    level: str = "4",
    *,
    theme: str = "accueil",
    question: str = CLEAR,
    day: str = "12/06/2018",
    count: str = "",
    site: str = "istres",
) -> str:
    return f"{site};{day};{theme};{question};{level};{count}"


@pytest.fixture(scope="module")
def referentiel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return manual_referentiel(tmp_path_factory.mktemp("declared"))


def test_codes_are_forgiven_what_codes_are_forgiven(referentiel: Path, tmp_path: Path) -> None:
    rows = [answer(theme="Accueil"), answer(" 5 "), answer("Très satisfait"), answer("", count="3")]
    held = computed(tmp_path, {"enquetes.csv": rows}, JUNE, referentiel=referentiel)
    (account,) = held.accounts
    assert (account.register, account.read, account.counted, account.rejected) == (
        "surveys", 4, 4, 0,
    )  # fmt: skip
    measure = figure(held, "enquete-clarte").measure
    assert (measure.numerator, measure.denominator, measure.excluded) == (9, 2, 4)


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (answer("11"), "11"), (answer("4,5"), "4,5"), (answer("-1"), "-1"),
        (answer("bien"), "bien"), (answer(theme="fax"), "fax"), (answer(count="0"), "0"),
        (answer(day="31/06/2018"), "31/06/2018"), (answer(site="nulle-part"), "nulle-part"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_is_rejected(
    row: str, cell: str, run: Any, referentiel: Path, tmp_path: Path
) -> None:
    data = write(tmp_path, {"enquetes.csv": [answer(), row]})
    ran = run("check", "--data", str(data), "--referentiel", str(referentiel))
    assert f"“{cell}”" in ran.out
    assert "line 3" in ran.out.replace("\u00a0", " ")


def test_two_files_of_a_day_count_both_and_say_so(referentiel: Path, tmp_path: Path) -> None:
    files = {"enquetes-1.csv": [answer()], "enquetes-2.csv": [answer("2"), answer()]}
    held = computed(tmp_path, files, JUNE, referentiel=referentiel)
    assert figure(held, "enquete-clarte").measure.denominator == 3
    assert len(found(held, "overlap")) == 1


def test_a_part_of_the_map_is_named_by_its_question(
    run: Any, referentiel: Path, tmp_path: Path
) -> None:
    """A question is free text, as one that no row holds."""
    declared = shutil.copytree(referentiel, tmp_path / "declared")
    file = declared / "indicators" / "enquete-clarte.yaml"
    text = file.read_text(encoding="utf-8").replace(CLEAR, "Amabilité des agents")
    file.write_text(text, encoding="utf-8")
    data = write(tmp_path / "data", {"enquetes.csv": [answer(count="12")]})
    said = run("coverage", "--data", str(data), "--referentiel", str(declared), "--year", "2018",
               "--site", "istres")  # fmt: skip
    assert said.status == 0
    assert "“Amabilité des agents”" in said.out


def test_it_stands_in_the_map_and_in_the_list_of_profiles(
    run: Any, referentiel: Path, tmp_path: Path
) -> None:
    data = write(tmp_path, {"enquetes.csv": [answer(count="12")]})
    said = run("coverage", "--data", str(data), "--referentiel", str(referentiel), "--year", "2018",
               "--site", "istres").out  # fmt: skip
    row = next(one for one in said.splitlines() if one.strip().startswith("surveys"))
    assert "12" in row
    assert "plain-surveys" in run("sources", "list").out


def test_an_export_of_answers_is_recognised(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "reponses.csv"
    path.write_text("Site;Date de réponse;Thème;Question;Note\n"
                    "istres;12/06/2018;accueil;Q1;4\nistres;12/06/2018;accueil;Q2;5\n")  # fmt: skip
    said = run("sources", "draft", str(path)).out
    assert "register: surveys" in said
    assert 'niveau: "Note"' in said


# ---- kept, purged, exported


def counted(referentiel: Path, data: Path, store: Path) -> tuple[int | None, int | None]:
    held = compute(Request(referentiel, data, period=JUNE, store=store))
    measure = figure(held, "enquete-clarte").measure
    return measure.numerator, measure.denominator


def test_a_purge_freezes_answers_and_their_questions(referentiel: Path, tmp_path: Path) -> None:
    rows = [answer("4"), answer("2", question="Amabilité"), answer("5", count="2")]
    later = [answer("1", day="02/07/2018")]
    data = write(tmp_path / "data", {"enquetes-06.csv": rows, "enquetes-07.csv": later})
    store = tmp_path / "a.store"
    purged(data, store, "2018-07", referentiel=referentiel)
    assert [one.name for one in data.iterdir()] == ["enquetes-07.csv"]
    assert counted(referentiel, data, store) == (14, 3)


def test_an_export_of_an_older_schema_had_no_surveys(
    run: Any, referentiel: Path, tmp_path: Path
) -> None:
    calls = ["istres;12/06/2018 10:00;standard;repondu;20;;"]
    data = write(tmp_path / "data", {"appels.csv": calls})
    store, copy = tmp_path / "a.store", tmp_path / "copy"
    compute(Request(referentiel, data, period=JUNE, store=store))
    assert run("store", "export", str(copy), "--store", str(store)).status == 0
    for path in (*copy.glob("*-surveys.csv"), *copy.glob("*-waits-*.csv")):
        path.unlink()
    assert LATER["surveys"] == 5 <= schema.VERSION
    changed(copy / "meta.csv", lambda rows: rows.__setitem__(
        slice(None), [["schema", "4"] if row[0] == "schema" else row for row in rows
                      if "surveys" not in row[0] and "waits" not in row[0]],
    ))  # fmt: skip
    ran = run("store", "import", str(copy), "--store", str(tmp_path / "b.store"))
    assert ran.status == 0, ran.err
    held = compute(Request(referentiel, data, period=JUNE, store=tmp_path / "b.store"))
    assert figure(held, "repondus-20s").measure.denominator == 1  # read again


def test_the_header_is_the_contract_s() -> None:
    assert SURVEYS == "site;date;theme;question;niveau;effectif"
