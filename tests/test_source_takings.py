"""Takings: what a profile makes of the columns of an export, row by row."""

from pathlib import Path

import pytest

from qualstat.declarations.documents import read_document
from qualstat.exports.layout import Layout
from qualstat.exports.opening import opened
from qualstat.exports.place import Place
from qualstat.reading.header import header_of
from qualstat.reading.rows import kept
from qualstat.reading.takings import Taker, paths_of
from qualstat.registers.values import kind
from qualstat.sources.needs import wanted
from qualstat.sources.profile import Profile

EXPORT = """Date;Heure;Début;Fin;Reçus;Répondus;Hors;Mot;Autre;Durée
31/12/2018;23:59:30;31/12/2018 23:59:30;00:00:10;10;7;1;Oui;;1,5
01/01/2019;08:00;01/01/2019 08:00;01/01/2019 07:00;10;;;;x;
02/01/2019;;;08:00:00;5;6;0;NON;y;oups
"""


def taken(folder: Path, name: str, taking: str, register: str = "calls") -> list[str]:
    """Return the texts that a taking gives a column of the plain form."""
    (folder / "istres").mkdir(exist_ok=True)
    export = folder / "istres" / "export.csv"
    export.write_text(EXPORT, "utf-8")
    (folder / "p.yaml").write_text(
        f"label: x\nregister: {register}\ncolumns:\n  {name}: {taking}\n", "utf-8"
    )
    document, findings = read_document(folder / "p.yaml", "p.yaml")
    assert findings == []
    profile = Profile.model_validate({**document.data, "id": "p"})
    (table,) = opened(Place(export), "istres/export.csv", Layout(), wanted(profile)).tables
    header = header_of(profile, table.header)
    (batch,) = table.batches(header.needed(profile), ())
    taker = Taker(profile, kept(batch, header, profile), paths_of(table))
    texts: list[str] = (
        taker.texts(profile.columns[name], kind(profile.register, name)).each().to_pylist()
    )
    return texts


@pytest.mark.parametrize(
    ("name", "taking", "expected"),
    [
        ("site", "{value: aix}", ["aix", "aix", "aix"]),
        ("site", "{path: folder}", ["istres"] * 3),
        ("site", "{path: file}", ["export"] * 3),
        ("issue", "mot", ["Oui", "", "NON"]),
        ("issue", "position 8", ["Oui", "", "NON"]),
        ("issue", "{column: [Rien, Mot]}", ["Oui", "", "NON"]),
        ("issue", "[Mot, Autre]", ["Oui", "x", "NON"]),
        ("issue", "{column: Mot, values: {oui: repondu, n*: perdu}}", ["repondu", "", "perdu"]),
        ("issue", '{column: Mot, values: {oui: repondu, "": ferme}}', ["repondu", "ferme", "NON"]),
        ("issue", "{column: Mot, values: {oui: repondu}, otherwise: perdu}",
         ["repondu", "", "perdu"]),
        ("issue", '{column: Mot, values: {"*": perdu}}', ["perdu", "", "perdu"]),
        ("issue", "{column: Mot, blank: [non]}", ["Oui", "", ""]),
        ("debut", "{joined: [Date, Heure]}",
         ["31/12/2018 23:59:30", "01/01/2019 08:00", "02/01/2019"]),
        ("debut", '{column: Date, time: "12:00"}',
         ["2018-12-31 12:00:00", "2019-01-01 12:00:00", "2019-01-02 12:00:00"]),
        ("debut", "{column: Date, dates: [mm/dd/yyyy]}",
         ["?31/12/2018", "2019-01-01", "2019-02-01"]),
        ("debut", "{column: Début, timezone: UTC}",
         ["2018-12-31 23:59:30+00:00", "2019-01-01 08:00:00+00:00", ""]),
        # 40 seconds over midnight; one hour before; no beginning
        ("attente_s", "{between: [Début, Fin]}", ["40", "-3600", ""]),
        ("duree_s", "{column: Durée, unit: min}", ["90", "", "?oups"]),
        ("duree_s", "{column: Durée, factor: 2}", ["3", "", "?oups"]),
        # 10 - 7 - 1; a blank takes nothing away; 5 - 6 - 0
        ("effectif", "{difference: [Reçus, Répondus, Hors]}", ["2", "10", "-1"]),
        ("effectif", "{difference: [Reçus, Durée]}", ["8.5", "10", "?5 oups"]),
    ],
)  # fmt: skip
def test_a_taking(tmp_path: Path, name: str, taking: str, expected: list[str]) -> None:
    assert taken(tmp_path, name, taking) == expected


def test_a_form_that_does_not_fit_is_not_read_in_another(tmp_path: Path) -> None:
    """31/12/2018 is no date with the month first; the plain form's own order is not tried."""
    (first, *_) = taken(tmp_path, "debut", "{column: Date, dates: [mm/dd/yyyy]}")
    assert first.startswith("?")
