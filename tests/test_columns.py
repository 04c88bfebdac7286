"""Columns: what the fast typing gives is what the model gives, row by row."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from qualstat.periods import day_number, day_of
from qualstat.reading import columns
from qualstat.reading.columns import Columns, RegisterReader
from qualstat.reading.files import RegisterFile
from qualstat.reading.unreadable import Unreadable
from qualstat.registers import REGISTERS, KnownSites, Register
from qualstat.registers.record import Record
from qualstat.registers.values import BLANK, OPEN, codes
from random_registers import HEADERS, ROWS

SITES = ("aix", "istres", "prefecture", "saint-denis")
KNOWN = KnownSites(
    {site.replace("-", "_"): site for site in SITES},
    dict.fromkeys(SITES[:3], "Europe/Paris") | {"saint-denis": "Indian/Reunion"},
)
PATTERNS = {name: REGISTERS[register] for name, register in (
    ("appels", "calls"), ("courriers", "mail"), ("rendez-vous", "appointments"),
    ("visites", "visits"))}  # fmt: skip


def read_text(folder: Path, register: Register, text: str) -> list[Columns]:
    path = folder / "register.csv"
    path.write_bytes(text.encode())
    file = RegisterFile(register, path, path.name, len(text))
    return list(RegisterReader(register, KNOWN).read(file)[1])


def number(register: Register, field: str, value: object) -> int:
    """Return a value of the model as a tally holds it."""
    if field == "site":
        return SITES.index(str(value))
    if isinstance(value, datetime):
        return day_number(value.date())
    if isinstance(value, date):
        return day_number(value)
    if known := codes(register, field):
        return 0 if value is None else known.index(str(value)) + 1
    if value is None:
        return OPEN if field.endswith("_le") else BLANK
    assert isinstance(value, int | float)
    return int(value)


def judged(register: Register, text: str) -> tuple[list[Record], list[str]]:
    """Return what the model accepts of a text, row by row, and the columns it refuses."""
    found = csv.DictReader(io.StringIO(text), delimiter=";", restkey="more", restval=None)
    accepted, refused = [], []
    for row in found:
        cells = [cell for cell in row.values() if isinstance(cell, str)]
        if not any(cell.strip() for cell in [*cells, *row.get("more", [])]):
            continue
        if "more" in row or len(cells) < len(found.fieldnames or ()):
            refused.append("")
            continue
        try:
            accepted.append(register.model.model_validate(row, context={"sites": KNOWN}))
        except ValidationError as error:
            first = error.errors()[0]
            refused.append(str(first["loc"][0] if first["loc"] else first["ctx"]["field"]))
    return accepted, refused


odd_cells = st.sampled_from(
    ["", " ", "2018-02-30", "31/12/2018", "2018-12-31T23:30:00Z", "2018-12-31 23:30+05:30",
     "31/12/2018 24:00", "0", "86400", "86400,5", "1_0", "+5", "1e3", "٣", "10" * 12, "istres",
     "Saint-Denis", "saint denis", "PERDU", "Non aboutie", '"a;b"', "9999-12-31T23:59:59-12:00",
     "0001-01-01T00:00:00+14:00", "2018-06-01 10:00:00", "01/06/2018 10:00"]
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a register with neighbouring rows, some of whose cells are replaced."""
    name = draw(st.sampled_from(sorted(ROWS)))
    rows = []
    for row in draw(st.lists(ROWS[name](), min_size=1, max_size=8)):
        cells = next(csv.reader([row], delimiter=";"))
        cells = [f'"{cell}"' if ";" in cell else cell for cell in cells]
        for _ in range(draw(st.integers(0, 2))):
            cells[draw(st.integers(0, len(cells) - 1))] = draw(odd_cells)
        rows.append(";".join(cells))
    return name, "\n".join([HEADERS[name], *rows]) + "\n"


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(spoilt(), st.sampled_from([0, 500]))
def test_columns_are_what_the_model_says(
    tmp_path: Path, drawn: tuple[str, str], many_texts: int
) -> None:
    """By the field's memory, or from fixed positions as where texts are many."""
    name, text = drawn
    register = PATTERNS[name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "MANY_TEXTS", many_texts)
        blocks = read_text(tmp_path, register, text)
    accepted, refused = judged(register, text)
    assert [one.reason.column for block in blocks for one in block.rejects] == refused
    assert sum(one.read for one in blocks) == len(accepted) + len(refused)
    for field in set(register.columns) - {register.reference, register.service}:
        read = [value for block in blocks for value in block.numbers[field].tolist()]
        assert read == [number(register, field, getattr(one, field)) for one in accepted]
    references = [one for block in blocks for one in (block.references or pa_nothing()).to_pylist()]
    if register.reference:
        assert references == [getattr(one, register.reference) for one in accepted]


def pa_nothing():  # noqa: ANN201  # an empty Arrow array, which carries no types
    import pyarrow as pa

    return pa.array([], pa.string())


MAIL = "site;reference;canal;public;nature;recu_le;repondu_le;service\n"
LETTER = "istres;1;courrier;usager;demande;02/01/2018;05/01/2018;BCR\n"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("istre;1;courrier;usager;demande;02/01/2018;;", "site"),
        ("istres;1;fax;usager;demande;02/01/2018;;", "canal"),
        ("istres;1;courrier;usager;demande;;;", "recu_le"),
        ("istres;1;courrier;usager;demande;31/02/2018;;", "recu_le"),
        ("istres;1;courrier;usager;demande;05/01/2018;04/01/2018;", "repondu_le"),
        ("istres;1;courrier;usager;demande;01/01/2018;28/09/2020;", "repondu_le"),
        ("istres;1;courrier;usager;demande;02/01/2018;", ""),
        ("istres;1;courrier;usager;demande;02/01/2018;;;", ""),
        ('istres;1;courrier;usager;demande;02/01/2018;;"BCR', ""),
    ],
)  # fmt: skip
def test_rejected_rows_have_their_line(tmp_path: Path, cells: str, column: str) -> None:
    text = MAIL + LETTER + "\n" + '"istres";2;courrier;usager;demande;02/01/2018;;"a\nb"\n' + cells
    blocks = read_text(tmp_path, REGISTERS["mail"], text + "\n" + LETTER)
    (reject,) = (one for block in blocks for one in block.rejects)
    assert (reject.line, reject.reason.column, reject.row) == (6, column, cells)
    assert sum(block.read for block in blocks) == 4
    lines = [line for one in blocks for line in one.block.lines[one.records].tolist()]
    assert lines == [2, 4, 7]


def test_the_1000th_day_is_still_accepted(tmp_path: Path) -> None:
    """T3: 2018-01-01 and 2020-09-27 lie 1,000 calendar days apart."""
    cells = "istres;1;courrier;usager;demande;01/01/2018;27/09/2020;\n"
    (block,) = read_text(tmp_path, REGISTERS["mail"], MAIL + cells)
    assert block.numbers["repondu_le"] - block.numbers["recu_le"] == 1000


def test_a_time_with_an_offset_belongs_to_the_day_in_paris(tmp_path: Path) -> None:
    """T2: 23:30 UTC on 31 December is 00:30 in Paris on 1 January, 03:30 at La Réunion."""
    rows = [
        f"{site};2017-12-31T{hour}:30:00Z;standard;repondu;;"
        for site, hour in (("istres", 23), ("istres", 22), ("saint-denis", 20))
    ]
    header = "site;debut;ligne;issue;attente_s;duree_s\n"
    (block,) = read_text(tmp_path, REGISTERS["calls"], header + "\n".join(rows) + "\n")
    days = [str(day_of(day)) for day in block.numbers["debut"]]
    assert days == ["2018-01-01", "2017-12-31", "2018-01-01"]


def test_columns_in_any_order_and_unknown_ones(tmp_path: Path) -> None:
    text = "Réference; CANAL;note;public;nature;Recu le;repondu-le;service;Site\n"
    text += "7;Courrier;x;usager;demande;2018-01-02;;;Istres\n"
    path = tmp_path / "courriers.csv"
    path.write_text(text, encoding="utf-8")
    register = REGISTERS["mail"]
    header, blocks = RegisterReader(register, KNOWN).read(
        RegisterFile(register, path, path.name, 0)
    )
    (block,) = blocks
    assert header.strangers == ("note",)
    assert (block.read, block.rejects) == (1, [])
    assert block.numbers["site"].tolist() == [SITES.index("istres")]


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("site;reference;canal;public;nature;recu_le;service", "repondu_le"),
        (MAIL.strip() + ";Site", "site"),
        (MAIL.strip().replace(";", ","), "recu_le"),
    ],
)
def test_a_header_that_cannot_be_used(tmp_path: Path, header: str, named: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_text(tmp_path, REGISTERS["mail"], header + "\n" + LETTER)
    assert named in str(refused.value.found)


def test_a_byte_that_is_not_utf8_is_found_on_its_line(tmp_path: Path) -> None:
    path = tmp_path / "courriers.csv"
    path.write_bytes((MAIL + LETTER * 3).encode() + "istres;é".encode("latin-1") + b";\n")
    register = REGISTERS["mail"]
    reader = RegisterReader(register, KNOWN)
    with pytest.raises(Unreadable) as refused:
        reader.read(RegisterFile(register, path, path.name, 0))
    assert refused.value.line == 5


def test_every_rule_of_a_model_is_one_the_columns_know() -> None:
    """A register's model may declare fields and dates in order, and no validator of its own."""
    for register in REGISTERS.values():
        own = register.model.__pydantic_decorators__
        assert set(own.model_validators) == {"_dates_in_order"}
        assert not own.field_validators
        assert not own.root_validators
