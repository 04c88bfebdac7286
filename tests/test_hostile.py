"""Hostile content does nothing: not to the screen, the disk, the memory, nor a spreadsheet."""

import csv
import gzip
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from cli_runs import ROOT, bare
from fuzzing import workbook, zipped, zst
from harmful import EVIL, OF_OURS, RAW
from qualstat.pipeline import Request, check
from qualstat.reading.columns import SourceReader
from registers_by_hand import CALLS, REFERENTIEL

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pipes, sockets, /proc, forks")
SIX = CALLS.removesuffix(";effectif")
CALL = "istres;02/01/2018 09:00;standard;repondu;;"
GOOD = f"{SIX}\n{CALL}\n"
NAME = EVIL.translate({0: None, ord("/"): None})  # as a file may be called
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
# What a command takes of memory, in MiB: its own process, and those that it waits for.
MEASURED = """
import re, resource, sys
from qualstat.cli.main import main
status = main(sys.argv[1:])
own = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(status, own // 1024, others // 1024, file=sys.stderr)
"""


def folder(place: Path, **files: str | bytes) -> Path:
    """Make a folder of a sound register and of others, named `appels_1__csv` and so on."""
    place.mkdir(parents=True)
    for name, one in {"appels-bon__csv": GOOD, **files}.items():
        data = one if isinstance(one, bytes) else one.encode()
        (place / name.replace("__", ".")).write_bytes(data)
    return place


def account(out: str, register: str = "calls") -> list[int]:
    """Return what `check` says of the rows of a register: read, counted..."""
    line = next(line for line in out.splitlines() if line.startswith(register))
    return [int(count.replace(",", "")) for count in line.split()[1:]]


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """Give registers whose cells, columns, files, folders, members and sheets are all hostile."""
    rows = [f"istres;{EVIL};standard;repondu;;;", f'"{EVIL}";02/01/2018 09:00;svi;perdu;;;', EVIL]
    data = folder(
        tmp_path / "data",
        appels_1__csv="\n".join([f'{SIX};"{EVIL}"', *rows]),
        appels_2__csv=f"{SIX.replace('debut', NAME.replace(';', ''))}\n",
        appels_3__zip=zipped({f"appels{NAME}.csv": GOOD.encode(), f"x{NAME}.csv": b""}),
    )
    (data / f"appels{NAME}.csv").write_text(f"{SIX}\nistres;x;svi;perdu;;\n", "utf-8")
    (data / f"inconnu{NAME}\nerror: forged.csv").write_bytes(b"")
    folder(data / NAME).joinpath("appels.csv").write_bytes(b"")
    (data / os.fsdecode(b"appels-\xff.csv")).write_bytes(b"")
    with xlsxwriter.Workbook(data / "appels.xlsx") as held:
        held.add_worksheet("A\x9b\u202e").write_row("A1", SIX.split(";"))
        held.add_worksheet("B\x9b\u202e").write("A1", "x")
    return data


COMMANDS = (
    "check", "check --quiet", "compute", "compute --year 2018 --format markdown",
    "sources try plain-calls", "sources draft",
)  # fmt: skip


@pytest.mark.parametrize("colours", ["", "1"])
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_raw_reaches_the_screen(
    run: Any, evil: Path, monkeypatch: pytest.MonkeyPatch, command: str, colours: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", colours)
    where = [["--data", str(evil)]]
    if command.startswith("sources"):
        where = [[str(one)] for one in sorted(evil.rglob("appels*")) if one.is_file()]
    for one in where:
        ran = run(*command.split(), *one)
        assert ran.status in (0, 4)
        for said in (ran.out, ran.err):
            plain = OF_OURS.sub("", said) if colours else said
            assert RAW.findall(plain) == []
            assert not any(line.startswith("error: forged") for line in plain.splitlines())
        if command == "check":
            assert "[bold]" in ran.out  # shown as it stands: markup is none
            assert account(OF_OURS.sub("", ran.out))[0] == 5  # all that differs is read


@pytest.mark.parametrize("separator", [";", "\t"])
def test_no_rejected_cell_is_a_formula(run: Any, tmp_path: Path, separator: str) -> None:
    """Whoever opens the file in a spreadsheet may take `;` for the separator of a .csv."""
    cells = ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", '"\t=1"', '"\r=1"', '"x;=1"', '"\n=1"']
    rows = [CALL.replace(";", separator).replace("istres", one) for one in cells]
    text = "\n".join([SIX.replace(";", separator), *rows])
    data, rejects = folder(tmp_path / "data", appels__csv=text), tmp_path / "rejects"
    ran = run("check", "--data", str(data), "--rejects", str(rejects))
    assert account(ran.out)[3] == len(cells)
    for path in rejects.iterdir():
        content = path.read_bytes().decode("utf-8-sig")
        for opened in {separator}:
            lines = csv.reader(content.splitlines(keepends=True), delimiter=opened)
            cells = [cell for line in lines for cell in line if cell.startswith(SIGNS)]
            assert set(cells) <= {"+1", "-1"}  # numbers are no formulas, and go back as they came


NAMES = {
    "up": ["../../appels-evil.csv", "x/../../appels.csv"],
    "absolute": ["/appels.csv", "//tmp/appels.csv", "C:/appels.csv"],
    "Windows": ["..\\appels.csv", "appels-..\\..\\evil.csv"],
    "odd": ["appels\n.csv", "appels .csv", "appels..csv", "-/appels.csv", "summary.csv/appels.csv"],
    "long": [f"appels{'x' * 300}.csv", f"{'é' * 200}/appels.csv", f"appels{'漢' * 100}.csv"],
    "alike": ["A/appels.csv", "a/APPELS.csv", "a_/appels.csv", "a?/appels.csv", "a!/appels.csv"],
}


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_rejected_rows_stay_in_their_folder(run: Any, tmp_path: Path, names: list[str]) -> None:
    """Each member of an archive holds a row of its own that does not fit, and is read or named."""
    rows = {name: f"{SIX}\nistres;x{place};svi;perdu;;\n" for place, name in enumerate(names)}
    data = folder(tmp_path / "a/data", appels__zip=zipped({k: v.encode() for k, v in rows.items()}))
    before = set(tmp_path.rglob("*"))
    ran = run("check", "--data", str(data), "--rejects", str(tmp_path / "a/rejects"))
    assert ran.status in (0, 4)
    made = set(tmp_path.rglob("*")) - before - {tmp_path / "a/rejects"}
    assert {path.parent for path in made} == {tmp_path / "a/rejects"}
    content = "".join(path.read_text("utf-8-sig") for path in made if path.name != "summary.csv")
    found = Counter(re.findall(";x([0-9]);svi", content))
    for place, name in enumerate(names):
        assert found[str(place)] == 1 or name in ran.out


DEEP = {
    "tag": "label: !!python/object/apply:os.system [echo]",
    "alias": "a: &a [x, x, x]\n" + "".join(f"a{n}: &a{n} [*a, *a, *a]\n" for n in range(99)),
    "nesting": "label: " + "[" * 30 + "]" * 30,
    "deep": "label: " + "{a: " * 100_000,
    "zeros": "label: a\0b",
    "base": "label: x\nbased_on: ../../../etc/passwd",
    "itself": "label: x\nbased_on: mine",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_a_hostile_profile_is_a_finding(run: Any, tmp_path: Path, text: str) -> None:
    data, sources = folder(tmp_path / "data"), tmp_path / "sources"
    sources.mkdir()
    (sources / "mine.yaml").write_text(text, "utf-8")
    ran = run("check", "--data", str(data), "--sources", str(sources))
    assert (ran.status, ran.err) == (3, "")
    assert re.search(r"\Asources/mine.yaml\n  error, line [0-9]+", ran.out)


def measured(*words: str) -> tuple[str, int, int]:
    """Run a command apart; return what it says, its status, and the most memory of a process."""
    ran = subprocess.run([sys.executable, "-c", MEASURED, *words], cwd=ROOT, env=bare(),
                         capture_output=True, text=True, check=False, timeout=120)  # fmt: skip
    status, own, others = map(int, ran.stderr.splitlines()[-1].split())
    return ran.stdout, status, max(own, others)


def test_a_line_of_one_gib_takes_no_memory(tmp_path: Path) -> None:
    """Zeros that take no room on the disk: alone, below a header, and in a quoted cell."""
    data = folder(tmp_path / "data")
    for number, head in enumerate(["", f"{SIX}\n", f'{SIX}\nistres;"']):
        with (data / f"appels-{number}.csv").open("wb") as file:
            file.write(head.encode())
            file.truncate((1 << 30) + number)  # no two of one size
    out, status, peak = measured("check", "--data", str(data))
    shutil.rmtree(data)
    assert status == 4
    assert account(out) == [1, 1, 0, 0, 0]
    assert out.count("several million characters") >= 2
    assert peak < 400


@pytest.mark.parametrize(("row", "count"), [("", 1 << 21), ("x", 1 << 19), (";;;;;", 1 << 18)])
def test_many_tiny_rows_take_no_memory(tmp_path: Path, row: str, count: int) -> None:
    """At most 2 MiB of rows that are blank, or lack cells: each is none, or is rejected."""
    data = folder(tmp_path / "data", appels_1__csv=f"{SIX}\n" + f"{row}\n" * count)
    out, status, peak = measured("check", "--data", str(data))
    rejected = count if row == "x" else 0
    assert (status, account(out)) == (0, [1 + rejected, 1, 0, rejected, 0])
    assert peak < 300


def test_what_is_no_ordinary_file_is_named(run: Any, tmp_path: Path) -> None:
    data = folder(tmp_path / "data")
    os.mkfifo(data / "appels-pipe.csv")
    for name, other in (("a", "c"), ("c", "a"), ("self", "self")):
        (data / f"appels-{name}.csv").symlink_to(f"appels-{other}.csv")
    for ending in ("csv", "zip", "xlsx", "csv.gz"):
        (data / f"appels-zero.{ending}").symlink_to("/dev/zero")
    (data / "below").symlink_to(".")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))  # its path is short
        (tmp_path / "s").rename(data / "appels-socket.csv")
    ran = run("check", "--data", str(data))
    assert ran.status == 4
    assert account(ran.out) == [1, 1, 0, 0, 0]
    for path in data.glob("appels-[!b]*"):
        assert f"{path.name}\n  error" in ran.out


def test_a_file_that_goes_once_it_is_read(tmp_path: Path) -> None:
    """Two files of one day are read again, to compare their rows: one is no longer there."""
    data = folder(tmp_path / "data", appels_2__csv=GOOD * 2)

    def progress(done: int, _: int) -> None:
        if done > len(GOOD):  # the second one is being read
            (data / "appels-bon.csv").unlink()

    assert check(Request(REFERENTIEL, data), progress=progress, reject=lambda _: None).accounts


def test_a_file_that_changes_between_looks(tmp_path: Path, monkeypatch: Any) -> None:
    """Its columns change places once its header is known: no cell is taken for another."""
    data = folder(tmp_path / "data", appels_2__csv=GOOD + CALL)
    reads = SourceReader.read

    def changed(self: SourceReader, table: Any, share: Any) -> Any:
        other = GOOD.replace("site;debut", "debut;site").replace("istres;02/01/2018 09:00", "x;aix")
        if table.name == "appels_2.csv":
            (data / table.name).write_text(other)
        return reads(self, table, share)

    monkeypatch.setattr(SourceReader, "read", changed)
    checked = check(Request(REFERENTIEL, data), reject=lambda _: None)
    assert [(one.read, one.rejected) for one in checked.accounts] == [(1, 0)]


LARGE = "\n".join([f"{SIX};note", *[f"{CALL};{'x' * (1 << 20)}"] * 24]).encode()


def spaced(path: Path, size: int) -> int:
    """Write a workbook whose sheet holds so many blanks before its rows; return its bytes."""
    with zipfile.ZipFile(io.BytesIO(workbook(GOOD))) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    place = "xl/worksheets/sheet1.xml"
    parts[place] = parts[place].replace(b"<sheetData>", b" " * size + b"<sheetData>")
    path.write_bytes(zipped(parts))
    return len(parts[place])


BOMBS: dict[str, Callable[[Path], Any]] = {
    "csv.gz": lambda path: path.write_bytes(gzip.compress(LARGE, 1)),
    "csv.zst": lambda path: path.write_bytes(zst(LARGE)),
    "zip": lambda path: path.write_bytes(zipped({"appels.csv": LARGE})),
    "xlsx": lambda path: spaced(path, 24 << 20),
}


@pytest.mark.parametrize(("ending", "make"), BOMBS.items(), ids=BOMBS)
def test_what_unpacks_to_too_much_is_refused_alone(
    run: Any, tmp_path: Path, ending: str, make: Callable[[Path], Any]
) -> None:
    data = folder(tmp_path / "data")
    make(data / f"appels-grand.{ending}")
    ran = run("check", "--data", str(data), "--max-unpacked", "10MB")
    assert (ran.status, account(ran.out)) == (4, [1, 1, 0, 0, 0])
    assert "holds more than 10,000,000 bytes once unpacked" in ran.out
    ran = run("check", "--data", str(data), "--max-unpacked", "30MB")
    assert (ran.status, account(ran.out)[0]) == (0, 2 if ending == "xlsx" else 25)


def test_small_workbooks_that_fill_the_memory_are_refused_alone(run: Any, tmp_path: Path) -> None:
    """Cells at both ends of a sheet: 512 GiB; and a member that says it holds 3 GiB."""
    data = folder(tmp_path / "data")
    with xlsxwriter.Workbook(data / "appels-loin.xlsx") as held:
        held.add_worksheet("F").write("A1", "site")
        held.get_worksheet_by_name("F").write("XFD1048576", "x")
    size, path = spaced(data / "appels-dit.xlsx", 1 << 20), data / "appels-dit.xlsx"
    told = [count.to_bytes(4, "little") for count in (size, 3 << 30)]
    path.write_bytes(path.read_bytes().replace(*told))
    ran = run("check", "--data", str(data))
    assert (ran.status, account(ran.out)) == (4, [1, 1, 0, 0, 0])
    assert ran.out.count("2,147,483,648 bytes once unpacked") >= 2
