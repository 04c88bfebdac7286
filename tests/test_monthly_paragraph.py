"""The paragraph of `qualstat monthly`, as somebody who knows no identifier reads it."""

import json
from pathlib import Path
from typing import Any

import pytest

from monthly_server import FEBRUARY, JANUARY, Server
from registers_by_hand import CALLS, MAIL
from spoiled_referentiel import spoiled


@pytest.fixture
def server(tmp_path: Path, run: Any) -> Server:
    return Server(tmp_path, run).deliver(JANUARY).deliver(FEBRUARY)


def flat(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_no_line_is_wider_than_mail_carries(server: Server) -> None:
    server.deliver(
        {
            "appels-2018-03.csv": [
                "istres;05/03/2018 09:00;standard;perdu;5;60;",
                "istres;32/03/2018 09:00;standard;perdu;5;60;",
            ]
        }
    )
    told = server.run(sites=())
    wide = [one for one in told.out.splitlines() if len(one) > 76]
    assert [one for one in wide if len(one.split(" ")) > 3] == []  # a path cannot be broken


def test_labels_are_said_and_the_months_before_by_site(server: Server) -> None:
    server.deliver({"appels-2018-03.csv": ["istres;05/03/2018 09:00;standard;perdu;5;60;"]})
    said = flat(server.run().out)
    label = "Istres, Taux d'appels perdus 100% [1/1] (missed)"
    assert f"Not met in March 2018: {label}" in said
    # January: calls 1 of 2, letters 1 of 2 within 5 days, 17 and 2 days on average
    assert "3 figures not met in the months before: Istres 3." in said


def test_each_settled_figure_that_changed_is_named_with_its_site(server: Server) -> None:
    both = ("arles", "istres")
    server.deliver({"appels-arles.csv": ["arles;28/02/2018 09:00;standard;repondu;5;60;"]})
    server.run(sites=both)
    server.deliver({"appels-2018-01b.csv": ["istres;17/01/2018 09:00;standard;perdu;5;60;"]})
    said = flat(server.run(sites=both).out)
    assert "1 settled figure changed:" in said
    assert "- Istres, January 2018, Taux d'appels perdus: 50% [1/2], missed before, 66.67%" in said


def test_an_objective_that_changed_sends_nobody_to_look_for_an_export(
    server: Server, tmp_path: Path
) -> None:
    server.run()
    changed = spoiled(
        tmp_path, {"indicators/appels-perdus.yaml": ("at_most: 10 %", "at_most: 60 %")}
    )
    said = flat(server.run("--referentiel", str(changed)).out)
    assert (
        "- Istres, January 2018, Taux d'appels perdus: 50% [1/2], missed before, 50% [1/2]" in said
    )
    assert "the objective changed, and not the registers" in said
    assert "arrived late" not in said


def test_the_return_of_a_settled_figure_is_kept_with_its_days(server: Server) -> None:
    server.run()
    (server.data / "appels-2018-02.csv").rename(server.out / "kept")
    server.run()
    (server.out / "kept").rename(server.data / "appels-2018-02.csv")
    said = server.run().out
    assert "settled figure" not in said
    found = [one for one in server.manifest["revisions"] if one["indicator"] == "appels-perdus"
             and one["month"] == "2018-02"]  # fmt: skip
    assert [(one["before"]["state"], one["after"]["state"]) for one in found] == [
        ("measured", "missing"), ("missing", "measured"),
    ]  # fmt: skip
    assert found[1]["after"]["as_of"] == "2018-02-28"


def test_what_is_put_off_is_not_asked_for(server: Server) -> None:
    server.deliver({"courriers-2018-03.csv": ["istres;C;courriel;usager;demande;30/03/2018;;x"]})
    path = server.data / "appels-2018-03.csv"
    rows = ["istres;05/03/2018 09:00;standard;perdu;5;60;"] * 3
    path.write_text("\n".join([CALLS, *rows])[:-22], encoding="utf-8")
    said = flat(server.run().out)
    assert "appels-2018-03.csv: it ends within a row: put off to the next run, not counted" in said
    assert "calls of Istres, Mar" not in said
    path.unlink()
    assert "calls of Istres, Mar 2018 (appels*.csv)" in flat(server.run().out)


@pytest.mark.parametrize(
    ("text", "why"),
    [("site;debut\nistres;02/02/2018 09:00\n", "it cannot be read"),
     (f"{CALLS}\nistres;28/02/2018 09", "it ends within a row")],
)  # fmt: skip
def test_why_a_known_file_is_put_off_is_true(server: Server, text: str, why: str) -> None:
    server.run()
    (server.data / "appels-2018-02.csv").write_text(text, encoding="utf-8")
    told = flat(server.run().out)
    assert f"{why}: put off to the next run; what it held before counts" in told


def test_what_one_person_keeps_is_asked_for_once(server: Server) -> None:
    said = flat(server.run(sites=()).out)
    assert said.count("Ask those who keep them") == 1
    assert "mail of Aix, Arles" in said or "mail of Préfecture, Aix, Arles" in said


def test_the_log_counts_rejected_rows_and_writes_plain_numbers(server: Server) -> None:
    (server.data / "courriers-x.csv").write_text(
        f"{MAIL}\nistres;B;courriel;usager;demande;31/02/2018;;x\n", encoding="utf-8"
    )
    server.run("--log", str(server.log))
    server.deliver({"appels-2018-01b.csv": ["istres;17/01/2018 09:00;standard;perdu;5;60;"]})
    server.run("--log", str(server.log))
    told = [json.loads(one) for one in server.log.read_text(encoding="utf-8").splitlines()]
    rejected = [one for one in told if one["event"] == "rejected"]
    assert {(one["register"], one["rows"]) for one in rejected} == {("mail", 1)}
    changed = [one["found"] for one in told if one.get("rule") == "settled-figure"]
    now = "66.666667% [2/3], missed now"
    assert changed == [f"a settled figure changed: 50% [1/2], missed before, {now}"]
    assert not [one for one in told if one.get("rule") == "superseded"]
