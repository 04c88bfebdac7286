"""Fuzzing the readers: whatever is spoilt, each row is accounted for, and nothing else happens.

`examined` says what must hold of a case; `tools/fuzz.py` holds many more against it. Below are the
cases that once did not hold, each as small as it gets.
"""

import codecs
import csv
import io
import re
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fuzzing import Case, case, gz, zipped
from qualstat.cli.rejects import kept
from qualstat.exports import book, containers, texts
from qualstat.findings import REJECTED
from qualstat.pipeline import Checked, Request, check
from qualstat.reading.rejects import Reject
from qualstat.render.findings import text
from qualstat.scorecards import Account
from qualstat.spelling import fold
from registers_by_hand import CALLS, HEADERS, REFERENTIEL, VISITS
from thorough import examples

HANG = 60  # seconds: a case takes hundredths of one
LIMIT = 64 << 20  # bytes that a case may unpack to
LONG = 60_000  # characters of a cell: beyond, a quote may be none (`blocks.LONGEST_CELL`)
NAMED = 1000  # rejected rows of a file that are findings of their own
REGISTERS = dict(zip(HEADERS, ("calls", "mail", "appointments", "visits", "surveys"), strict=True))
VISIT = "istres;2018-05-02;information;;;3"
CALL = "istres;02/01/2018 09:00;standard;repondu;;"
SOUND = {"data/bon/visites.csv": f"{VISITS}\n{VISIT}\n".encode()}  # read, whatever is beside it
CASES, CUT_CASES = examples(240), examples(60)


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Break off what hangs."""

    def hangs(*_: object) -> None:
        raise AssertionError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def written(folder: Path, files: dict[str, bytes]) -> Request:
    """Write files below a folder, and ask for what is in its `data`, read by its `sources`."""
    for name in ("data", "sources"):
        (folder / name).mkdir()
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return Request(REFERENTIEL, folder / "data", sources=folder / "sources", max_unpacked=LIMIT)


def examined(one: Case, folder: Path) -> Checked:
    """Read a case in an empty folder, and hold what comes of it against what must.

    Nothing is raised but errors of ours: there is always a sound file.
    """
    asked = written(folder, {**one.files, **SOUND})
    rejects: list[Reject] = []
    with within(HANG), kept(folder / "rejects") as keep:
        assert keep is not None
        checked = check(asked, reject=lambda row: (rejects.append(row), keep(row))[1])
    assert all(text(finding) for finding in checked.findings)
    blocking = any(finding.severity == "blocking" for finding in checked.findings)
    assert checked.usable or blocking
    if checked.usable:
        accounts = {account.register: account for account in checked.accounts}
        assert accounts["visits"].counted >= 1
        _accounted(checked, rejects)
        _as_csv_has_it(one, accounts)
    return checked


def _accounted(checked: Checked, rejects: list[Reject]) -> None:
    """Each row went somewhere (C10), and each rejected one was handed over and named."""
    handed = Counter(one.register for one in rejects)
    broken = any(one.severity == "blocking" for one in checked.findings)  # rows before it broke
    for one in checked.accounts:
        parts = one.counted, one.superseded, one.rejected, one.outside
        assert one.read == sum(parts)
        assert min(parts) >= 0
        assert handed[one.register] == one.rejected or (broken and handed[one.register])
    named = sum(one.rule == REJECTED for one in checked.findings)
    assert named == sum(one.rejected for one in checked.accounts) or len(rejects) > NAMED


def _as_csv_has_it(one: Case, accounts: dict[str, Account]) -> None:
    """Hold the rows of a register in the plain form against what the csv module finds."""
    name = next((name for name in HEADERS if name in one.start.path), None)
    if name is None or len(one.parts) > 1 or not one.sound:
        return
    found = _rows(one.parts[""], one.start.separator, name)
    if found is not None:
        assert accounts[REGISTERS[name]].read == found + (name == "visites")


def _rows(content: bytes, separator: str, name: str) -> int | None:
    """Return how many rows a register in the plain form holds; None where that is not certain."""
    header = re.split(b"[\r\n]", content)[0].removeprefix(codecs.BOM_UTF8)
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if wide or content.count(0) * 8 > len(content) or not header.isascii():
        return None
    body = content.removeprefix(codecs.BOM_UTF8)
    told = {_told(body.decode(one, "replace"), separator, name) for one in ("utf-8", "cp1252")}
    return told.pop() if len(told) == 1 else None


def _told(decoded: str, separator: str, name: str) -> int | None:
    """Count the rows of a text: the header is whole, quotes open and close cells (RFC 4180)."""
    lines = decoded.replace("\r\n", "\n").replace("\r", "\n")
    cell = rf'"(?:[^"]|"")*+"|[^"{separator}\n][^{separator}\n]*+|'
    if not re.fullmatch(rf"(?:(?:{cell})(?:[{separator}\n]|\Z))*+", lines):
        return None
    header, *rows = list(csv.reader(io.StringIO(lines, newline="\n"), delimiter=separator)) or [[]]
    if max((len(cell) for row in (header, *rows) for cell in row), default=0) > LONG:
        return None
    names = Counter(fold(" ".join(one.split())) for one in header)
    needed = (
        HEADERS[name].removesuffix(";effectif" if name in ("appels", "enquetes") else "").split(";")
    )
    if any(names[one] != 1 for one in needed) or names["effectif"] > 1:
        return None
    return sum(any(cell.strip() for cell in row) for row in rows)


@pytest.mark.parametrize("part", range(4))
def test_whatever_is_spoilt_each_row_is_accounted_for(tmp_path: Path, part: int) -> None:
    read = 0
    for number in range(part, CASES, 4):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        read += sum(one.read - 1 for one in examined(case(1, number), folder).accounts)
    assert read > CASES // 4  # some rows of the spoilt files are read: they are not all refused


@pytest.mark.parametrize("part", range(2))
def test_wherever_blocks_are_cut_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    """Blocks of 97 bytes and of two rows of a workbook give what one block of it all gives."""
    for number in range(part, CUT_CASES, 2):
        one, folder = case(2, number), tmp_path / f"{number}"
        folder.mkdir()
        asked = written(folder, {**one.files, **SOUND})
        whole = check(asked, reject=lambda _: None)
        with monkeypatch.context() as changed:
            changed.setitem(texts.table.__kwdefaults__, "size", 97)
            changed.setattr(book, "ROWS_AT_ONCE", 2)
            again = check(asked, reject=lambda _: None)
        beside = one.start.beside.values()
        if one.sound and all(map(_certain, (*one.parts.values(), *beside))):
            assert again.accounts == whole.accounts
            assert sorted(map(text, again.findings)) == sorted(map(text, whole.findings))


def _certain(content: bytes) -> bool:
    """Tell whether there is nothing to guess about the encoding of a text; a mark has its test."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return content.startswith(b"\xd0\xcf\x11\xe0")  # an xls
    return codecs.BOM_UTF8 not in content[1:]


def read(folder: Path, **files: str | bytes) -> Checked:
    """Read files, named `data__appels_csv` and so on."""
    held = {
        name.replace("__", "/").replace("_", "."): one.encode() if isinstance(one, str) else one
        for name, one in files.items()
    }
    return check(written(folder, held), reject=lambda _: None)


@pytest.mark.parametrize(
    ("mine", "base"),
    [
        ("based_on: plain-calls\ncolumns: [a]", ""),
        ("based_on: plain-calls\ncolumns: a", ""),
        ("based_on: base", "a"),
        ("based_on: base", "- a"),
        ("based_on: base", "columns: [a]"),
        ("based_on: plain-calls\ndates: [[a]]", ""),
        ("based_on: plain-calls\ndates: [{a: b}]", ""),
        ("based_on: plain-calls\ntimezone: [a]", ""),
        ("based_on: plain-calls\ntimezone: {a: b}", ""),
        ("based_on: plain-calls\nseparator: [a]", ""),
        ("based_on: plain-calls\ncolumns: {debut: {column: debut, dates: [[a]]}}", ""),
    ],
)
def test_a_profile_of_the_wrong_shape_is_a_finding(tmp_path: Path, mine: str, base: str) -> None:
    """A list or a group of keys where a text is expected, or the other way round."""
    mine = f"label: x\nfiles: ['*.csv']\n{mine}\n"
    checked = read(tmp_path, data__appels_csv=f"{CALLS}\n{CALL};\n", sources__mine_yaml=mine,
                   **({"sources__base_yaml": base} if base else {}))  # fmt: skip
    assert not checked.usable


@pytest.mark.parametrize("place", [0, 1])
def test_a_byte_order_mark_within_counts_the_same_wherever_it_stands(
    tmp_path: Path, place: int
) -> None:
    """Of two rows, one begins with a mark, as where two files were joined."""
    rows = [VISIT, VISIT]
    rows[place] = "\ufeff" + VISIT
    checked = read(tmp_path, data__visites_csv="\n".join([VISITS, *rows]))
    (account,) = checked.accounts
    assert (account.read, account.rejected) == (2, 1)


def letters(count: int, service: str) -> bytes:
    """Return letters, each with its own reference."""
    row = "istres;{n};courriel;usager;demande;02/01/2018;13/01/2018;{service}\n"
    return "".join(row.format(n=f"{service}{n}", service=service) for n in range(count)).encode()


def test_the_header_and_the_rows_are_read_in_one_encoding(tmp_path: Path) -> None:
    """Six bytes that are no text, above 256 KiB of ASCII, above UTF-8: the file is UTF-8.

    By its first 256 KiB alone, it would be cp1252: three accents against six strange bytes.
    """
    profile = (
        "label: x\nbased_on: plain-mail\nfiles: ['*.csv']\n"
        "columns: {reference: N°, recu_le: Reçu, repondu_le: Répondu}\n"
    )
    header = "site;N°;canal;public;nature;Reçu;Répondu;service\n".encode()
    odd = letters(6, "caf?").replace(b"?", b"\xe9")
    content = header + odd + letters(6000, "Accueil") + letters(2000, "Économie")
    checked = read(tmp_path, data__a_csv=content, sources__mine_yaml=profile)
    (account,) = checked.accounts
    assert (account.read, account.rejected) == (8006, 6)
    assert not [one for one in checked.findings if one.rule == "encoding-guessed"]


def test_a_zip_archive_is_listed_a_few_times_whatever_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Listing it for each of its members would take minutes for some thousands of them."""
    opened: list[object] = []

    class Counted(containers.ZipFile):
        def __init__(self, *words: object) -> None:
            opened.append(self)
            super().__init__(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(containers, "ZipFile", Counted)
    days = {f"appels-{n}.csv": f"{CALLS}\n{CALL};{n}\n".encode() for n in range(1, 29)}
    (account,) = read(tmp_path, data__a_zip=zipped(days)).accounts
    assert account.read == 28
    assert len(opened) < 28


def test_many_files_of_one_day_make_few_findings(tmp_path: Path) -> None:
    """A finding a file, not one for each of the 780 pairs of 40 files."""
    days = {f"appels-{n}.csv": f"{CALLS}\n{CALL};{n}\n".encode() for n in range(1, 41)}
    checked = read(tmp_path, data__a_zip=zipped(days))
    assert 1 <= sum(one.rule == "overlap" for one in checked.findings) <= 40


def test_rows_above_the_header_do_not_vanish(tmp_path: Path) -> None:
    """A file whose lines were sorted: the header stands last, below all its rows."""
    rows = [CALL.replace("02/01", f"{day:02}/01") for day in range(2, 12)]
    header = CALLS.removesuffix(";effectif")
    checked = read(tmp_path, data__appels_csv="\n".join([*rows, header]))
    said = [one for one in checked.findings if one.severity != "information"]
    assert sum(one.read for one in checked.accounts) == 10 or any("above" in text(one) or
               one.severity == "blocking" for one in said)  # fmt: skip


def test_a_wide_header_is_quoted_in_brief(tmp_path: Path) -> None:
    names = ";".join(f"{'x' * 80}{n}" for n in range(3000))
    checked = read(tmp_path, data__appels_csv=f"{CALLS};{names}\n")
    assert max(len(text(one)) for one in checked.findings) < 2000


def test_a_packed_member_of_an_archive_is_read_or_said_to_be_packed(tmp_path: Path) -> None:
    packed = {"appels.csv.gz": gz(f"{CALLS}\n{CALL};\n".encode())}
    checked = read(tmp_path, data__a_zip=zipped(packed))
    assert checked.accounts or any("pack" in text(one) for one in checked.findings)
