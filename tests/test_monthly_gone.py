"""`qualstat monthly` where exports are gone: a share not mounted, a last month that left."""

import json
from pathlib import Path
from typing import Any

import pytest

from monthly_server import FEBRUARY, JANUARY, Server

MARCH = {"appels-2018-03.csv": ["istres;05/03/2018 09:00;standard;perdu;5;60;"]}


@pytest.fixture
def server(tmp_path: Path, run: Any) -> Server:
    return Server(tmp_path, run).deliver(JANUARY).deliver(FEBRUARY)


def purge(server: Server, before: str, *options: str) -> Any:
    return server.program("purge", "--before", before, "--data", str(server.data), "--store",
                          str(server.store), *options)  # fmt: skip


def test_an_empty_folder_is_refused_after_a_purge_too(server: Server, tmp_path: Path) -> None:
    server.run()
    assert purge(server, "2018-02").status == 0
    server.run()
    files, store = server.files, server.store.read_bytes()
    server.data.rename(tmp_path / "elsewhere")
    server.data.mkdir()
    told = server.run()
    assert told.status == 4
    assert "no register in this folder" in told.err
    assert "appels-2018-02.csv" in told.err
    assert (server.files, server.store.read_bytes()) == (files, store)
    assert purge(server, "2018-03").status == 4


def test_a_folder_may_be_empty_once_all_of_it_is_purged(server: Server) -> None:
    server.run()
    files = server.files
    assert purge(server, "2018-03").status == 0
    assert not list(server.data.iterdir())
    assert server.run().status == 0
    assert server.files["2018-01/istres.csv"] == files["2018-01/istres.csv"]


def test_settled_figures_of_a_last_month_that_vanishes_are_said(server: Server) -> None:
    server.deliver(MARCH).run()
    assert server.note("2018-02", "appels-perdus") == "settled"
    for name in ("appels-2018-02.csv", "appels-2018-03.csv", "courriers-2018-02.csv"):
        (server.data / name).unlink()
    server.run("--log", str(server.log))
    told = [json.loads(one) for one in server.log.read_text(encoding="utf-8").splitlines()]
    assert {one["found"] for one in told if one.get("rule") == "settled-figure"} >= {
        "a settled figure changed: 0% [0/1], met before, no data now"
    }
    assert server.rows("2018-02")["appels-perdus"]["state"] == "missing"
    assert server.note("2018-02", "appels-perdus") == "provisional"
    files = server.files
    assert "2018-02/istres.csv" in {one["file"] for one in server.manifest["files"]}
    assert "settled figure" not in server.run("--verify").out
    assert server.files == files
    server.deliver(FEBRUARY).run()
    assert server.rows("2018-02")["appels-perdus"]["state"] == "measured"
