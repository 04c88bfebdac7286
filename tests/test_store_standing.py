"""How a store stands: when each source last delivered, and since when one is missing."""

from datetime import date
from pathlib import Path

import pytest

from qualstat.periods import parse_month
from qualstat.pipeline import Request, standing
from qualstat.store.standing import Source, Standing
from registers_by_hand import REFERENTIEL, write
from spoiled_referentiel import spoiled
from test_store import asked

Registers = dict[str, list[str]]


def call(site: str, day: str) -> str:
    return f"{site};{day} 09:00;standard;repondu;5;60;"


def letter(site: str, day: str, answer: str = "", reference: str = "") -> str:
    return f"{site};{reference};courriel;usager;demande;{day};{answer};Accueil"


def stood(folder: Path, registers: Registers, referentiel: Path = REFERENTIEL) -> Standing:
    """Return how the store of some registers stands, the folder being gone."""
    data, store = write(folder / "data", registers), folder / "a.store"
    asked(data, store)
    return standing(Request(referentiel, Path("nowhere")), store, folder=False)


def source(held: Standing, register: str, site: str) -> Source:
    (found,) = (one for one in held.sources if (one.register, one.site) == (register, site))
    return found


def missing(held: Standing) -> dict[tuple[str, str], list[str]]:
    """Return the months that are missing, by source."""
    return {
        (one.register, one.site): [f"{month // 12}-{month % 12 + 1:02}" for month in one.missing]
        for one in held.sources
        if one.missing and one.register in ("calls", "mail")
    }


TWO = {
    "appels-01.csv": [call("istres", "15/01/2018"), call("aix", "15/01/2018"),
                      call("aix", "20/02/2018"), call("aix", "15/03/2018")],
    "courriers-01.csv": [letter("istres", "08/01/2018", "09/01/2018"),
                         letter("istres", "05/03/2018", "30/03/2018")],
}  # fmt: skip


def test_what_is_held_of_a_source(tmp_path: Path) -> None:
    held = stood(tmp_path, TWO)
    found = source(held, "mail", "istres")
    assert (found.files, found.rows) == (1, 2)
    assert (found.first, found.last) == (parse_month("2018-01"), parse_month("2018-03"))
    assert found.known_to == date(2018, 3, 30)  # an answer tells too (T3)


def test_a_source_is_missing_while_the_others_go_on(tmp_path: Path) -> None:
    """March ends on a Saturday: a register that knows Friday the 30th leaves nothing of it."""
    found = missing(stood(tmp_path, TWO))
    assert found["calls", "istres"] == ["2018-02", "2018-03"]
    assert ("calls", "aix") not in found
    assert found["calls", "arles"] == ["2018-01", "2018-02", "2018-03"]  # never delivered
    assert ("mail", "istres") not in found


def test_a_month_that_is_not_over_misses_nothing(tmp_path: Path) -> None:
    later = {**TWO, "courriers-01.csv": [letter("istres", "05/03/2018", "29/03/2018")]}
    assert missing(stood(tmp_path, later))["calls", "istres"] == ["2018-02"]


def test_answers_alone_do_not_make_a_register_go_on(tmp_path: Path) -> None:
    later = {"appels-01.csv": TWO["appels-01.csv"],
             "courriers-01.csv": [letter("istres", "05/03/2018", "31/05/2018")]}  # fmt: skip
    assert missing(stood(tmp_path, later))["calls", "istres"] == ["2018-02", "2018-03"]


def test_a_date_far_ahead_tells_nothing(tmp_path: Path) -> None:
    far = {**TWO, "appels-02.csv": [call("istres", "15/01/2028")]}
    found = stood(tmp_path, far)
    assert source(found, "calls", "istres").last == parse_month("2018-01")
    assert source(found, "calls", "istres").known_to == date(2018, 1, 15)
    assert missing(found)["calls", "istres"] == ["2018-02", "2018-03"]


def test_a_month_declared_complete_is_not_missing(tmp_path: Path) -> None:
    declared = spoiled(tmp_path, {})
    path = declared / "sites" / "istres.yaml"
    path.write_text(
        path.read_text("utf-8") + "\ncomplete: {calls: 2018-02}\nheld_by: {calls: le standard}\n",
        encoding="utf-8",
    )
    held = stood(tmp_path, TWO, declared)
    assert missing(held)["calls", "istres"] == ["2018-03"]
    assert source(held, "calls", "istres").held_by == "le standard"


def test_what_the_site_does_not_follow_is_not_missing(tmp_path: Path) -> None:
    """The digital points are followed from April 2018 on."""
    visits = ["aix;10/01/2018;information;;;1"]
    registers = {**TWO, "visites-01.csv": [*visits, "aix;31/05/2018;information;;;1"]}
    held = stood(tmp_path, registers)
    (found,) = (one.missing for one in held.sources if (one.register, one.site) ==
                ("visits", "istres"))  # fmt: skip
    assert found == (parse_month("2018-04"), parse_month("2018-05"))


def test_a_store_without_rows_has_no_source(tmp_path: Path) -> None:
    assert stood(tmp_path, {"appels-01.csv": []}).sources == ()


def test_the_files_of_a_folder(tmp_path: Path) -> None:
    registers = {**TWO, "appels-02.csv": [call("aix", "02/04/2018")],
                 "appels-03.csv": [call("aix", "03/04/2018")]}  # fmt: skip
    data, store = write(tmp_path / "data", registers), tmp_path / "a.store"
    asked(data, store)
    (data / "appels-02.csv").unlink()
    write(data, {"appels-03.csv": [call("aix", "04/04/2018")],
                 "appels-04.csv": [call("aix", "05/04/2018")]})  # fmt: skip
    held = standing(Request(REFERENTIEL, data), store, folder=True)
    assert {one.name: one.state for one in held.files} == {
        "appels-01.csv": "known", "appels-02.csv": "vanished", "appels-03.csv": "changed",
        "appels-04.csv": "new", "courriers-01.csv": "known",
    }  # fmt: skip


def test_a_file_to_be_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, store = write(tmp_path / "data", TWO), tmp_path / "a.store"
    asked(data, store)
    monkeypatch.setattr("qualstat.__version__", "99")
    held = standing(Request(REFERENTIEL, data), store, folder=True)
    assert {one.state for one in held.files} == {"again"}
