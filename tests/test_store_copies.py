"""Copies: a store as CSV files, and back, without a figure or a file that differs."""

import csv
import hashlib
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from qualstat.errors import UsageError
from qualstat.store import keys, opened
from qualstat.store.plain import reading, writing
from qualstat.tallies.keys import KEY_LENGTH
from random_registers import Files, files
from registers_by_hand import ROOT, write
from store_exports import Rows, cell, changed, without
from test_store import THREE, asked, bytes_of
from thorough import examples

MORE = {
    **THREE,
    "rendez-vous-01.csv": ["arles;R-1;usager;08/01/2018;10/01/2018;30/01/2018;=1+1"],
    "visites-01.csv": ["aix;09/01/2018;point_numerique;aboutie;satisfait;12"],
    "courriers-03.csv": ["istres;Z-1;courrier;usager;demande;09/01/2018;;'=quote"],
}


def exported(store: Path, folder: Path, **how: Any) -> writing.Written:
    folder.mkdir()
    with opened(store) as held:
        return writing.write(held, folder, **{"with_key": True, **how})


def imported(folder: Path, store: Path) -> Path:
    held = reading.read(folder)
    with opened(store) as made:
        reading.put(made, held)
    return store


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data", MORE)


@pytest.fixture
def copy(data: Path, tmp_path: Path) -> Path:
    """Give the folder of an export."""
    asked(data, tmp_path / "a.store")
    exported(tmp_path / "a.store", tmp_path / "export")
    return tmp_path / "export"


def read_nothing(*_: Any, **__: Any) -> Any:
    raise AssertionError("a file was read")


def same(one: Path, other: Path) -> bool:
    names = sorted(path.name for path in one.iterdir())
    return names == sorted(path.name for path in other.iterdir()) and all(
        (one / name).read_bytes() == (other / name).read_bytes() for name in names
    )


def test_a_store_comes_back_as_it_was(
    data: Path, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = bytes_of(asked(data))
    back = imported(copy, tmp_path / "b.store")
    exported(back, tmp_path / "again")
    assert same(copy, tmp_path / "again")
    monkeypatch.setattr("qualstat.engines.parts.opened", read_nothing)
    found = asked(data, back)
    assert (bytes_of(found), found.changes) == (plain, ())


def test_the_samples_come_back_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = bytes_of(asked(ROOT / "samples", tmp_path / "a.store"))
    exported(tmp_path / "a.store", tmp_path / "export")
    back = imported(tmp_path / "export", tmp_path / "b.store")
    monkeypatch.setattr("qualstat.engines.parts.opened", read_nothing)
    assert bytes_of(asked(ROOT / "samples", back)) == plain


@settings(max_examples=examples(10), deadline=None)
@given(held=files())
def test_random_stores_come_back(held: Files) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, top = Path(place, "data"), Path(place)
        folder.mkdir()
        (folder / "appels-00.csv").write_text("site;debut;ligne;issue;attente_s;duree_s\n")
        for name, text in held.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        plain = bytes_of(asked(folder, top / "a.store"))
        exported(top / "a.store", top / "export")
        back = imported(top / "export", top / "b.store")
        exported(back, top / "again")
        assert same(top / "export", top / "again")
        assert bytes_of(asked(folder, back)) == plain


def test_what_a_server_settled_comes_back(data: Path, tmp_path: Path) -> None:
    asked(data, tmp_path / "a.store")
    with opened(tmp_path / "a.store") as held, held.writing() as connection:
        connection.execute("INSERT INTO settled VALUES ('aix', 24216, 'x', '{\"a\": \"=1\"}')")
        connection.execute(
            "INSERT INTO revisions VALUES (7, 'aix', 24216, 'x', '{}', '{\"b\": 2}')"
        )
        connection.execute("INSERT INTO runs VALUES ('monthly', 'abc', 4, 'two\nlines; more')")
    exported(tmp_path / "a.store", tmp_path / "export")
    back = imported(tmp_path / "export", tmp_path / "b.store")
    for table in ("settled", "revisions", "runs"):
        found = []
        for path in (tmp_path / "a.store", back):
            with opened(path) as held:
                found.append(held.connection.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608
        assert found[0] == found[1] != []


def test_an_export_of_an_older_schema_comes_back(data: Path, copy: Path, tmp_path: Path) -> None:
    """Version 1 had no settled, purged or published figures, and so its exports no file of them."""
    first = ("meta.csv", "files.csv", "tables.csv")
    later = [one.name for one in copy.glob("*.csv")
             if one.name not in first and not one.name.startswith("cells-")]  # fmt: skip
    for name in later:
        (copy / name).unlink()
    changed(copy / "tables.csv", without("purged"))

    def older(rows: Rows) -> None:
        rows[:] = [one for one in rows if not one[0].endswith((*later, "tables.csv"))]
        cell(3, "value", "1")(rows)

    changed(copy / "meta.csv", older)
    back = imported(copy, tmp_path / "b.store")
    assert bytes_of(asked(data, back)) == bytes_of(asked(data))


def test_what_a_cell_says(copy: Path) -> None:
    """One letter of 8 January 2018 without answer, and a formula that no spreadsheet runs."""
    with (copy / "cells-mail.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    first = next(one for one in rows if one["recu_le"] == "2018-01-08")
    assert {name: first[name] for name in first if name not in ("place", "cell")} == {
        "file": "courriers-01.csv", "site": "istres", "recu_le": "2018-01-08", "repondu_le": "",
        "canal": "courriel", "public": "usager", "nature": "demande", "service": "Accueil",
        "rows": "1", "n": "1",
    }  # fmt: skip
    assert [one["service"] for one in rows if one["file"] == "courriers-03.csv"] == ["''=quote"]
    assert "'=1+1" in (copy / "cells-appointments.csv").read_text("utf-8-sig")
    visits = (copy / "cells-visits.csv").read_text("utf-8-sig").splitlines()
    assert visits[1].endswith(";aix;2018-01-09;point_numerique;aboutie;satisfait;1;12")


def test_no_reference_and_no_key_are_in_it(data: Path, tmp_path: Path) -> None:
    asked(data, tmp_path / "a.store")
    done = exported(tmp_path / "a.store", tmp_path / "export", with_key=False)
    key = keys.read_key(tmp_path / "a.store")
    held = b"".join(path.read_bytes() for path in (tmp_path / "export").iterdir())
    assert (done.digests, done.key) == (True, False)
    assert key.encode() not in held
    assert b"A-1" not in held


def test_the_key_comes_back_for_its_owner_alone(copy: Path, tmp_path: Path) -> None:
    back = imported(copy, tmp_path / "b.store")
    assert keys.read_key(back) == keys.read_key(tmp_path / "a.store") != ""
    assert keys.key_file(back).stat().st_mode & 0o777 == 0o600
    assert (copy / "store.key").stat().st_mode & 0o777 == 0o600


SPOILT = [
    ("cells-mail.csv", cell(2, "site", "nice"), 2, "site", "prefecture"),
    ("cells-mail.csv", cell(3, "recu_le", "2018-02-30"), 3, "recu_le", "2018-06-30"),
    ("cells-mail.csv", cell(2, "recu_le", "08/01/2018"), 2, "recu_le", "2018-06-30"),
    ("cells-mail.csv", cell(2, "recu_le", ""), 2, "recu_le", "2018-06-30"),
    ("cells-mail.csv", cell(2, "repondu_le", "2017-01-01"), 2, "repondu_le", "1,000"),
    ("cells-mail.csv", cell(2, "canal", "pigeon"), 2, "canal", "courriel"),
    ("cells-mail.csv", cell(2, "n", "7"), 2, "n", "as many as rows"),
    ("cells-mail.csv", cell(2, "rows", "0"), 2, "rows", "1 or more"),
    ("cells-mail.csv", cell(3, "cell", "5"), 3, "cell", "the next number"),
    ("cells-mail.csv", cell(2, "file", "courriers-09.csv"), 2, "file", "tables.csv"),
    ("cells-mail.csv", cell(1, "site", "lieu"), 1, "", "columns"),
    ("cells-mail.csv", lambda rows: rows[2].pop(), 3, "", "12 cells"),
    ("cells-mail.csv", list.pop, None, "", ""),
    ("cells-calls.csv", cell(2, "wait", "-5"), 2, "wait", "0 or more"),
    ("cells-calls.csv", lambda rows: rows.append(rows[-1]), None, "", ""),
    ("cells-ledger.csv", cell(2, "digest", "0x12"), 2, "digest", "sixteen"),
    ("cells-ledger.csv", cell(2, "cell", "99"), 2, "cell", "cell"),
    ("cells-ledger.csv", cell(2, "line", "0"), 2, "line", "1 or more"),
    ("cells-ledger.csv", list.pop, None, "", "digest"),
    ("tables.csv", cell(2, "read", "12"), 2, "read", "neither rejected"),
    ("tables.csv", lambda rows: rows.append(rows[-1]), 8, "file", "once"),
    ("files.csv", cell(2, "findings", "[{]"), 2, "findings", "JSON"),
    ("files.csv", cell(2, "sites", "[]"), 2, "sites", "JSON"),
    ("files.csv", cell(2, "register", "faxes"), 2, "register", "calls"),
    ("files.csv", cell(2, "size", "1e3"), 2, "size", "0 or more"),
    ("files.csv", cell(2, "profile", "other"), None, "", "SHA-256"),
    ("meta.csv", cell(2, "value", "99"), None, "value", "from 1 to 1"),
    ("meta.csv", lambda rows: rows.insert(2, rows[1]), 3, "name", "once"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "line", "column", "expected"), SPOILT)
def test_what_was_changed_by_hand_is_refused_at_its_line(  # noqa: PLR0913, PLR0917  # a table
    copy: Path, tmp_path: Path, name: str, change: Any, line: int | None, column: str,
    expected: str,
) -> None:  # fmt: skip
    changed(copy / name, change)
    with pytest.raises(UsageError) as refused:
        reading.read(copy)
    (said,) = refused.value.findings
    assert (said.rule, said.severity) == ("store-export", "blocking")
    assert expected in str(said.expected)
    if line is not None:
        assert (Path(said.file).name, said.line, said.column) == (name, line, column)
    assert not (tmp_path / "b.store").exists()


def test_a_value_that_could_have_been_counted_is_refused_too(copy: Path) -> None:
    changed(copy / "cells-mail.csv", cell(2, "recu_le", "2018-01-07"))
    with pytest.raises(UsageError, match="changed since it was exported"):
        reading.read(copy)


def test_a_file_that_lacks_is_named(copy: Path) -> None:
    (copy / "cells-visits.csv").unlink()
    with pytest.raises(UsageError) as refused:
        reading.read(copy)
    assert refused.value.findings[0].file == str(copy / "cells-visits.csv")


def test_bytes_that_are_no_text_are_refused(copy: Path) -> None:
    (copy / "tables.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="cannot be read as CSV"):
        reading.read(copy)


def test_another_key_is_refused(copy: Path) -> None:
    (copy / "store.key").write_text("x" * KEY_LENGTH + "\n")
    with pytest.raises(UsageError, match="not the key"):
        reading.read(copy)


def test_a_store_that_holds_something_is_left_alone(copy: Path, tmp_path: Path) -> None:
    before = hashlib.sha256((tmp_path / "a.store").read_bytes()).digest()
    with pytest.raises(UsageError, match="holds tallies"):
        imported(copy, tmp_path / "a.store")
    with pytest.raises(UsageError, match="holds tallies"):
        reading.check_empty(tmp_path / "a.store")
    assert hashlib.sha256((tmp_path / "a.store").read_bytes()).digest() == before


def test_a_backup_without_its_key_is_read_again_until_it_is_there(
    data: Path, copy: Path, tmp_path: Path
) -> None:
    (copy / "store.key").unlink()
    back = imported(copy, tmp_path / "b.store")
    shutil.copy(keys.key_file(tmp_path / "a.store"), keys.key_file(back))
    with opened(back) as held:
        assert held.key()
    assert bytes_of(asked(data, back)) == bytes_of(asked(data))


def test_an_export_sees_one_state(data: Path, tmp_path: Path) -> None:
    asked(data, tmp_path / "a.store")
    with opened(tmp_path / "a.store") as held, held.reading() as connection:
        (before,) = connection.execute("SELECT count(*) FROM files").fetchone()
        other = sqlite3.connect(tmp_path / "a.store", timeout=0)
        other.execute("DELETE FROM files")
        with pytest.raises(sqlite3.OperationalError):
            other.commit()
        other.close()
        assert connection.execute("SELECT count(*) FROM files").fetchone() == (before,)
