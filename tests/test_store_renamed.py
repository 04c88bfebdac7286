"""A store and files that were renamed or copied: the same bytes under another name."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from monthly_server import FEBRUARY, JANUARY, Server
from purging import asked, figures
from qualstat.store import opened
from qualstat.store.kept import kept

FIRST = "appels-2018-01 - Copie.csv"  # before the original


@pytest.fixture
def server(tmp_path: Path, run: Any) -> Server:
    one = Server(tmp_path, run).deliver(JANUARY).deliver(FEBRUARY)
    asked(one.data, one.store)
    return one


def rules(server: Server) -> list[tuple[str, str]]:
    held = asked(server.data, server.store)
    wanted = {"vanished-file", "renamed-file", "same-content", "inserted-file"}
    return [(one.rule, one.file) for one in (*held.findings, *held.changes) if one.rule in wanted]


def known(server: Server) -> list[str]:
    with opened(server.store) as store:
        return sorted(kept(store))


def test_the_original_of_a_copy_is_not_said_to_be_gone(server: Server) -> None:
    before = figures(asked(server.data, None))
    shutil.copy(server.data / "appels-2018-01.csv", server.data / FIRST)
    assert rules(server) == [("same-content", "appels-2018-01.csv"),
                             ("renamed-file", "appels-2018-01.csv")]  # fmt: skip
    assert figures(asked(server.data, server.store)) == before
    assert known(server) == [FIRST, "appels-2018-02.csv", "courriers-2018-01.csv",
                             "courriers-2018-02.csv"]  # fmt: skip
    assert rules(server) == [("same-content", "appels-2018-01.csv")]
    place = ["--data", str(server.data), "--store", str(server.store)]
    assert "vanished" not in server.program("store", "status", *place, "--format", "csv").out
    purged = server.program("purge", "--before", "2018-02", *place)
    assert purged.status == 0
    assert not (server.data / FIRST).exists()


def test_the_status_does_not_say_it_either(server: Server) -> None:
    shutil.copy(server.data / "appels-2018-01.csv", server.data / FIRST)
    place = ["--data", str(server.data), "--store", str(server.store)]
    assert "vanished" not in server.program("store", "status", *place, "--format", "json").out


def test_a_renamed_file_counts_and_the_new_name_is_said(server: Server) -> None:
    before = figures(asked(server.data, None))
    (server.data / "appels-2018-01.csv").rename(server.data / "appels-janvier.csv")
    held = asked(server.data, server.store)
    (told,) = [one for one in held.changes if one.file == "appels-2018-01.csv"]
    assert (told.rule, told.severity) == ("renamed-file", "information")
    assert "appels-janvier.csv" in str(told.found)
    assert figures(held) == before.replace("appels-2018-01.csv", "appels-janvier.csv")
    assert rules(server) == []


def test_a_copy_that_was_just_made_is_not_put_off(server: Server) -> None:
    server.run()
    files = server.rows("2018-01")
    shutil.copy(server.data / "appels-2018-01.csv", server.data / FIRST)
    told = server.run("--settle-seconds", "60")
    assert "put off" not in told.out
    assert server.rows("2018-01") == files


def test_an_advice_can_be_typed(server: Server) -> None:
    name = "appels-2018-03 (copie).csv"
    (server.data / name).write_text("site;debut;ligne;issue;attente_s;duree_s\n"
                                    "istres;05/03/2018 09:00;standard;perdu;5;60\n")  # fmt: skip
    os.utime(server.data / name, (1, 1))
    asked(server.data, server.store)
    (server.data / name).unlink()
    (told,) = asked(server.data, server.store).changes
    assert f"qualstat store forget '{name}'" in str(told.advice)
