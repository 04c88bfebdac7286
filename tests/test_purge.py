"""Purge: what goes and what stays, what comes again, and what no disk keeps."""

import json
import shutil
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from purging import FOUR, again, asked, fates, figures, left, purged
from qualstat.errors import OutputError, RegisterError, UsageError
from qualstat.periods import year_period
from qualstat.pipeline import purging as pipeline_purging
from qualstat.purges import removing
from qualstat.store import keys, opened, schema
from qualstat.store.packed import unpacked_ledger, unpacked_tally
from registers_by_hand import CALLS, MAIL, REFERENTIEL, write

NAME, NUMBER = "Dupont-Moretti", "0612345678"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data", FOUR)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "a.store"


def test_files_of_earlier_months_alone_go(data: Path, store: Path) -> None:
    before = figures(asked(data, None))
    done = purged(data, store, "2018-01")
    assert fates(done) == {
        "appels-12.csv": "gone", "courriers-12.csv": "gone",
        "courriers-13.csv": "straddles", "courriers-14.csv": "later",
    }  # fmt: skip
    assert left(data) == ["courriers-13.csv", "courriers-14.csv"]
    assert figures(asked(data, store)) == before
    mail = done.plan.totals[1]  # A-1 twice, A-2, one without a reference
    assert (mail.frozen, mail.counted, mail.superseded, mail.unanswered) == (4, 3, 1, 1)


def test_all_of_them_may_go(data: Path, store: Path) -> None:
    before = figures(asked(data, None))
    purged(data, store, "2018-03")
    assert left(data) == []
    assert figures(asked(data, store)) == before
    with pytest.raises(RegisterError):
        asked(data, None)


def test_the_key_goes_with_the_last_digest(data: Path, store: Path) -> None:
    purged(data, store, "2018-01")
    assert keys.key_file(store).exists()
    purged(data, store, "2018-03")
    assert not keys.key_file(store).exists()


def test_without_agreement_nothing_changes(data: Path, store: Path) -> None:
    done = purged(data, store, "2018-01", agreed=lambda _: False)
    assert (left(data), done.certificate) == (sorted(FOUR), "")
    with opened(store) as held:
        assert held.connection.execute("SELECT count(*) FROM frozen").fetchone() == (0,)


def test_an_archive_goes_when_all_it_holds_does(data: Path, store: Path) -> None:
    def packed(name: str, members: dict[str, list[str]]) -> None:
        with zipfile.ZipFile(data / name, "w") as archive:
            for member, rows in members.items():
                archive.writestr(member, "\n".join([CALLS, *rows]))

    calls = [f"istres;1{n}/12/2017 09:00;standard;repondu;5;60;" for n in range(5)]
    packed("a.zip", {"appels-1.csv": calls[:1], "appels-2.csv": calls[1:2]})
    later = calls[3].replace("/12/2017", "/01/2018")
    packed("b.zip", {"appels-3.csv": calls[2:3], "appels-4.csv": [later]})
    packed("c.zip", {"appels-5.csv": calls[4:], "notes.txt": []})
    before = figures(asked(data, None))
    found = fates(purged(data, store, "2018-01"))
    assert (found["a.zip"], found["b.zip"], found["c.zip"]) == ("gone", "archive", "archive")
    assert figures(asked(data, store)) == before


def test_copies_go_and_links_and_files_without_rows_stay(data: Path, store: Path) -> None:
    shutil.copy(data / "courriers-12.csv", data / "courriers-12-copie.csv")
    (data / "visites-0.csv").symlink_to(write(data.parent / "x", {"visites-1.csv": []})
                                        / "visites-1.csv")  # fmt: skip
    write(data, {"rendez-vous-1.csv": []})
    found = fates(purged(data, store, "2018-01"))
    assert "courriers-12-copie.csv" not in left(data)
    assert (found["visites-0.csv"], found["rendez-vous-1.csv"]) == ("link", "no_row")


def test_a_file_that_cannot_be_removed_is_said_and_counts_nothing_more(
    data: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(data, {"appels-12.csv": [*FOUR["appels-12.csv"], "istres;32/12/2017 09:00;svi;perdu;;;"]})
    before = figures(asked(data, None))

    real = Path.unlink

    def refuse(path: Path, **others: Any) -> None:
        if path.suffix == ".csv":
            raise PermissionError(13, "Permission denied")
        real(path, **others)

    monkeypatch.setattr(Path, "unlink", refuse)
    done = purged(data, store, "2018-01")
    monkeypatch.undo()
    assert set(done.left) == {"courriers-12.csv", "appels-12.csv"}
    assert not any(one["removed"] for one in json.loads(done.certificate)["files"])
    kept = asked(data, store)
    assert [one.measure for one in kept.figures] == [
        one.measure for one in asked(data, None).figures
    ]
    assert len(again(kept)) == 2
    purged(data, store, "2018-01")
    assert left(data) == ["courriers-13.csv", "courriers-14.csv"]
    assert figures(asked(data, store)) == before


def test_store_and_certificate_are_there_before_the_first_file_goes(
    data: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []

    def crash(_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline_purging, "removed", crash)
    with pytest.raises(KeyboardInterrupt):
        purged(data, store, "2018-01", keep=lambda text, _="": texts.append(text))
    assert [json.loads(one)["ended"] for one in texts] == [False]
    assert left(data) == sorted(FOUR)
    assert [one.measure for one in asked(data, store).figures] == [
        one.measure for one in asked(data, None).figures
    ]


def test_a_recount_that_differs_is_refused(
    data: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(data, store)
    with sqlite3.connect(store) as held:
        held.execute("UPDATE tables SET rejected = 1, read = read + 1 WHERE name LIKE '%12.csv'")
    with pytest.raises(RegisterError, match="counted again"):
        purged(data, store, "2018-01")
    assert left(data) == sorted(FOUR)
    monkeypatch.undo()


def test_a_store_that_would_count_otherwise_is_undone(
    data: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualstat.engines import freezer

    real = freezer.freeze
    monkeypatch.setattr(
        freezer, "freeze", lambda store, tables, sites: real(store, tables[1:], sites)
    )
    with pytest.raises(RegisterError):
        purged(data, store, "2018-01")
    monkeypatch.undo()
    assert left(data) == sorted(FOUR)
    with opened(store) as held:
        assert held.connection.execute("SELECT count(*) FROM purges").fetchone() == (0,)


def test_a_folder_that_cannot_be_written_is_refused_before_anything(
    data: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removing.os, "access", lambda *_: False)
    with pytest.raises(OutputError):
        purged(data, store, "2018-01")
    monkeypatch.undo()
    assert left(data) == sorted(FOUR)
    with opened(store) as held:
        assert held.connection.execute("SELECT count(*) FROM purges").fetchone() == (0,)


def test_months_that_no_register_reaches_are_not_closed(data: Path, store: Path) -> None:
    with pytest.raises(UsageError, match="2018-04"):
        purged(data, store, "2018-04")


def test_what_is_not_counted_stops_it(data: Path, store: Path) -> None:
    (data / "courriers-15.csv").write_text("nothing;of\nthe;kind\n")
    with pytest.raises(RegisterError):
        purged(data, store, "2018-01")
    (data / "courriers-15.csv").unlink()
    asked(data, store)
    (data / "courriers-12.csv").unlink()
    with pytest.raises(RegisterError, match="no longer there"):
        purged(data, store, "2018-01")


def test_nothing_that_was_planted_is_kept(data: Path, store: Path) -> None:
    rows = [f"istres;{NAME}-{n};courriel;usager;demande;08/12/2017;{NUMBER if n else ''};Accueil"
            for n in range(2)]  # fmt: skip
    path = write(data, {"courriers-11.csv": rows}) / "courriers-11.csv"
    path.write_text(
        path.read_text().replace(MAIL, MAIL + ";nom").replace("Accueil", f"Accueil;{NAME}")
    )
    done = purged(data, store, "2018-01")
    held = done.certificate.encode()
    with opened(store) as one:
        for tally, ledger in one.connection.execute("SELECT tally, ledger FROM frozen"):
            held += repr(unpacked_tally(tally)).encode()
            if ledger:
                numbers = unpacked_ledger(ledger, None).digest.tolist()
                shared = [number for number in numbers if not 0 <= number < 100]
                assert shared == []  # numbers of records: no digest
    for file in store.parent.glob("a.*"):
        held += file.read_bytes()
    for planted in (NAME, NUMBER, "A-1", "A-2"):
        assert planted.encode() not in held


def test_a_store_of_the_first_version_is_brought_up(data: Path, store: Path) -> None:
    before = figures(asked(data, store))
    first = store.with_name("first.store")
    with sqlite3.connect(first) as held:
        held.executescript(schema.FIRST)
        held.execute("ATTACH ? AS later", (str(store),))
        for table in ("meta", "files", "tables"):
            columns = ", ".join(row[1] for row in held.execute(f"PRAGMA main.table_info({table})"))
            held.execute(f"INSERT INTO main.{table} SELECT {columns} FROM later.{table}")  # noqa: S608
        held.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        held.execute("PRAGMA user_version = 1")
    held.close()
    first.replace(store)
    assert figures(asked(data, store)) == before
    with opened(store) as one:
        assert one.connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert one.connection.execute("SELECT count(*) FROM tables").fetchone() == (4,)
    purged(data, store, "2018-01")
    assert figures(asked(data, store)) == before


def test_a_changed_objective_and_closure_need_no_rows(
    data: Path, store: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(REFERENTIEL, tmp_path / "referentiel"))
    site = other / "sites/istres.yaml"
    text = site.read_text(encoding="utf-8")
    closure = "closures:\n  - first: 2017-12-12\n    last: 2017-12-12\n    reason: essai\n"
    assert "\nclosures:" not in text
    site.write_text(f"{text}{closure}", encoding="utf-8")
    target = other / "indicators/courriels-5j.yaml"
    held = target.read_text(encoding="utf-8")
    target.write_text(held.replace("at_least: 95 %", "at_least: 50 %"), encoding="utf-8")
    wanted = {"referentiel": other, "period": year_period(2017)}
    before = figures(asked(data, None, period=year_period(2017)))
    changed = figures(asked(data, None, **wanted))
    assert before != changed
    purged(data, store, "2018-01")
    assert figures(asked(data, store, **wanted)) == changed
