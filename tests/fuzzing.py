"""Fuzzing: valid exports of every format and their profiles, spoilt by chance.

Takes a seed and a number; gives a `Case`, the same one at every run. What must hold of each is in
`test_fuzz_readers`, and `tools/fuzz.py` looks at more of them.
"""

import csv
import gzip
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa

from qualstat.sources.loader import SHIPPED
from registers_by_hand import APPOINTMENTS, CALLS, MAIL, VISITS

Members = Mapping[str, bytes]
EXPORTS = Path(__file__).parent / "data" / "sources"  # one folder a profile of the program
DAY = re.compile("[0-9]{2}/[0-9]{2}/[0-9]{4}(?: [0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
NUMBER = re.compile(r"0|[1-9][0-9]{0,8}|[0-9]{1,6}[.,][0-9]?[1-9]")
FORMS = {10: "%d/%m/%Y", 16: "%d/%m/%Y %H:%M", 19: "%d/%m/%Y %H:%M:%S"}


def zipped(members: Members) -> bytes:
    """Pack members as a zip archive, the same bytes at every run."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def gz(content: bytes) -> bytes:
    """Pack as gz."""
    return gzip.compress(content, mtime=0)


def zst(content: bytes) -> bytes:
    """Pack as zst."""
    held = pa.BufferOutputStream()
    with pa.CompressedOutputStream(held, "zstd") as stream:
        stream.write(content)
    return bytes(held.getvalue())


def typed(cell: str) -> str | float | datetime:
    """Return a cell as a spreadsheet keeps it: a date or a number where it reads as one."""
    if NUMBER.fullmatch(cell):
        return float(cell.replace(",", "."))
    try:
        return datetime.strptime(cell, FORMS[len(cell) * bool(DAY.fullmatch(cell))])  # noqa: DTZ007  # spreadsheets know no zone
    except (KeyError, ValueError):
        return cell


@cache
def workbook(content: str, engine: str = "xlsxwriter") -> bytes:
    """Return a register in the plain form as an xlsx workbook; `odf` gives an ods."""
    held, rows = io.BytesIO(), csv.reader(io.StringIO(content), delimiter=";")
    table = pd.DataFrame([list(map(typed, row)) for row in rows], dtype=object)
    table.to_excel(held, engine=engine, header=False, index=False)  # type: ignore[call-overload]
    return held.getvalue()


@dataclass(frozen=True)
class Start:
    """A valid export or profile: its path, its parts, how they are packed, what is beside it."""

    path: str
    parts: Members
    pack: Callable[[Members], bytes] = lambda parts: parts[""]
    separator: str = ";"
    beside: Members = field(default_factory=dict)


ROWS = {
    "appels": (CALLS, "istres;02/01/2018 09:0{n};standard;répondu;{n},5;;1", "aix;x;svi;perdu;;;"),
    "courriers": (
        MAIL,
        'istres;n°{n};courriel;usager;demande;0{n}/03/2018;1{n}/03/2018;"Accueil; ""A"""',
        "istres;n°1;courriel;usager;demande;01/03/2018;;",
    ),
    "rendez-vous": (
        APPOINTMENTS,
        "istres;{n};collectivite;2018-05-0{n};2018-05-1{n};2018-06-1{n};Élus",
        "istres;9;collectivite;2018-05-09;2018-04-30;;",
    ),
    "visites": (VISITS, "istres;0{n}/06/2018;information;;;1{n}", "arles;;information;;;0"),
}
EVERY_KEY = """\
label: Tout
register: calls
files: ["tout*.csv"]
format: csv
encoding: cp1252
separator: ","
quote: "'"
lines_above: 1
header: 2
lines_below: 1
ragged: true
dates: ["dd/mm/yyyy HH:MM", "d mmmm yyyy HH'h'MM", epoch, iso]
timezone: UTC
decimal: ","
blank: ["-"]
keep: [{column: Type, is: ["A*"]}]
skip: [{column: position 1, is: [Total, ""]}]
overlap: latest
columns:
  site: {column: [Site, Lieu], values: {Istres*: istres, "": aix}, otherwise: arles}
  debut: {joined: [Jour, Heure], time: "08:00"}
  ligne: [{column: Type, values: {A*: standard}}, {value: svi}]
  attente_s: {between: [Jour, {column: Heure, dates: [HH:MM]}]}
  duree_s: {column: Durée, unit: min, decimal: ".", factor: "1", blank: ["?"]}
records:
  - {issue: {value: repondu}, effectif: Appels reçus}
  - {issue: {value: perdu}, effectif: {column: Appels perdus}}
absent: {}
"""
EVERYTHING = (
    "Titre\nType,Site,Jour,Heure,Durée,Appels,\n,,,,,reçus,perdus\n"
    "A,Istres,02/03/2018,09:00,1.5,3,1\nA,'Is,tres',3 mars 2018,10h30,-,2\nTotal,,,,,5,1\n"
).encode("cp1252")
BASED = "label: x\nbased_on: base\nfiles: ['{name}']\ncolumns: {{site: {{path: folder}}}}\n"


def plain(name: str) -> str:
    """Return a register in the plain form, with a row that does not fit or comes twice."""
    header, row, odd = ROWS[name]
    return "\n".join([header, *(row.format(n=n) for n in range(1, 7)), odd]) + "\n"


def _book(content: str, engine: str) -> Members:
    """Return the members of a workbook, but for the one that tells when it was made."""
    with zipfile.ZipFile(io.BytesIO(workbook(content, engine))) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "core" not in name}


@cache
def starts() -> tuple[Start, ...]:
    """Return the valid exports and profiles that mutants come from."""
    calls, mail, comma = plain("appels"), plain("courriers"), io.StringIO()
    csv.writer(comma, quoting=csv.QUOTE_ALL).writerows(csv.reader(io.StringIO(mail), delimiter=";"))
    coded = {"": calls.encode()}
    return (
        *(Start(f"data/{name}.csv", {"": plain(name).encode()}) for name in ROWS),
        Start("data/appels.csv", {"": calls.replace("\n", "\r\n").encode("cp1252")}),
        Start("data/appels.csv", {"": calls.encode("utf-16")}),
        Start("data/appels.csv", {"": calls.encode("utf-16-le")}),
        Start("data/appels.csv", {"": calls.replace("\n", "\r").encode("utf-8-sig")}),
        Start("data/courriers.csv", {"": comma.getvalue().encode()}, separator=","),
        Start("data/appels.tsv", {"": calls.replace(";", "\t").encode()}, separator="\t"),
        Start("data/appels.csv.gz", coded, lambda parts: gz(parts[""])),
        Start("data/appels.csv.zst", coded, lambda parts: zst(parts[""])),
        Start("data/a.zip", {"appels.csv": coded[""], "b/courriers.csv": mail.encode()}, zipped),
        Start("data/appels.xlsx", _book(calls, "xlsxwriter"), zipped),
        Start("data/courriers.ods", _book(mail, "odf"), zipped),
        *_profiled(),
    )


def _profiled() -> Iterator[Start]:
    """Yield exports that are read through a profile, and profiles with an export to read."""
    base, mine = "sources/base.yaml", "sources/mine.yaml"
    every = EVERY_KEY.encode()
    yield Start("data/tout.csv", {"": EVERYTHING}, separator=",", beside={base: every})
    yield Start(base, {"": every}, beside={"data/tout.csv": EVERYTHING})
    for path in sorted(one for one in EXPORTS.rglob("*") if one.is_file()):
        source, export = path.relative_to(EXPORTS).parts[0], {"": path.read_bytes()}
        shipped, data = SHIPPED / f"{source}.yaml", f"data/istres/{path.name}"
        text = re.sub("(?m)^files:.*\n", "", shipped.read_text("utf-8")).encode()
        based = BASED.format(name=path.name).encode()
        reads = f'files: ["{path.name}"]\n'.encode() + text
        yield from [Start(data, export, beside={base: reads})] * 3  # as many as of profiles
        yield Start(base, {"": reads}, beside={data: export[""]})
        yield Start(mine, {"": based}, beside={data: export[""], base: text})
        yield Start(base, {"": text}, beside={data: export[""], mine: based})


@dataclass(frozen=True)
class Case:
    """Files to be read, by path: what was spoilt, and what came beside it."""

    start: Start
    content: bytes
    parts: Members
    sound: bool  # packed as it should be

    @property
    def files(self) -> Members:
        """All the files."""
        return {**self.start.beside, self.start.path: self.content}


def case(seed: int, number: int) -> Case:
    """Return a case: always the same one."""
    rng = random.Random(f"{seed}-{number}")  # noqa: S311  # no secret
    start = rng.choice(starts())
    parts, sound = dict(start.parts), rng.random() < 0.8
    name = rng.choice(list(parts))
    for _ in range(rng.choice([1, 1, 2, 3, 8]) if sound or len(parts) == 1 else 0):
        parts[name] = rng.choice(SPOILERS)(parts[name], rng)
    content = start.pack(parts)
    return Case(start, content if sound else rng.choice(SPOILERS)(content, rng), parts, sound)


Spoiler = Callable[[bytes, random.Random], bytes]
ODD = (
    b"\0", b'"', b"'", b"\n", b"\r", b"\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1a", b"\x1b[31m",
    b";", b",", b"\t", b"|", b"\xff", b"\xe9", b"\xc3\xa9", b"\xed\xa0\x80", b"\xe2\x80\xae", b"=1",
    b"1e308", b"-1", b"9" * 400, b"0x10", b"nan", b"\xd9\xa3", b"29/02/2019", b"31/12/9999 23:59Z",
    b"0001-01-01T00:00+14:00", b"{", b"}", b"{n}", b"[", b"*", b"&a", b"!!x", b": ", b"- ", b"#",
    b"x" * 3000, b"\x85", b"\x1c", b"\xe2\x80\xa8", b"position 9999", b"epoch_ms", b"h:mm:ss",
    b"dd/mm/yyyy", b"Europe/Paris", b"utf-16", b"rot13", b"99999999999", b"\n\n\n", b"latest",
    b"base", b"mine", b"plain-mail", b"columns", b"records", b"events", b"[]", b"{}", b"~",
)  # fmt: skip


def _part(data: bytes, rng: random.Random) -> tuple[bytes, bytes, bytes]:
    """Cut bytes in three, the second often being short."""
    first, last = sorted(rng.choices(range(len(data) + 1), k=2))
    if rng.random() < 0.7:
        last = min(last, first + rng.choice([0, 1, 1, 2, 5, 20]))
    return data[:first], data[first:last], data[last:]


def _bytes(change: Callable[[bytes, random.Random], bytes]) -> Spoiler:
    """Return what changes some bytes."""

    def spoil(data: bytes, rng: random.Random) -> bytes:
        before, held, after = _part(data, rng)
        return before + change(held, rng) + after

    return spoil


def _flipped(held: bytes, rng: random.Random) -> bytes:
    return bytes(byte ^ (1 << rng.randrange(8)) for byte in held)


def _odd(held: bytes, rng: random.Random) -> bytes:
    return rng.choice([held, b""]) + rng.choice(ODD) * rng.choice([1, 1, 1, 2, 9])


def _foreign(_: bytes, rng: random.Random) -> bytes:
    return _part(rng.choice(list(rng.choice(starts()).parts.values())), rng)[1]


def _lines(change: Callable[[list[bytes], int, random.Random], None]) -> Spoiler:
    """Return what changes the lines of a text, around one of them."""

    def spoil(data: bytes, rng: random.Random) -> bytes:
        lines = data.split(b"\n")
        change(lines, rng.randrange(len(lines)), rng)
        return b"\n".join(lines)

    return spoil


def _cells(lines: list[bytes], place: int, rng: random.Random) -> None:
    """Take a cell from a line, give it one more, or thousands, or put others in their place."""
    mark = rng.choice([b";", b",", b"\t", b"|", b" ", b":"])
    held = lines[place].split(mark)
    at, odd = rng.randrange(len(held)), rng.choice(ODD)
    news = [[], [odd, held[at]], [rng.choice([b"", b"x"])] * 4000, [odd], [odd * 40], [b'"' + odd]]
    held[at : at + 1] = rng.choice(news)
    lines[place] = mark.join(held)


def _more(lines: list[bytes], place: int, rng: random.Random) -> None:
    new = rng.choice([lines[0], rng.choice(lines), b"", b" ", b";;;;;;", b"0", rng.choice(ODD)])
    lines.insert(place, new)


def _mixed(lines: list[bytes], place: int, rng: random.Random) -> None:
    part = lines[place : place + 5]
    rng.shuffle(part)
    lines[place : place + 5] = part


SPOILERS: tuple[Spoiler, ...] = (
    _bytes(_flipped), _bytes(_odd), _bytes(_odd), _bytes(_foreign), _bytes(lambda *_: b""),
    _bytes(lambda held, rng: held * rng.choice([2, 2, 3, 50])),
    lambda data, rng: data[: rng.randrange(len(data) + 1)],
    _lines(_cells), _lines(_cells), _lines(_more), _lines(_mixed),
    _lines(lambda lines, place, _: lines.__delitem__(place)),
)  # fmt: skip
