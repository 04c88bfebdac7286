"""Recounting: a store that says other than its files is found out."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from qualstat.engines.recounting import Draw, Recount, sample
from qualstat.pipeline import Request, recount
from qualstat.store import keys
from registers_by_hand import REFERENTIEL, ROOT, write
from test_store import JANUARY, THREE, asked

ALL = Draw(None)
OTHER = (
    "UPDATE tables SET {column} = (SELECT {column} FROM tables WHERE name = 'courriers-02.csv')"
    " WHERE name = 'courriers-01.csv'"
)

SHARE = (
    "UPDATE counted_cells SET tally = (SELECT tally FROM counted_cells WHERE share = 0"
    " AND register = 'mail') WHERE register = 'mail'"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = write(tmp_path / "data", THREE)
    asked(data, tmp_path / "a.store")
    return data


def recounted(data: Path, drawn: Draw = ALL, referentiel: Path = REFERENTIEL) -> Recount:
    return recount(Request(referentiel, data), data.parent / "a.store", drawn)


def changed(data: Path, statement: str) -> None:
    connection = sqlite3.connect(data.parent / "a.store")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_what_is_as_it_was_counted(data: Path) -> None:
    found = recounted(data)
    assert found.states == dict.fromkeys(THREE, "same")
    assert (found.findings, found.digests, found.damage) == ((), True, ())


def test_the_samples_are_as_they_were_counted(tmp_path: Path) -> None:
    asked(ROOT / "samples", tmp_path / "a.store")
    found = recount(Request(REFERENTIEL, ROOT / "samples"), tmp_path / "a.store", ALL)
    assert set(found.states.values()) == {"same"}
    assert len(found.states) == found.known > 50


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tables SET read = read + 1 WHERE name = 'courriers-01.csv'",
        "UPDATE tables SET owner = 'x' WHERE name = 'courriers-01.csv'",
        "UPDATE files SET findings = '[]' WHERE name = 'courriers-01.csv'",
        "DELETE FROM tables WHERE name = 'courriers-01.csv'",
        OTHER.format(column="tally"),
        OTHER.format(column="ledger"),
        "UPDATE tables SET ledger = NULL WHERE name = 'courriers-01.csv'",
    ],
)
def test_a_difference_is_blocking(data: Path, statement: str) -> None:
    changed(data, statement)
    found = recounted(data)
    assert found.named("differs") == ["courriers-01.csv"]
    assert [(one.rule, one.severity, one.file) for one in found.findings] == [
        ("store-differs", "blocking", "courriers-01.csv")
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE counted SET rejected = rejected + 1 WHERE register = 'mail'",
        "UPDATE counted SET told = replace(told, '01.csv', '09.csv') WHERE register = 'mail'",
        "UPDATE counted SET purged = 1 WHERE register = 'mail'",
        SHARE,
    ],
)
def test_a_register_that_is_not_what_its_files_make_is_blocking(data: Path, statement: str) -> None:
    changed(data, statement)
    found = recounted(data)
    assert found.named("differs") == []
    assert [(one.rule, one.severity, one.file) for one in found.findings] == [
        ("store-differs", "blocking", "courriers*.csv")
    ]


def test_what_cannot_be_compared_is_said(data: Path) -> None:
    (data / "appels-01.csv").unlink()
    write(data, {"courriers-01.csv": JANUARY[1:]})
    found = recounted(data)
    assert found.states == {"appels-01.csv": "gone", "courriers-01.csv": "changed",
                            "courriers-02.csv": "same"}  # fmt: skip
    assert found.findings == ()


def test_a_touched_file_is_compared(data: Path) -> None:
    (data / "appels-01.csv").touch()
    assert recounted(data).states["appels-01.csv"] == "same"


def test_what_is_read_otherwise_since_is_not_compared(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "referentiel"
    shutil.copytree(REFERENTIEL, other)
    text = (other / "sites/istres.yaml").read_text(encoding="utf-8")
    (other / "sites/martigues.yaml").write_text(text, encoding="utf-8")
    found = recounted(data, referentiel=other)
    assert set(found.states.values()) == {"otherwise"}


def test_without_the_key_all_but_digests_are_compared(data: Path) -> None:
    keys.key_file(data.parent / "a.store").unlink()
    found = recounted(data)
    assert (found.digests, set(found.states.values())) == (False, {"same"})
    changed(data, "UPDATE tables SET ledger = NULL WHERE name = 'courriers-01.csv'")
    assert recounted(data).named("differs") == ["courriers-01.csv"]


def test_a_sample_is_drawn_by_its_seed() -> None:
    names = [f"appels-{n:02}.csv" for n in range(1, 61)]
    one = sample(names, Draw(10, "a"))
    assert len(one) == 10
    assert one == sample(names[::-1], Draw(10, "a"))
    assert one != sample(names, Draw(10, "b"))
    drawn = {name for n in range(60) for name in sample(names, Draw(10, str(n)))}
    assert drawn == set(names)  # none is left out for ever
    assert sample(names, Draw(None, "a")) == names


def test_without_a_seed_another_file_draws_another_sample(data: Path) -> None:
    many = {f"appels-{n:02}.csv": [f"aix;{n:02}/02/2018 09:00;svi;perdu;5;60;"]
            for n in range(2, 20)}  # fmt: skip
    write(data, many)
    asked(data, data.parent / "a.store")
    first = recounted(data, Draw(5)).states.keys()
    assert first == recounted(data, Draw(5)).states.keys()
    write(data, {"appels-30.csv": ["aix;28/02/2018 09:00;svi;perdu;5;60;"]})
    asked(data, data.parent / "a.store")
    assert first != recounted(data, Draw(5)).states.keys()


def test_a_damaged_store_is_said(data: Path) -> None:
    connection = sqlite3.connect(data.parent / "a.store", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM files WHERE name = 'appels-01.csv'")
    connection.close()
    found = recounted(data)
    assert [one.rule for one in found.findings] == ["store-damaged"]
    assert found.states == {}
