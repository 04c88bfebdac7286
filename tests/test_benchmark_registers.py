"""The registers of the benchmarks: seeded, as many rows as asked, and all engines agree on them."""

import csv
import hashlib
import importlib.util
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import agree
import figures
import registers
from shapes import Shape
from texts import DEFECTS

SMALL = Shape(calls=500, sites=3, bad=0.0)
PEERS = all(importlib.util.find_spec(name) for name in ("duckdb", "polars"))


def digests(folder: Path, shape: Shape) -> dict[str, str]:
    registers.write(folder, shape)
    return {
        one.name: hashlib.sha256(one.read_bytes()).hexdigest()
        for one in sorted((folder / "data").iterdir())
    }


def rows(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as text:
        return list(csv.DictReader(text, delimiter=";"))


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    shape = replace(SMALL, bad=0.1, shuffled=True)
    first = digests(tmp_path / "one", shape)
    assert first == digests(tmp_path / "two", shape)
    other = digests(tmp_path / "three", replace(shape, seed=2))
    assert all(first[name] != other[name] for name in first)


def test_there_are_as_many_rows_and_sites_as_asked(tmp_path: Path) -> None:
    registers.write(tmp_path, replace(SMALL, overlap=0.0))
    counts = {one.stem: len(rows(one)) for one in (tmp_path / "data").iterdir()}
    assert counts == {"appels": 500, "courriers": 100, "visites": 100}
    assert {row["site"] for row in rows(tmp_path / "data" / "appels.csv")} == {
        "s001", "s002", "s003",
    }  # fmt: skip
    assert len(list((tmp_path / "referentiel" / "sites").iterdir())) == 3


def test_calls_follow_one_another_unless_they_are_shuffled(tmp_path: Path) -> None:
    def starts(name: str, *, shuffled: bool) -> list[str]:
        registers.write(tmp_path / name, replace(SMALL, shuffled=shuffled))
        held = [row["debut"] for row in rows(tmp_path / name / "data" / "appels.csv")]
        return [f"{one[6:10]}{one[3:5]}{one[:2]}{one[10:]}" for one in held]

    assert starts("in-order", shuffled=False) == sorted(starts("in-order", shuffled=False))
    assert starts("mixed", shuffled=True) != sorted(starts("mixed", shuffled=True))


def test_monthly_files_hold_their_month(tmp_path: Path) -> None:
    registers.write(tmp_path, replace(SMALL, years=2, monthly=True))
    assert len(list((tmp_path / "data").iterdir())) == 3 * 24
    held = rows(tmp_path / "data" / "appels-2017-03.csv")
    assert {row["debut"][3:10] for row in held} == {"03/2017"}


def test_a_letter_exported_twice_comes_first_without_its_answer(tmp_path: Path) -> None:
    registers.write(tmp_path, replace(SMALL, calls=2_000, overlap=0.5))
    seen: dict[str, list[dict[str, str]]] = {}
    for row in rows(tmp_path / "data" / "courriers.csv"):
        if row["reference"]:
            seen.setdefault(row["reference"], []).append(row)
    twice = [each for each in seen.values() if len(each) > 1]
    assert len(twice) > 100
    for first, second in twice:
        assert (first["repondu_le"], bool(second["repondu_le"])) == ("", True)
        assert first["site"] == second["site"]
        assert first["recu_le"] == second["recu_le"]
        assert first["nature"] == second["nature"]


def test_bad_rows_have_every_defect_of_their_register(tmp_path: Path) -> None:
    registers.write(tmp_path, replace(SMALL, calls=20_000, bad=0.1))
    text = (tmp_path / "data" / "appels.csv").read_text(encoding="utf-8").splitlines()[1:]
    cells = Counter(line.count(";") + 1 for line in text)
    assert min(cells[2], cells[7]) > 0
    for _, wrong in DEFECTS["calls"]:
        assert any(wrong in line for line in text)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_quotes_and_encodings_change_the_form_only(tmp_path: Path, encoding: str) -> None:
    registers.write(tmp_path, replace(SMALL, quoted=True, encoding=encoding))
    path = tmp_path / "data" / "courriers.csv"
    assert path.read_bytes().startswith(b'"site";"reference";')
    services = {row["service"] for row in rows(path, encoding)}
    assert {'Bureau "Élections"', "Cabinet; sécurité", "Pôle collectivités"} <= services


def test_what_differs_between_engines_is_named() -> None:
    key = ("s001", "2016-01", "courriers-delai")
    one = {key: ((10, 4, 1, 0, 0), (2.5, 2.0, 4.0))}
    assert not figures.differences(one, {key: ((10, 4, 1, 0, 0), (2.5, 2.0000004, 4.0))})
    assert len(figures.differences(one, {key: ((10, 4, 0, 1, 0), (2.5, 2.0, 4.0))})) == 1
    assert len(figures.differences(one, {key: ((10, 4, 1, 0, 0), (2.5, 2.1, 4.0))})) == 1
    assert len(figures.differences(one, {})) == 1


@pytest.mark.skipif(not PEERS, reason="the peers come with the extra `bench`")
def test_all_engines_give_the_same_figures(tmp_path: Path) -> None:
    shape = Shape(calls=1_500, sites=12, years=2, monthly=True, overlap=0.3, bad=0.05)
    assert list(agree.disagreements(tmp_path, shape)) == []
