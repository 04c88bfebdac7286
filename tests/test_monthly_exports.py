"""Exports that come while `qualstat monthly` runs: cut, growing, written anew, over three years."""

import os
import random
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from monthly_server import FEBRUARY, JANUARY, Server
from registers_by_hand import CALLS, REFERENTIEL


@pytest.fixture
def server(tmp_path: Path, run: Any) -> Server:
    return Server(tmp_path, run)


def test_a_truncated_export_is_put_off_and_counts_once_whole(server: Server) -> None:
    server.deliver(JANUARY).run()
    whole = "\n".join([CALLS, *["istres;05/02/2018 09:00;standard;perdu;5;60;"] * 3]) + "\n"
    path = server.data / "appels-2018-02.csv"
    path.write_text(whole[:-22], encoding="utf-8")
    told = server.run()
    assert "appels-2018-02.csv" in told.out
    assert "2018-02/istres.csv" not in server.files
    assert server.manifest["left_out"][0]["rule"] == "put-off"
    path.write_text(whole, encoding="utf-8")
    server.run()
    assert server.rows("2018-02")["appels-perdus"]["numerator"] == "3"


def test_what_a_file_held_counts_while_it_is_written_anew(server: Server) -> None:
    server.deliver(JANUARY).deliver(FEBRUARY).run()
    rows = server.rows("2018-02")["appels-perdus"]
    path = server.data / "appels-2018-02.csv"
    path.write_text(path.read_text(encoding="utf-8") + "istres;28/02/2018 09", encoding="utf-8")
    assert "put off" not in server.rows("2018-02")
    assert server.run().status == 0
    assert server.rows("2018-02")["appels-perdus"] == rows


def test_a_young_file_waits_for_so_many_seconds(server: Server) -> None:
    server.deliver(JANUARY).run()
    server.deliver(FEBRUARY)
    server.run("--settle-seconds", "3600")
    assert "2018-02/istres.csv" not in server.files
    old = time.time() - 4000
    for path in server.data.iterdir():
        os.utime(path, (old, old))
    server.run("--settle-seconds", "3600")
    assert "2018-02/istres.csv" in server.files


def test_no_second_is_none_and_words_are_refused(server: Server) -> None:
    server.deliver(JANUARY).deliver(FEBRUARY)
    assert server.run("--settle-seconds", "0").status == 0
    assert "2018-02/istres.csv" in server.files
    told = server.run("--settle-seconds", "soon")
    assert (told.status, "as in --settle-seconds 60" in told.err) == (2, True)


def test_a_file_that_grows_is_put_off(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.deliver(JANUARY)
    path = server.data / "appels-2018-01.csv"

    def grows(_seconds: float) -> None:
        with path.open("a") as stream:
            stream.write("istres;17/01/2018 09:00;standard;perdu;5;60;\n")

    monkeypatch.setattr(time, "sleep", grows)
    server.run()
    assert [one["file"] for one in server.manifest["left_out"]] == ["appels-2018-01.csv"]
    monkeypatch.undo()
    server.run()
    assert server.rows("2018-01")["appels-perdus"]["denominator"] == "3"


def letters(year: int, month: int, rng: random.Random) -> list[dict[str, str]]:
    """Return the letters of a month with the day of their answers, some of them never given."""
    found = []
    for number in range(rng.randint(3, 9)):
        day = date(year, month, rng.randint(1, 28))
        answer = day + timedelta(days=rng.choice([1, 4, 9, 20, 33, 50]))
        found.append({
            "site": rng.choice(["istres", "arles"]), "reference": f"{month}-{number}",
            "canal": rng.choice(["courriel", "courrier"]), "day": day.isoformat(),
            "answer": "" if rng.random() < 0.1 else answer.isoformat(),
        })  # fmt: skip
    return found


def row(one: dict[str, str], known: date) -> str:
    """Return a letter as an export of some day tells it."""
    answer = one["answer"] if one["answer"] and one["answer"] <= known.isoformat() else ""
    return (f"{one['site']};{one['reference']};{one['canal']};usager;demande;{one['day']};"
            f"{answer};x")  # fmt: skip


def exports() -> list[tuple[str, list[str]]]:
    """Return three years of exports in the order in which they come.

    Each month's holds the letters of the last two months, as known at its end; some come late,
    twice under two names, or again with another content.
    """
    rng, sent, held = random.Random(3), [], []  # noqa: S311  # no secret
    for place in range(36):
        year, month = 2017 + place // 12, place % 12 + 1
        end = date(year, month, 28)
        sent = [*sent, letters(year, month, rng)][-2:]
        name = f"courriers-{year}-{month:02}.csv"
        content = [row(one, end) for part in sent for one in part]
        ends = rng.choices(["repondu", "perdu"], [2, 1], k=24)
        calls = [f"istres;{year}-{month:02}-{n:02} 09:00;standard;{outcome};5;60;"
                 for n, outcome in enumerate(ends, 1)]  # fmt: skip
        held.append((f"appels-{year}-{month:02}.csv", calls))
        if place % 7 == 3:  # comes with the next one, which it precedes
            held.insert(len(held), (name, content[:-1]))
            held.append((f"copie/{name}", content[:-1]))
        if place % 9 == 5:
            held.append((name, content[:2]))
        held.append((name, content))
    late = [one for one in held if "-2017-06" in one[0]]
    return [one for one in held if one not in late] + late


def test_three_years_month_by_month_end_as_one_clean_run(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    final = dict(exports())
    years = ("2017", "2018", "2019")
    for turn, (name, rows) in enumerate(exports()):
        server.deliver({name: rows})
        if turn % 6:
            continue
        if turn % 5 == 0:  # every fifth run
            with monkeypatch.context() as patch:
                patch.setattr("qualstat.cli.batches.stage", crashes)
                assert server.run("--year", years[turn // 30 % 3], sites=()).status == 70
        server.run("--year", years[min(turn // 30, 2)], sites=())
    (tmp_path / "clean").mkdir()
    clean = Server(tmp_path / "clean", server.program).deliver(final)
    for one in (server, clean):
        for year in years:
            assert one.run("--year", year, sites=()).status == 0
    assert {name: held for name, held in server.files.items() if name.endswith(".csv")} == {
        name: held for name, held in clean.files.items() if name.endswith(".csv")
    }
    assert len(clean.files) == 36 * 5 + 3


def crashes(_path: Path, _content: bytes) -> None:
    raise RuntimeError


def test_what_is_published_or_forgotten_is_given_out_by_the_next_run(server: Server) -> None:
    server.deliver(JANUARY).deliver(FEBRUARY).run()
    path = server.data.parent / "bilan.csv"
    path.write_text("site;indicator;period;value\nistres;appels-perdus;2017-01;20 %\n")
    told = server.program("history", "import", str(path), "--store", str(server.store),
                          "--referentiel", str(REFERENTIEL))  # fmt: skip
    assert told.status == 0, told.err
    server.run()
    row = server.rows("2018-01")["appels-perdus"]
    assert (row["previous_value"], row["previous_source"]) == ("20", "published")
    (server.data / "appels-2018-02.csv").unlink()
    assert "vanished-file" in [one["rule"] for one in server.run_and_tell()]
    server.program("store", "forget", "appels-2018-02.csv", "--store", str(server.store),
                   "--data", str(server.data))  # fmt: skip
    assert server.run_and_tell() == []
