"""`qualstat monthly` from one year to the next: no year that was given out is left behind."""

import json
from pathlib import Path
from typing import Any

import pytest

from monthly_server import Server

DECEMBER = {
    "courriers-2018-12.csv": ["istres;A-1;courriel;usager;demande;27/12/2018;;Accueil",
                              "istres;A-2;courriel;usager;demande;31/12/2018;31/12/2018;x"],
    "appels-2018-12.csv": ["istres;31/12/2018 09:00;standard;repondu;5;60;"],
}  # fmt: skip
JANUARY = {
    "courriers-2019-01.csv": [
        "istres;A-1;courriel;usager;demande;27/12/2018;02/01/2019;Accueil",
        "istres;B-1;courriel;usager;demande;15/01/2019;31/01/2019;Accueil",
    ],
    "appels-2019-01.csv": ["istres;31/01/2019 09:00;standard;perdu;5;60;"],
}


@pytest.fixture
def server(tmp_path: Path, run: Any) -> Server:
    return Server(tmp_path, run).deliver(DECEMBER)


def alone(server: Server, *options: str) -> Any:
    """Run without a period."""
    return server.program(
        "monthly", "--data", str(server.data), "--store", str(server.store),
        "-o", str(server.out), "--site", "istres", "--lang", "en", *options,
    )  # fmt: skip


def test_without_a_period_the_year_before_goes_on(server: Server) -> None:
    assert alone(server).status == 0
    assert server.note("2018-12", "courriels-5j") == "provisional"
    assert alone(server.deliver(JANUARY)).status == 0
    assert server.rows("2018-12")["courriels-5j"]["value"] == "100"
    assert server.note("2018-12", "courriels-5j") == "settled"
    # the edition of 2019 counts the calls that were answered: none of one
    assert server.rows("2019-01")["appels-aboutis"]["value"] == "0"
    names = {one.name for one in server.out.glob("*.json")}
    assert names == {"manifest-2018.json", "manifest-2019.json"}
    assert (alone(server).out, alone(server).err) == ("", "")
    late = ["istres;28/12/2018 09:00;standard;perdu;5;60;"]
    told = alone(server.deliver({"appels-2018-12b.csv": late}))
    assert "0% [0/1], met before, 50% [1/2], missed now" in " ".join(told.out.split())
    assert [one["indicator"] for one in server.manifest["revisions"]] == ["appels-perdus"]
    assert "settled figure" not in alone(server, "--verify").out
    for path in server.data.glob("*2019*"):
        path.unlink()
    alone(server, "--log", str(server.log))
    assert "no data now" in server.log.read_text(encoding="utf-8")


def test_each_year_is_what_it_is_when_asked_for(server: Server) -> None:
    alone(server)
    alone(server.deliver(JANUARY))
    files = server.files
    server.run("--year", "2018")
    assert {name: held for name, held in server.files.items() if name.startswith("2018")} == {
        name: held for name, held in files.items() if name.startswith("2018")
    }
    assert server.manifest["files"] == json.loads(files["manifest-2018.json"])["files"]


def test_rows_after_the_year_that_is_asked_for_are_said(server: Server) -> None:
    assert "after the year" not in server.run().out
    told = server.deliver(JANUARY).run()
    assert "rows of 2019" in told.out
    assert "without --year" in " ".join(told.out.split())
