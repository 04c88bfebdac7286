"""Older stores: each version that ever was, brought up step by step, keeps all it held.

`data/store-N.sql` is a store as version N made it, of the registers of `test_store`.
"""

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from qualstat.referentiel.loader import load
from qualstat.store import opened, schema
from qualstat.store.kept import kept, tables
from qualstat.store.plain.parts import PARTS
from qualstat.store.standing import standing
from registers_by_hand import REFERENTIEL

DUMPS = {int(path.stem.removeprefix("store-")): path
         for path in (Path(__file__).parent / "data").glob("store-*.sql")}  # fmt: skip
PATHS = [(first, then) for first in DUMPS for then in range(first, schema.VERSION + 1)]
LATER = "ALTER TABLE files ADD COLUMN note TEXT NOT NULL DEFAULT ''; CREATE TABLE later (a);"


def made(path: Path, version: int) -> Path:
    """Write a store as a version made it."""
    with sqlite3.connect(path) as connection:
        connection.executescript(DUMPS[version].read_text("utf-8"))
    connection.close()
    return path


def content(path: Path) -> dict[str, list[Any]]:
    """Return the rows of each table."""
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE sql"
                                                    " LIKE 'CREATE TABLE%'")]  # fmt: skip
    rows = {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()  # noqa: S608
            for name in names}  # fmt: skip
    connection.close()
    return rows


def shape(path: Path) -> list[Any]:
    """Return the version of a store and what its tables are made of."""
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    found += connection.execute("PRAGMA user_version").fetchall()
    found += connection.execute("PRAGMA application_id").fetchall()
    connection.close()
    return found


def until(monkeypatch: pytest.MonkeyPatch, version: int) -> None:
    monkeypatch.setattr(schema, "STEPS", schema.STEPS[:version])
    monkeypatch.setattr(schema, "VERSION", version)


def bring_up(path: Path) -> None:
    with opened(path):
        pass


@pytest.mark.parametrize(("first", "then"), PATHS)
def test_a_store_of_any_version_comes_up_by_way_of_any_other(
    first: int, then: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, fresh = made(tmp_path / "a.store", first), tmp_path / "fresh.store"
    before = content(path)
    with monkeypatch.context() as patch:
        until(patch, then)
        bring_up(path)
    bring_up(path)
    bring_up(fresh)
    assert shape(path) == shape(fresh)
    after = content(path)
    for name, rows in before.items():  # a step may add columns, and take nothing away
        assert [row[: len(rows[0])] for row in after[name]] == rows, name


@pytest.mark.parametrize("first", DUMPS)
def test_its_tallies_are_read(first: int, tmp_path: Path) -> None:
    """January has 3 letters, one without reference; February 2, one more being rejected."""
    referentiel, _ = load(REFERENTIEL)
    with opened(made(tmp_path / "a.store", first)) as store:
        held = kept(store)
        assert sorted(held) == ["appels-01.csv", "courriers-01.csv", "courriers-02.csv"]
        rows = {
            name: [(table.read, table.rejected, int(sum(one.rows.sum() for one in table.tallies)))
                   for table in tables(store, one, one.sites)]
            for name, one in held.items()
        }  # fmt: skip
        sources = {(one.register, one.site): one.rows for one in standing(store, referentiel)}
    assert rows == {"appels-01.csv": [(2, 0, 2)], "courriers-01.csv": [(3, 0, 3)],
                    "courriers-02.csv": [(3, 1, 2)]}  # fmt: skip
    assert sources["mail", "istres"] == 5
    assert (sources["calls", "istres"], sources["calls", "aix"]) == (1, 1)


@pytest.mark.parametrize("first", DUMPS)
def test_a_step_to_come_keeps_what_is_there(
    first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "a.store", first)
    bring_up(path)
    before = content(path)
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, LATER))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    bring_up(path)
    after = content(path)
    assert after.pop("later") == []
    assert {name: [row[:10] for row in rows] for name, rows in after.items()} == {
        name: [row[:10] for row in rows] for name, rows in before.items()
    }


def test_a_step_that_fails_leaves_the_store_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "a.store", 1)
    bring_up(path)
    before = shape(path), content(path)
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, LATER + "CREATE TABLE files (a)"))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with pytest.raises(Exception, match="files"):
        bring_up(path)
    assert (shape(path), content(path)) == before


def test_every_table_is_exported(tmp_path: Path) -> None:
    bring_up(tmp_path / "a.store")
    derived = {"counted", "counted_cells"}  # put together anew from what is exported
    known = {name for name, sql in shape(tmp_path / "a.store")[:-2] if sql} - derived
    assert {re.match(r"INSERT INTO (\w+)", one.insert)[1] for one in PARTS} == known  # type: ignore[index]


def test_a_part_is_no_younger_than_the_schema() -> None:
    assert all(1 <= one.since <= schema.VERSION for one in PARTS)
