"""`qualstat monthly`: a month is settled for a site once the site's own rows go beyond it."""

from pathlib import Path
from typing import Any

import pytest

from monthly_server import Server
from spoiled_referentiel import spoiled

# 31 January 2018 is a Wednesday
ARLES = ["arles;15/01/2018 09:00;standard;repondu;5;60;",
         "arles;31/01/2018 09:00;standard;repondu;5;60;"]  # fmt: skip
ISTRES = ["istres;12/01/2018 09:00;standard;repondu;5;60;"]
LAST = ["istres;31/01/2018 17:00;standard;perdu;5;60;"]


@pytest.fixture
def server(tmp_path: Path, run: Any) -> Server:
    return Server(tmp_path, run)


def notes(server: Server) -> dict[str, str]:
    return {site: server.rows("2018-01", site)["appels-perdus"]["note"].split()[-1]
            for site in ("arles", "istres", "all")}  # fmt: skip


def test_a_site_whose_rows_stop_in_mid_month_is_provisional(server: Server) -> None:
    server.deliver({"appels.csv": [*ARLES, *ISTRES]}).run(sites=("arles", "istres"))
    assert notes(server) == {"arles": "settled", "istres": "provisional", "all": "provisional"}
    server.deliver({"appels-2.csv": LAST})
    told = server.run(sites=("arles", "istres"))
    assert set(notes(server).values()) == {"settled"}
    assert "settled figure" not in told.out


def test_a_site_without_any_row_keeps_the_total_provisional(server: Server) -> None:
    server.deliver({"appels.csv": ARLES}).run(sites=("arles", "istres"))
    assert notes(server) == {"arles": "settled", "istres": "provisional", "all": "provisional"}


def test_an_answer_tells_that_a_site_is_known_so_far(server: Server) -> None:
    letter = "istres;A-1;courriel;usager;demande;08/01/2018;01/02/2018;Accueil"
    other = "arles;B-1;courriel;usager;demande;08/01/2018;05/02/2018;Accueil"
    server.deliver({"courriers.csv": [letter, other]}).run(sites=("arles", "istres"))
    assert server.note("2018-01", "courriels-5j") == "settled"


def test_a_register_declared_complete_is_known_to_the_end(server: Server, tmp_path: Path) -> None:
    server.deliver({"appels.csv": [*ARLES, *ISTRES]}).run(sites=("istres",))
    assert server.note("2018-01", "appels-perdus") == "provisional"
    former = "# complete:\n#   mail: [2018-01..2018-06, 2018-09]"
    declared = spoiled(tmp_path, {
        "sites/istres.yaml": (former, "complete:\n  calls: [2018-01]"),
    })  # fmt: skip
    server.run("--referentiel", str(declared))
    assert server.note("2018-01", "appels-perdus") == "settled"
