"""Registers that came and give no row: to be mended, and not to be asked for as if they had not."""

from pathlib import Path
from typing import Any

import pytest

HEAD = "site;debut;ligne;issue;attente_s;duree_s"
SPOILT = {
    "blank": (f"{HEAD}\n", 0, "reçu, mais sans aucune ligne : appels.csv"),
    "empty": ("", 4, "reçu, mais illisible : appels.csv"),
    "binary": ("\0\1\2\0\n\0", 4, "reçu, mais illisible : appels.csv"),
    "columns": ("site;debut\nistres;02/01/2018 09:00\n", 4, "reçu, mais illisible : appels.csv"),
    "rows": (f"{HEAD}\nistres;32/01/2018 09:00;svi;perdu;;\n", 0,
             "reçu, mais toutes les lignes sont rejetées : appels.csv"),
}  # fmt: skip
ISTRES = ("--site", "istres", "--lang", "fr")


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.fixture(params=sorted(SPOILT))
def spoilt(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, int, str]:
    """Give a folder with one register that gives no row, its status, and what is said."""
    text, status, said = SPOILT[request.param]
    tmp_path.joinpath("appels.csv").write_text(text, "utf-8")
    return str(tmp_path), status, said


def test_the_map_asks_to_mend_it(run: Any, spoilt: tuple[str, int, str]) -> None:
    data, status, said = spoilt
    ran = run("coverage", *ISTRES, "--year", "2018", "--data", data)
    out = flat(ran.out)
    assert ran.status == status
    assert f"À demander appels : {said} ; à corriger d'abord" in out
    assert "courriers, Istres, 2018 (fichiers courriers*.csv)" in out  # which did not come
    assert "…" not in out  # nothing is known, so nothing is ahead


def test_an_explanation_does_too(run: Any, spoilt: tuple[str, int, str]) -> None:
    data, status, said = spoilt
    ran = run("explain", "appels-perdus", *ISTRES, "--year", "2018", "--data", data)
    out = flat(ran.out)
    assert ran.status == status
    assert f"{said[:1].upper()}{said[1:]} ; à corriger d'abord" in out
    assert "Demandez" not in out
    assert "aucun registre n'a été reçu" not in out


def test_other_registers_did_not_come(run: Any, spoilt: tuple[str, int, str]) -> None:
    out = run("explain", "courriels-5j", *ISTRES, "--year", "2018", "--data", spoilt[0]).out
    assert "Demandez" in out
    assert "appels.csv" not in out.partition("Source")[0]


@pytest.mark.parametrize("command", [("explain", "appels-perdus"), ("compute",), ("coverage",)])
def test_without_a_period_all_say_the_same(
    run: Any, spoilt: tuple[str, int, str], command: tuple[str, ...]
) -> None:
    ran = run(*command, *ISTRES, "--data", spoilt[0])
    assert ran.status == spoilt[1]
    assert "appels.csv" in ran.err or "ligne rejetée" in ran.err
    assert "il n'y a pas de dernière année" in ran.err


def test_few_complaints_point_to_the_map(run: Any) -> None:
    out = flat(run("explain", "reclamations-15j", *ISTRES, "--year", "2018").out)
    assert "« qualstat coverage --site istres --year 2018 » dit si leur nombre est plausible" in out
    assert "est plausible" not in run("explain", "courriels-5j", *ISTRES, "--year", "2018").out


def test_the_command_names_other_periods_and_every_site(run: Any) -> None:
    words = ("explain", "reclamations-15j", "--from", "2018-04", "--to", "2018-12", "--lang", "fr")
    assert "« qualstat coverage --from 2018-04 --to 2018-12 »" in flat(run(*words).out)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("explain", "apels"), "appels-perdus"),
        (("explain", "Appels perdus, SVI"), "appels-perdus-svi"),
        (("explain", "Téléprocédures"), "pn-teleprocedures"),
        (("explain", "rdv-10"), "rdv-10j"),
        (("compute", "--site", "Sous-préfecture d'Istres"), "istres"),
        (("compute", "--site", "Sous-prefecture Istres"), "istres"),
        (("outlook", "--site", "istres", "--what-if", "apels +1"), "appels-perdus"),
    ],
)
def test_labels_and_beginnings_are_understood(run: Any, words: tuple[str, ...], meant: str) -> None:
    ran = run(*words, "--lang", "fr")
    assert ran.status == 2
    assert flat(ran.err).endswith(f"vouliez-vous dire {meant} ?")
