"""What a mean, a wait or a ratio lacks for the label: in its own unit, the way it must go."""

import json
from pathlib import Path

import pytest

from measures_manual import manual_referentiel
from qualstat.periods import months_period, year_period
from qualstat.pipeline import Request, readiness
from qualstat.render.language import set_language
from qualstat.render.readiness import table, words
from qualstat.render.tables.choosing import View
from registers_by_hand import write
from test_labels import row


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


@pytest.mark.parametrize(
    ("name", "objective", "rows", "said"),
    [
        # (5 x 4 + 3 x 3 + 2) / 9 = 31/9 = 3.44, and 4 - 31/9 = 5/9; 3.5 is at most 4
        ("enquete-clarte", ("at_least: 3/5", "at_least: 4/5"),
         {"enquetes.csv": ["istres;12/06/2018;accueil;Clarté des informations;4;5",
                           "istres;12/06/2018;accueil;Clarté des informations;3;3",
                           "istres;12/06/2018;accueil;Clarté des informations;2;1"]},
         "a mean higher by 0.56 pts at Istres | points"),
        ("enquete-clarte", ("at_least: 3/5", "more_than: 4/5"),
         {"enquetes.csv": ["istres;12/06/2018;accueil;Clarté des informations;4;1"]},
         "a result just above its objective at Istres | points"),
        # 121 seconds in two calls: 60.5
        ("attente-perdus", ("at_most: 60", "at_most: 20"),
         {"appels.csv": ["istres;12/06/2018 10:00;standard;perdu;60;;1",
                         "istres;12/06/2018 10:00;standard;perdu;61;;1"]},
         "a mean shorter by 40.5 s at Istres | seconds"),
        ("infos-par-usager", ("at_most: 9", "at_most: 1"),
         {"visites.csv": ["istres;12/06/2018;information;;;5",
                          "istres;12/06/2018;point_numerique;;;3"]},
         "a ratio lower by 0.67 at Istres | ratio"),
    ],
)  # fmt: skip
def test_what_lacks_has_the_unit_and_the_way_of_its_measure(
    name: str, objective: tuple[str, str], rows: dict[str, list[str]], said: str, tmp_path: Path
) -> None:
    declared = manual_referentiel(tmp_path, {f"indicators/{name}.yaml": objective})
    data = write(tmp_path / "data", rows)
    june = months_period(12 * 2018 + 5, 12 * 2018 + 5)
    held = readiness(Request(declared, data, sites=("istres",), period=june), (1,), [])
    found = row(held, name)
    rows = json.loads(table.written(held, View(), (), "json"))["requirements"]
    (machine,) = (one["obstacle"] for one in rows if one["requirement"] == name)
    told = f"{words.obstacle(held, found)} | {machine}"
    assert told.replace("\u00a0", " ") == said


def test_what_lacks_to_a_score_and_a_wait(tmp_path: Path) -> None:
    """(3 + 2) / 2 is 2.5 of 5, half a point short of 3; 90 s is 30 s more than 60."""
    root = manual_referentiel(tmp_path)
    data = write(tmp_path / "data", {
        "enquetes.csv": ["istres;12/06/2018;accueil;Clarté des informations;3;",
                         "istres;12/06/2018;accueil;Clarté des informations;2;"],
        "appels.csv": ["istres;12/06/2018 10:00;standard;perdu;90;;"],
    })  # fmt: skip
    held = readiness(Request(root, data, sites=("istres",), period=year_period(2018)), (1,))
    said = {name: words.obstacle(held, row(held, name)).replace("\u00a0", " ")
            for name in ("enquete-clarte", "attente-perdus")}  # fmt: skip
    assert said == {"enquete-clarte": "a mean higher by 0.5 pts at Istres",
                    "attente-perdus": "a mean shorter by 30 s at Istres"}  # fmt: skip
    set_language("fr")
    assert words.obstacle(held, row(held, "enquete-clarte")) == (
        "une moyenne plus haute de 0,5\u00a0pt à Istres"
    )
    rows = json.loads(table.written(held, View(), (), "json"))["requirements"]
    assert {one["requirement"]: one["obstacle"] for one in rows if one["requirement"] in said} == {
        "enquete-clarte": "points", "attente-perdus": "seconds",
    }  # fmt: skip
