"""Event logs: one record a case, whatever the order of its rows and the size of the blocks."""

from pathlib import Path

import pytest

from qualstat.exports import texts
from qualstat.exports.layout import Layout
from qualstat.exports.place import Place
from qualstat.periods import day_of
from qualstat.reading.columns import SourceReader
from qualstat.registers import KnownSites
from qualstat.registers.values import OPEN
from qualstat.sources.needs import wanted
from qualstat.sources.profile import Profile

SITES = KnownSites({"aix": "aix"}, {"aix": "Europe/Paris"})
LOG = """cas;quoi;quand;qui
B;reçu;02/03/2018 09:00;x
A;répondu;05/03/2018 10:00;y
A;reçu;01/03/2018 10:00;z
A;relance;03/03/2018 10:00;z
;reçu;04/03/2018 10:00;z
C;répondu;06/03/2018 10:00;y
A;répondu;07/03/2018 10:00;last
B;classé;02/03/2018 09:00;x
"""
EVENTS = {
    "case": "cas",
    "kind": "quoi",
    "time": "quand",
    "moments": {
        "reception": {"first": ["reçu"]},
        "reponse": {"first": ["rép*", "classé"]},
        "fin": "last",
    },
}


def profile(**more: object) -> Profile:
    columns = {
        "site": {"value": "aix"}, "canal": {"value": "courriel"}, "public": {"value": "usager"},
        "nature": {"value": "demande"}, "reference": "cas",
        "recu_le": {"column": "quand", "at": "reception"},
        "repondu_le": {"column": "quand", "at": "reponse"},
        "service": {"column": "qui", "at": "fin"},
    }  # fmt: skip
    held = {"id": "p", "label": "x", "register": "mail", "columns": columns, "events": EVENTS}
    return Profile.model_validate({**held, **more})


def read(folder: Path, one: Profile, log: str = LOG, size: int = 1 << 20) -> tuple[list, list, int]:
    """Return the valid cases, the lines of the rejected ones, and how many rows are in none."""
    path = folder / "log.csv"
    path.write_text(log, "utf-8")
    table = texts.table(Place(path), "log.csv", Layout(), wanted(one), size=size)
    reader = SourceReader(one, SITES)
    (columns,) = reader.read(table)[1]
    assert columns.references is not None
    assert columns.services is not None
    days = [
        [None if day == OPEN else day_of(day).day for day in columns.numbers[name].tolist()]
        for name in ("recu_le", "repondu_le")
    ]
    places, labels = columns.services
    rows = zip(
        columns.references.to_pylist(), *days, [labels[one] for one in places.tolist()], strict=True
    )
    return list(rows), [row.line for row in columns.rejected], columns.left_out


@pytest.mark.parametrize("size", [1, 7, 40, 1 << 20])
def test_cases(tmp_path: Path, size: int) -> None:
    """Make a case of the rows that share an id.

    A: received on the 1st, answered first on the 5th, ended on the 7th; B: on one instant, in
    the order of its lines; C was never received: line 7 is rejected; a row names no case.
    """
    rows, rejected, left_out = read(tmp_path, profile(), size=size)
    assert rows == [("B", 2, 2, "x"), ("A", 1, 5, "last")]
    assert rejected == [7]
    assert left_out == 1


def test_without_a_time_the_lines_are_the_order(tmp_path: Path) -> None:
    events = {name: held for name, held in EVENTS.items() if name != "time"}
    log = LOG.replace("07/03/2018", "01/03/2018")
    assert read(tmp_path, profile(events=events), log)[0] == [
        ("B", 2, 2, "x"), ("A", 1, 5, "last"),
    ]  # fmt: skip
    assert read(tmp_path, profile(), log)[0] == [("B", 2, 2, "x"), ("A", 1, 1, "y")]


def test_rows_that_are_left_out_are_in_no_case(tmp_path: Path) -> None:
    one = profile(skip=[{"column": "quoi", "is": ["répondu"]}])
    rows, rejected, left_out = read(tmp_path, one)
    assert rows == [("B", 2, 2, "x"), ("A", 1, None, "z")]
    assert (rejected, left_out) == ([], 4)  # three answers, and the row without a case


def test_a_case_with_a_time_that_cannot_be_read_has_no_order(tmp_path: Path) -> None:
    rows, rejected, left_out = read(tmp_path, profile(), LOG.replace("05/03/2018 10:00", "?"))
    assert rows == [("B", 2, 2, "x")]
    assert (rejected, left_out) == ([3, 7], 1)  # the line of that time, and C as ever
