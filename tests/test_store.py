"""The store: what was read is kept, and every run gives what a run without it gives."""

import os
import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from qualstat.engines import stored
from qualstat.errors import OutputError, UsageError
from qualstat.findings import Finding
from qualstat.periods import year_period
from qualstat.pipeline import Request, compute
from qualstat.render import records
from qualstat.render.tables.choosing import View
from qualstat.scorecards import Scorecard
from qualstat.store import keys, opened, schema
from random_registers import SITES, Files, files
from registers_by_hand import REFERENTIEL, ROOT, write
from thorough import examples

JANUARY = [
    "istres;A-1;courriel;usager;demande;08/01/2018;;Accueil",
    "istres;A-2;courriel;usager;demande;10/01/2018;12/01/2018;Accueil",
    "istres;;courriel;usager;demande;11/01/2018;;Accueil",
]
FEBRUARY = [
    "istres;A-1;courriel;usager;demande;08/01/2018;01/02/2018;Accueil",
    "istres;A-3;courriel;usager;demande;31/02/2018;;Accueil",
    "istres;A-4;courriel;usager;demande;19/02/2018;20/02/2018;Accueil",
]
CALLS = ["istres;15/01/2018 09:00;standard;repondu;5;60;", "aix;16/01/2018 09:00;svi;perdu;5;60;"]
THREE = {"courriers-01.csv": JANUARY, "courriers-02.csv": FEBRUARY, "appels-01.csv": CALLS}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data", THREE)


def asked(data: Path, store: Path | None = None, **others: Any) -> Scorecard:
    return compute(Request(REFERENTIEL, data, period=year_period(2018), store=store, **others))


def bytes_of(scorecard: Scorecard) -> str:
    return records.FORMATS["json"](scorecard, View()) + "\n".join(
        str(one) for one in scorecard.findings if one.rule != "rejected-row"
    )


def changed(scorecard: Scorecard) -> list[tuple[str, str]]:
    return [(one.rule, one.file) for one in scorecard.changes]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are read from now on."""
    names: list[str] = []
    real = stored.read_aside

    def watched(files: Sequence[Any], *rest: Any, **others: Any) -> Any:
        names.extend(one.name for one in files)
        return real(files, *rest, **others)

    monkeypatch.setattr(stored, "read_aside", watched)
    return names


def test_what_is_unchanged_is_not_read_again(data: Path, tmp_path: Path, read: list[str]) -> None:
    store = tmp_path / "a.store"
    plain = bytes_of(asked(data))
    assert bytes_of(asked(data, store)) == plain
    assert sorted(read) == sorted(THREE)
    read.clear()
    again = asked(data, store)
    assert bytes_of(again) == plain
    assert (read, again.changes) == ([], ())


def test_the_samples_are_the_same_with_a_store(tmp_path: Path, read: list[str]) -> None:
    plain = bytes_of(asked(ROOT / "samples"))
    for _ in range(2):
        read.clear()
        assert bytes_of(asked(ROOT / "samples", tmp_path / "a.store")) == plain
    assert read == []


@settings(max_examples=examples(10), deadline=None)
@given(before=files(), now=files(), data=st.data())
def test_random_files_come_and_go_and_nothing_differs(
    before: Files, now: Files, data: st.DataObject
) -> None:
    kept = data.draw(st.sets(st.sampled_from(sorted(before)))) if before else set()
    with tempfile.TemporaryDirectory() as place:
        folder, store = Path(place, "data"), Path(place, "a.store")
        folder.mkdir()
        (folder / "appels-00.csv").write_text("site;debut;ligne;issue;attente_s;duree_s\n")
        _put(folder, before)
        asked(folder, store)
        for name in before.keys() - kept:
            (folder / name).unlink()
        _put(folder, now)
        site = (data.draw(st.sampled_from(SITES)),)
        for sites in (site, (), site):  # from the files, then as merged: of some sites, of all
            assert bytes_of(asked(folder, store, sites=sites)) == bytes_of(
                asked(folder, sites=sites)
            )


def _put(folder: Path, files: Files) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_changed_file_alone_is_read_again(data: Path, tmp_path: Path, read: list[str]) -> None:
    store = tmp_path / "a.store"
    asked(data, store)
    write(data, {"courriers-01.csv": JANUARY[1:]})
    read.clear()
    assert changed(asked(data, store)) == [("replaced-file", "courriers-01.csv")]
    assert read == ["courriers-01.csv"]
    assert changed(asked(data, store)) == []


def test_a_file_that_is_touched_is_the_same(data: Path, tmp_path: Path, read: list[str]) -> None:
    store = tmp_path / "a.store"
    asked(data, store)
    read.clear()
    os.utime(data / "courriers-01.csv", ns=(1, 1))
    assert changed(asked(data, store)) == []
    assert read == []


def test_a_file_that_vanishes_counts_no_more_and_is_said_until_it_is_back(
    data: Path, tmp_path: Path, read: list[str]
) -> None:
    store, gone = tmp_path / "a.store", data / "courriers-02.csv"
    whole = bytes_of(asked(data, store))
    text = gone.read_bytes()
    gone.unlink()
    for _ in range(2):
        less = asked(data, store)
        assert changed(less) == [("vanished-file", "courriers-02.csv")]
        assert bytes_of(less) == bytes_of(asked(data)) != whole
    gone.write_bytes(text)
    read.clear()
    back = asked(data, store)
    assert (bytes_of(back), changed(back), read) == (whole, [], [])


def test_a_file_that_comes_in_between_is_said(data: Path, tmp_path: Path) -> None:
    store = tmp_path / "a.store"
    asked(data, store)
    write(data, {"courriers-01b.csv": JANUARY[:1], "courriers-03.csv": FEBRUARY[:1]})
    assert changed(asked(data, store)) == [("inserted-file", "courriers-01b.csv")]


def test_another_known_site_means_another_reading(
    data: Path, tmp_path: Path, read: list[str]
) -> None:
    import shutil

    store, other = tmp_path / "a.store", tmp_path / "referentiel"
    shutil.copytree(REFERENTIEL, other)
    asked(data, store)
    text = (other / "sites/istres.yaml").read_text(encoding="utf-8")
    (other / "sites/a-martigues.yaml").write_text(text, encoding="utf-8")
    read.clear()
    found = compute(Request(other, data, period=year_period(2018), store=store))
    plain = compute(Request(other, data, period=year_period(2018)))
    assert sorted(read) == sorted(THREE)
    assert bytes_of(found) == bytes_of(plain)
    assert found.changes == ()


def test_without_its_key_what_has_references_is_read_again(
    data: Path, tmp_path: Path, read: list[str]
) -> None:
    store = tmp_path / "a.store"
    plain = bytes_of(asked(data, store))
    for spoil in (Path.unlink, lambda key: key.write_text("0123456789abcdef\n")):
        spoil(keys.key_file(store))
        read.clear()
        found = asked(data, store)
        assert bytes_of(found) == plain
        assert [one.rule for one in found.changes] == ["lost-key"]
        assert read == ["courriers-01.csv", "courriers-02.csv"]
        read.clear()
        found = asked(data, store)
        assert (bytes_of(found), found.changes) == (plain, ())
        assert read == []


def test_the_key_is_its_owners_alone(data: Path, tmp_path: Path) -> None:
    asked(data, tmp_path / "a.store")
    assert keys.key_file(tmp_path / "a.store").stat().st_mode & 0o777 == 0o600


def test_no_reference_or_cell_is_kept(data: Path, tmp_path: Path) -> None:
    told = "Ref-Dupont-0612345678"
    rows = [f"istres;{told};courriel;usager;demande;08/01/2018;{told};Accueil",
            f"istres;{told}-2;courriel;usager;demande;08/01/2018;;Accueil"]  # fmt: skip
    write(data, {"courriers-03.csv": rows})
    asked(data, tmp_path / "a.store")
    with opened(tmp_path / "a.store") as store:
        blobs = store.connection.execute("SELECT tally, ledger FROM tables").fetchall()
    from qualstat.store import packed

    held = b"".join(repr(packed.unpacked_tally(tally)).encode() for tally, _ in blobs)
    for path in tmp_path.glob("a.store*"):
        held += path.read_bytes()
    assert b"Dupont" not in held
    assert b"0612345678" not in held
    assert b"Accueil" in held  # services are counted by


def test_a_store_of_another_folder_is_refused(data: Path, tmp_path: Path) -> None:
    asked(data, tmp_path / "a.store")
    other = write(tmp_path / "other", {"appels-x.csv": CALLS})
    (other / "appels-x.csv").rename(other / "appels-y.csv")
    with pytest.raises(UsageError, match=r"courriers-01|appels-01"):
        asked(other, tmp_path / "a.store")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_text("not a database, but long enough to be one" * 100),
        lambda path: sqlite3.connect(path).execute("CREATE TABLE t (a)"),
        lambda path: sqlite3.connect(path).execute("PRAGMA user_version = 99"),
    ],
)
def test_what_is_no_store_is_refused(data: Path, tmp_path: Path, spoil: Any) -> None:
    path = tmp_path / "a.store"
    spoil(path)
    content = path.read_bytes()
    with pytest.raises(UsageError):
        asked(data, path)
    assert path.read_bytes() == content


def test_a_damaged_store_says_what_no_register_gives_back(data: Path, tmp_path: Path) -> None:
    (tmp_path / "a.store").write_bytes(b"no store" * 1000)
    with pytest.raises(UsageError) as told:
        asked(data, tmp_path / "a.store")
    assert "but for what was purged" in str(told.value.findings[0].advice)


def test_a_later_store_is_refused(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.store"
    asked(data, path)
    with sqlite3.connect(path) as held:
        held.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(UsageError, match=str(schema.VERSION + 1)):
        asked(data, path)


def test_a_store_in_no_folder_cannot_be_made(data: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        asked(data, tmp_path / "nowhere" / "a.store")


def test_a_file_that_cannot_be_read_is_tried_again(data: Path, tmp_path: Path) -> None:
    store, bad = tmp_path / "a.store", data / "courriers-04.csv"
    bad.write_text("nothing;of\nthe;kind\n")
    for _ in range(2):
        found = asked(data, store)
        assert "courriers-04.csv" in [one.file for one in found.findings if _blocks(one)]
        assert bytes_of(found) == bytes_of(asked(data))


def _blocks(one: Finding) -> bool:
    return one.severity == "blocking"


def test_messages_come_back_as_they_were() -> None:
    from datetime import date

    from qualstat.findings import message
    from qualstat.store import said

    inner = message("in {x}", x=3)
    one = Finding("overlap", "warning", message("{d} {parts}", d=date(2018, 1, 2), parts=[inner]),
                  advice=inner, file="a.csv", line=3, count=2)  # fmt: skip
    hidden = replace(one, rule="rejected-row")
    (back,) = said.read(said.written([one, hidden]))
    assert back == one
