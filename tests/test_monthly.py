"""`qualstat monthly`: what is given out each month, settled or not, and what is said of it."""

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from monthly_server import FEBRUARY, JANUARY, Server
from qualstat.cli import batches
from qualstat.errors import OutputError
from registers_by_hand import REFERENTIEL, ROOT, write


@pytest.fixture
def server(tmp_path: Path, run: Any) -> Server:
    return Server(tmp_path, run)


def test_each_month_that_is_due_has_a_file(server: Server) -> None:
    server.deliver(JANUARY).deliver(FEBRUARY)
    assert server.run().status == 0
    assert list(server.files) == ["2018-01/istres.csv", "2018-02/istres.csv", "manifest-2018.json"]
    assert server.rows("2018-01")["appels-perdus"]["value"] == "50"


def test_several_sites_have_a_file_of_all_together(server: Server) -> None:
    server.deliver(JANUARY)
    server.run("--site", "arles")
    assert list(server.files) == [
        "2018-01/all.csv", "2018-01/arles.csv", "2018-01/istres.csv", "manifest-2018.json",
    ]  # fmt: skip


def test_a_file_is_what_compute_gives_but_for_the_last_note(server: Server) -> None:
    server.deliver(JANUARY).deliver(FEBRUARY).run()
    given = server.program(
        "compute", "--month", "2018-01", "--site", "istres", "--data", str(server.data),
        "--referentiel", str(REFERENTIEL), "--format", "csv",
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(given.out)))
    for row in rows:
        mine = server.rows("2018-01")[row["indicator"]]
        kept = mine["note"].removesuffix("settled").removesuffix("provisional").rstrip()
        assert {**mine, "note": kept} == row


def test_rates_settle_when_nothing_is_pending_and_delays_when_nothing_is_unanswered(
    server: Server,
) -> None:
    server.deliver(JANUARY).run()
    # known to the 16th: nothing is settled, A-1 is overdue after the 15th
    assert server.note("2018-01", "courriels-5j") == "provisional"
    fewer = {**FEBRUARY, "courriers-2018-02.csv": FEBRUARY["courriers-2018-02.csv"][1:]}
    server.deliver(fewer).run()
    assert server.note("2018-01", "courriels-5j") == "settled"  # A-1 is overdue, none pending
    assert server.note("2018-01", "courriels-delai") == "provisional"  # A-1 is unanswered
    assert server.note("2018-02", "courriels-5j") == "provisional"  # A-3 is pending
    server.deliver(FEBRUARY).run()
    assert server.note("2018-01", "courriels-delai") == "settled"
    assert server.note("2018-01", "appels-perdus") == "settled"


def test_twice_the_same_input_gives_the_same_bytes_and_nothing_to_say(server: Server) -> None:
    server.deliver(JANUARY).deliver(FEBRUARY).run()
    files = server.files
    stamps = {one: (server.out / one).stat().st_mtime_ns for one in files}
    again = server.run()
    assert (again.status, again.out, again.err) == (0, "", "")
    server.run("--verify")
    assert server.files == files
    assert {one: (server.out / one).stat().st_mtime_ns for one in files} == stamps


def test_another_server_gives_the_same_bytes(tmp_path: Path, server: Server) -> None:
    (tmp_path / "other").mkdir()
    other = Server(tmp_path / "other", server.program)
    server.deliver(JANUARY).run()
    server.deliver(FEBRUARY).run()
    other.deliver(JANUARY).deliver(FEBRUARY).run()
    assert server.files == other.files


def test_a_file_that_was_touched_or_lost_is_given_out_again(server: Server) -> None:
    server.deliver(JANUARY).run()
    files = server.files
    (server.out / "2018-01/istres.csv").write_text("spoilt")
    server.run()
    assert server.files == files
    (server.out / "manifest-2018.json").unlink()
    server.run()
    assert server.files == files


def test_what_a_killed_run_left_goes_where_nothing_is_new(server: Server) -> None:
    server.deliver(JANUARY).run()
    left = server.out / f"2018-01/istres.csv{batches.STAGED}"
    left.write_text("half")
    assert server.run().out == ""
    assert not left.exists()


def test_only_what_changed_is_written(server: Server) -> None:
    server.deliver(JANUARY).deliver(FEBRUARY).run()
    before = (server.out / "2018-01/istres.csv").stat().st_mtime_ns
    server.deliver({"appels-2018-03.csv": ["istres;05/03/2018 09:00;standard;perdu;5;60;"]}).run()
    assert "2018-03/istres.csv" in server.files
    assert server.rows("2018-03")["appels-perdus"]["value"] == "100"
    assert (server.out / "2018-01/istres.csv").stat().st_mtime_ns != before  # its as_of moved


def test_a_settled_figure_that_changes_is_told_once_and_kept_in_the_manifest(
    server: Server,
) -> None:
    server.deliver(JANUARY).deliver(FEBRUARY).run()
    late = ["istres;17/01/2018 09:00;standard;perdu;5;60;"]
    told = server.deliver({"appels-2018-01b.csv": late}).run()
    said = " ".join(told.out.split())
    assert "50% [1/2], missed before, 66.67% [2/3], missed now" in said
    (revision,) = [one for one in server.manifest["revisions"]
                   if one["indicator"] == "appels-perdus"]  # fmt: skip
    assert (revision["before"]["value"], revision["after"]["value"]) == ("50", "66.666667")
    assert server.rows("2018-01")["appels-perdus"]["numerator"] == "2"
    files = server.files
    assert "settled figure" not in server.run("--verify").out
    assert server.files == files


def test_status_and_paragraph_say_what_went_wrong(server: Server, tmp_path: Path) -> None:
    server.deliver(JANUARY)
    write(server.data, {"courriers-x.csv": ["istres;B;courriel;usager;demande;31/02/2018;;x"]})
    said = tmp_path / "said.txt"
    told = server.run("--fail-on", "missed", "--summary", str(said), "--log", str(server.log))
    assert told.status == 1
    assert "Istres, Taux d'appels perdus 50% [1/2] (missed)" in " ".join(told.out.split())
    assert "1 row rejected" in told.out
    assert said.read_text(encoding="utf-8") == told.out
    again = server.run("--fail-on", "missed", "--summary", str(said), "--log", str(server.log))
    assert (again.status, again.out) == (1, "")
    assert said.read_text(encoding="utf-8") == told.out
    lines = [json.loads(one) for one in server.log.read_text(encoding="utf-8").splitlines()]
    assert [one["event"] for one in lines if one["event"] in ("started", "ended")] == [
        "started", "ended", "started", "ended",
    ]  # fmt: skip
    assert len({one["run"] for one in lines}) == 2
    assert server.run("--max-rejects", "0").status == 5


def test_all_is_quiet_where_all_is_well(server: Server) -> None:
    calls = [f"istres;{day:02}/01/2018 09:00;standard;repondu;5;60;" for day in range(2, 32)]
    mail = [f"istres;C-{day}-{channel}-{who};{channel};{who};demande;{day:02}/01/2018;"
            f"{day:02}/01/2018;x" for day in range(2, 32) for channel in ("courrier", "courriel")
            for who in ("usager", "collectivite")]  # fmt: skip
    meetings = [f"istres;R-{day};collectivite;{day:02}/01/2018;{day:02}/01/2018;{day:02}/01/2018;x"
                for day in range(2, 32)]  # fmt: skip
    server.deliver({"appels.csv": calls, "courriers.csv": mail, "rendez-vous.csv": meetings})
    told = server.run()
    assert (told.status, told.out, told.err) == (0, "", "")
    assert server.rows("2018-01")["appels-perdus"]["verdict"] == "met"


def test_the_manifest_tells_what_was_read_and_what_each_file_is(server: Server) -> None:
    server.deliver(JANUARY).run()
    held = server.manifest
    read = {one["file"]: one for one in held["read"]}
    path = server.data / "courriers-2018-01.csv"
    assert read[path.name]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert read[path.name]["read"] == 2
    (sheet,) = held["files"]
    assert sheet["state"] == "provisional"
    assert sheet["sha256"] == hashlib.sha256(server.files[sheet["file"]]).hexdigest()


def test_a_disk_that_fills_leaves_everything_as_it_was(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.deliver(JANUARY).run()
    files, store = server.files, server.store.read_bytes()
    server.deliver(FEBRUARY)
    real, written = batches.stage, []

    def full(path: Path, content: bytes) -> None:
        written.append(path)
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        real(path, content)

    monkeypatch.setattr(batches, "stage", full)
    told = server.run()
    assert told.status == OutputError.status
    assert "the disk is full" in told.err
    assert (server.files, server.store.read_bytes()) == (files, store)
    monkeypatch.undo()
    server.run()
    assert "2018-02/istres.csv" in server.files


def test_a_store_and_a_folder_must_be_named(server: Server) -> None:
    server.deliver(JANUARY)
    alone = server.program(
        "monthly", "--year", "2018", "--data", str(server.data), "-o", str(server.out)
    )
    assert alone.status == 2
    assert "--store" in alone.err
    assert server.program("monthly", "--year", "2018", "--store", str(server.store)).status == 2


def test_no_name_number_or_reference_leaves_the_registers(server: Server) -> None:
    planted = ["Mme Dupont", "0612345678", "REF-ABC-99", "dupont@exemple.fr"]
    write(server.data, {
        "courriers-1.csv": ["istres;REF-ABC-99;courriel;usager;demande;08/01/2018;;x",
                            "istres;1;courriel;usager;demande;Mme Dupont;;x",
                            "istres;0612345678;courriel;usager;demande;09/01/2018;;x",
                            "dupont@exemple.fr;2;courriel;usager;demande;09/01/2018;;x"],
    })  # fmt: skip
    told = server.run("--log", str(server.log))
    held = b"".join([*server.files.values(), server.store.read_bytes(), server.log.read_bytes(),
                     told.out.encode(), told.err.encode()])  # fmt: skip
    assert [one for one in planted if one.encode() in held] == []


def test_the_samples_are_given_out(tmp_path: Path, run: Any) -> None:
    told = run("monthly", "--year", "2018", "--store", str(tmp_path / "s"), "-o",
               str(tmp_path / "o"), "--data", str(ROOT / "samples"), "--lang", "fr")  # fmt: skip
    assert told.status == 0
    assert "exemple fictif" in told.out
    assert len(list((tmp_path / "o").rglob("*.csv"))) == 12 * 5


def test_another_choice_of_sites_is_another_total(server: Server) -> None:
    others = ["arles;16/01/2018 09:00;standard;perdu;5;60;"]
    server.deliver(JANUARY).deliver(FEBRUARY).deliver({"appels-x.csv": others})
    server.run(sites=("istres", "arles"))
    told = server.run(sites=("istres", "aix"))
    assert "settled figure" not in told.out
    assert server.manifest["revisions"] == []


def test_a_manifest_tells_the_revisions_of_its_own_months(server: Server) -> None:
    server.deliver(JANUARY).deliver(FEBRUARY).run()
    server.deliver({"appels-2018-01b.csv": ["istres;17/01/2018 09:00;standard;perdu;5;60;"]}).run()
    assert {one["month"] for one in server.manifest["revisions"]} == {"2018-01"}
    server.run("--from", "2018-02", "--to", "2018-02")
    text = (server.out / "manifest-2018-02-2018-02.json").read_text(encoding="utf-8")
    assert json.loads(text)["revisions"] == []
