"""The same registers in many disguises give the same bytes: no way of writing them is a figure.

The registers are made here: eight files, four kinds, with rows that do not fit, letters that
come twice, and answers that do not come. How many of each is known from how they are made.
"""

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from fuzzing import gz, typed, workbook, zipped, zst
from registers_by_hand import HEADERS

Files = Mapping[str, str]
Content = Mapping[str, bytes]
SITES = ("istres", "Aix", "arles", "PREFECTURE")
SERVICES = ("Bureau de l'état civil", '"Œuvres; ""dons"""', "", "Accueil – 1er étage", "5 €")
TITLES = "Préfecture des Bouches-du-Rhône\n\nRegistre, tel qu'exporté le 07/01/2019\n"


def calls(half: int) -> list[str]:
    """Return 40 calls of a half year, and one whose date does not exist."""
    outcomes = ("répondu", "Perdu", "repondu", "ferme", "dissuade")
    rows = [
        f"{SITES[n % 4]};{n % 28 + 1:02}/{6 * half + n % 6 + 1:02}/2018 {8 + n % 9:02}:{n:02}:07;"
        f"{('standard', 'svi')[n % 2]};{outcomes[n % 5]};{n % 7}{(',5', '')[n % 2]};;{n % 3 + 1}"
        for n in range(40)
    ]
    return [*rows, "istres;32/01/2018 09:00;standard;perdu;;;1"]


def letters(half: int) -> list[str]:
    """Return letters: 30 of the first half, 20 of them open; then those again, answered, and more.

    One stands twice in its file, one is answered before it came, one came at night in Paris.
    """
    rows = []
    for n in range(half * 10, 30 + half * 30):
        day, month, canal = n % 20 + 1, n % 6 + 1 + 6 * (n >= 30), ("courrier", "Courriel")[n % 2]
        answer = f"{day + n % 7:02}/{month:02}/2018" if half or n < 10 else ""
        public, nature = (
            ("usager", "collectivité")[n % 3 == 2],
            ("demande", "réclamation")[n % 4 == 3],
        )
        rows.append(f"{SITES[n % 4]};n° {n:03};{canal};{public};{nature};{day:02}/{month:02}/2018;"
                    f"{answer};{SERVICES[n % 5]}")  # fmt: skip
    odd = ["istres;7;courriel;usager;demande;13/06/2018;12/06/2018;",
           "aix;8;courriel;usager;demande;2018-03-31T23:30:00Z;2018-04-04;"]  # fmt: skip
    return [*rows, rows[-1], *(odd if half else [])]


def appointments(half: int) -> list[str]:
    """Return 12 appointments of a half year, a third without a day, and one of nobody."""
    rows = []
    for n in range(12):
        month = 6 * half + n % 6 + 1
        given, held = (
            ("", "")
            if n % 3 == 0
            else (f"2018-{month:02}-{n + 4:02}", f"{n + 9:02}/{month:02}/2018")
        )
        rows.append(
            f"{SITES[n % 3]};R{half}{n};collectivite;{n + 2:02}/{month:02}/2018;{given};{held};"
        )
    return [*rows, "aix;R;personne;02/03/2018;;;"]


def visits(half: int) -> list[str]:
    """Return 30 visits of a half year, and one of no one."""
    faces = ("Très satisfait", "satisfait", "peu-satisfait", "", "pas_satisfait")
    rows = [
        f"{SITES[n % 4]};{n % 28 + 1:02}/{6 * half + n % 6 + 1:02}/2018;"
        f"{('Point numérique', 'information')[n % 2]};{('aboutie', 'non aboutie')[n % 3 == 0]};"
        f"{faces[n % 5]};{n % 9 + 1}"
        for n in range(30)
    ]
    return [*rows, "arles;02/07/2018;information;;;0"]


def answers(half: int) -> list[str]:
    """Return 20 answers of a half year, and one on no theme."""
    levels = ("4", "Très satisfait", "", "10", "pas-satisfait")
    rows = [
        f"{SITES[n % 4]};{n + 1:02}/{6 * half + n % 6 + 1:02}/2018;"
        f"{('Téléphone', 'réseaux sociaux')[n % 2]};Question n° {n % 3};{levels[n % 5]};{n % 9 + 1}"
        for n in range(20)
    ]
    return [*rows, "arles;02/07/2018;;Question n° 1;4;1"]


KINDS: dict[str, Callable[[int], list[str]]] = {
    "appels": calls, "courriers": letters, "rendez-vous": appointments, "visites": visits,
    "enquetes": answers,
}  # fmt: skip
PLAIN = {
    f"2018/{name}-{half + 1}.csv": "\n".join([HEADERS[name], *rows(half)]) + "\n"
    for name, rows in KINDS.items()
    for half in (0, 1)
}
# Read, rejected, superseded. Letters: 31, then 20 + 30 + 3; the 20 that were open come again, and
# each file has one twice. Of its rows, one is answered before it came.
ACCOUNTS = {
    "calls": (82, 2, 0),
    "mail": (84, 1, 22),
    "appointments": (26, 2, 0),
    "visits": (62, 2, 0),
    "surveys": (42, 2, 0),
}


def each(change: Callable[[str], bytes], ending: str = "csv") -> Content:
    """Return each register changed, under its name with another ending."""
    return {f"{name[:-3]}{ending}": change(text) for name, text in PLAIN.items()}


def rewritten(text: str, delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Return a register with another separator."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=delimiter, quoting=quoting, lineterminator="\n")
    writer.writerows(csv.reader(io.StringIO(text), delimiter=";"))
    return held.getvalue()


def reordered(text: str) -> bytes:
    """Return a register whose columns stand the other way round, in capitals, beside another."""
    header, *rows = csv.reader(io.StringIO(text), delimiter=";")
    held = io.StringIO()
    writer = csv.writer(held, delimiter=";", lineterminator="\n")
    writer.writerow([*(name.upper().replace("_", " ") for name in reversed(header)), "Agent"])
    writer.writerows([*reversed(row), "X"] for row in rows)
    return held.getvalue().encode()


def titled(text: str) -> bytes:
    """Return a register below titles, a blank line after each row."""
    return (TITLES + text.replace("\n", "\n\n").replace("\n", "\n;;;;;;\n", 2)).encode()


def by_month() -> Content:
    """Return the registers cut into a file a month; rows without one are together."""
    held: dict[str, list[str]] = {}
    for name, text in PLAIN.items():
        header, *rows = text.splitlines()
        for row in rows:
            event = row.split(";")[header.split(";").index(DATES[Path(name).name[:3]])]
            found = re.match(r"\d\d/(\d\d)/(\d{4})|(\d{4})-(\d\d)", event)
            month = "".join(filter(None, found.group(2, 1, 3, 4))) if found else ""
            held.setdefault(f"{name[:-4]}-{month}.csv", [header]).append(row)
    return {name: "\n".join(rows).encode() for name, rows in held.items()}


def sheets() -> Content:
    """Return a workbook a register, a file a sheet, below a title, and a sheet of other things."""
    made = {}
    for name in HEADERS:
        held = io.BytesIO()
        with xlsxwriter.Workbook(held, {"default_date_format": "d mmm yyyy"}) as book:
            book.add_worksheet("Notice").write("B2", "Lisez-moi")
            for half in "12":
                sheet = book.add_worksheet(half)
                sheet.write("A1", "Registre")
                rows = csv.reader(io.StringIO(PLAIN[f"2018/{name}-{half}.csv"]), delimiter=";")
                for line, row in enumerate(rows, 3):
                    sheet.write_row(line, 1, map(typed, row))
        made[f"2018/{name}.xlsx"] = held.getvalue()
    return made


def swapped(text: str) -> bytes:
    """Return a register with the month first in its dates."""
    return re.sub(r"\b(\d\d)/(\d\d)/(\d{4})", r"\2/\1/\3", text).encode()


DATES = {"app": "debut", "cou": "recu_le", "ren": "demande_le", "vis": "arrivee",
         "enq": "date"}  # fmt: skip
BOTH = {name.partition("/")[2]: text.encode() for name, text in PLAIN.items()}
DISGUISES: dict[str, Callable[[], Content]] = {
    "cp1252": lambda: each(lambda text: text.encode("cp1252")),
    "UTF-16": lambda: each(lambda text: text.encode("utf-16")),
    "UTF-16 without a mark": lambda: each(lambda text: text.encode("utf-16-be")),
    "a mark and CRLF": lambda: each(lambda text: text.replace("\n", "\r\n").encode("utf-8-sig")),
    "lone CR": lambda: each(lambda text: text.replace("\n", "\r").encode()),
    "commas": lambda: each(lambda text: rewritten(text, ",", csv.QUOTE_ALL).encode()),
    "tabs": lambda: each(lambda text: rewritten(text, "\t").encode(), "tsv"),
    "bars": lambda: each(lambda text: rewritten(text, "|").encode("cp1252"), "txt"),
    "xlsx": lambda: each(workbook, "xlsx"),
    "ods": lambda: each(lambda text: workbook(text, "odf"), "ODS"),
    "sheets": sheets,
    "gz": lambda: each(lambda text: gz(text.encode()), "csv.gz"),
    "zst": lambda: each(lambda text: zst(text.encode("cp1252")), "csv.zst"),
    "xlsx in gz": lambda: each(lambda text: gz(workbook(text)), "xlsx.gz"),
    "a zip": lambda: {"a.zip": zipped({name: text.encode() for name, text in PLAIN.items()})},
    "a zip of any names": lambda: {
        f"{name}.zip": zipped({f"export {half}.csv": BOTH[f"{name}-{half}.csv"] for half in "12"})
        for name in HEADERS
    },
    "a zip of workbooks": lambda: {"a.zip": zipped(each(workbook, "xlsx"))},
    "columns in another order": lambda: each(reordered),
    "titles and blank lines": lambda: each(titled),
    "months": by_month,
}  # fmt: skip


def written(folder: Path, content: Content) -> Path:
    """Write files below a folder."""
    for name, data in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def outputs(run: Any, place: str | Path, *options: str) -> list[str]:
    """Return the figures as CSV and as JSON."""
    words = ("compute", "--data", str(place), "--year", "2018", "--by", "quarter", *options)
    made = [run(*words, "--format", form) for form in ("csv", "json")]
    assert [one.status for one in made] == [0, 0]
    return [one.out for one in made]


@pytest.fixture
def plain(run: Any, tmp_path: Path) -> list[str]:
    """Give the figures of the registers in the plain form, whose rows are those made above."""
    made = outputs(run, written(tmp_path / "plain", each(str.encode)))
    told = {one["register"]: one for one in json.loads(made[1])["registers"]}
    assert {
        name: (one["read"], one["rejected"], one["superseded"]) for name, one in told.items()
    } == ACCOUNTS
    return made


@pytest.mark.parametrize("disguise", DISGUISES)
def test_in_any_disguise_the_same_bytes(
    run: Any, plain: list[str], tmp_path: Path, disguise: str
) -> None:
    """No profile is needed: what the file is, it shows itself."""
    assert outputs(run, written(tmp_path / "a", DISGUISES[disguise]())) == plain


def test_months_first_are_said_in_a_profile(run: Any, plain: list[str], tmp_path: Path) -> None:
    data = written(tmp_path / "data", each(swapped))
    assert outputs(run, data) != plain
    profiles = {
        f"mine-{name}.yaml": f"label: x\nbased_on: plain-{register}\nfiles: ['{name}*']\n"
        "dates: [mm/dd/yyyy, 'mm/dd/yyyy HH:MM:SS', 'mm/dd/yyyy HH:MM']\n".encode()
        for name, register in zip(HEADERS, ACCOUNTS, strict=True)
    }
    assert outputs(run, data, "--sources", str(written(tmp_path / "b", profiles))) == plain


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("name", HEADERS)
def test_on_standard_input(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, encoding: str
) -> None:
    text = PLAIN[f"2018/{name}-2.csv"]
    data = written(tmp_path / "data", {f"{name}.csv": text.encode()})
    made = []
    for place in (data, "-"):
        stream = io.TextIOWrapper(io.BytesIO(rewritten(text, ",").encode(encoding)))
        monkeypatch.setattr(sys, "stdin", stream)
        made.append(run("compute", "--data", str(place), "--year", "2018", "--format", "json"))
    assert made[0].out == made[1].out
    assert [one.status for one in made] == [0, 0]


def test_no_standard_input_is_one_message(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    ran = run("check", "--data", "-")
    assert (ran.status, ran.out) == (2, "")


def test_a_copy_in_another_packing_is_read_once(run: Any, plain: list[str], tmp_path: Path) -> None:
    """The calls and the visits have no references: they would count twice (D2)."""
    copies = each(lambda text: gz(text.encode()), "csv.gz") | {"b.zip": zipped(BOTH)}
    assert outputs(run, written(tmp_path / "a", {**each(str.encode), **copies})) == plain
