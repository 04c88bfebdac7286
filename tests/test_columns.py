"""Columns: what the fast typing gives is what the model gives, row by row."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plain_exports import KNOWN, SITES, WHOLE, hold_against, judged, profile_of, read, table
from qualstat.exports.unreadable import Unreadable
from qualstat.periods import day_of
from qualstat.reading import columns
from qualstat.reading.columns import SourceReader
from qualstat.registers import REGISTERS
from random_registers import HEADERS, ROWS
from thorough import examples

NAMES = {
    "appels": "calls", "courriers": "mail", "rendez-vous": "appointments", "visites": "visits",
    "enquetes": "surveys",
}  # fmt: skip


odd_cells = st.sampled_from(
    ["", " ", "2018-02-30", "31/12/2018", "2018-12-31T23:30:00Z", "2018-12-31 23:30+05:30",
     "31/12/2018 24:00", "0", "86400", "86400,5", "1_0", "+5", "1e3", "٣", "10" * 12, "istres",
     "Saint-Denis", "saint denis", "PERDU", "Non aboutie", '"a;b"', "9999-12-31T23:59:59-12:00",
     "0001-01-01T00:00:00+14:00", "2018-06-01 10:00:00", "01/06/2018 10:00", "cayenne",
     "9999-12-31T23:30:00Z", "0001-01-01T00:30:00Z", "2018-01-01 03:30+0100", '"a\nb"', "1\u2003",
     "2018-06-01 10:60", "é1/12/2018 10:0", "2018-06-01T10:00:00 ", "2018-06-01  10:00"]
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a register with neighbouring rows, some of whose cells are replaced.

    Its columns stand in any order, a stranger among them; some rows lack a cell, or are blank.
    """
    name = draw(st.sampled_from(sorted(ROWS)))
    order = draw(st.permutations(range(len(HEADERS[name].split(";")))))
    note = draw(st.sampled_from(["", ";note"]))
    rows = [";".join(HEADERS[name].split(";")[place] for place in order) + note]
    for row in draw(st.lists(ROWS[name](), min_size=1, max_size=8)):
        cells = next(csv.reader([row], delimiter=";"))
        cells = [f'"{cell}"' if ";" in cell else cell for cell in cells]
        cells[0] = draw(st.sampled_from([cells[0], "Saint-Denis", "cayenne"]))
        for _ in range(draw(st.integers(0, 2))):
            cells[draw(st.integers(0, len(cells) - 1))] = draw(odd_cells)
        rows.append(";".join(cells[place] for place in order) + note)
        rows += draw(st.sampled_from([[]] * 8 + [["istres;x"], [""], [";" * 7]]))
    return name, "\n".join(rows) + "\n"


days = st.sampled_from(["2017-12-31", "31/12/2017", "01/01/2018", "2018-01-01"] * 4 + [
    "2018-02-30", "9999-12-31", "0001-01-01", "é1/12/2018", "1/01/2018", "2018-01-1"])  # fmt: skip
times = st.sampled_from(["", " 00:30", "T02:30", " 20:30:00", "T23:30:59"] * 4 + [
    " 24:00", " 10:60", " 10:30:60", " 10.30", " 10:30.00", " 0a:30", "T10:30:",
    "-10:30"])  # fmt: skip
offsets = st.sampled_from(["", "", "Z", "Z", "+05:30", "-12:00", "+0100", "+24:00", " Z", "z"])
moments = st.one_of(
    st.builds("{}{}".format, days, times), st.builds("{}{}{}".format, days, times, offsets)
)


@st.composite
def zoned(draw: st.DrawFn) -> tuple[str, str]:
    """Draw calls or mail of sites in several time zones; nothing but a date may be wrong."""
    name, rows = draw(st.sampled_from(["appels", "courriers"])), []
    for _ in range(draw(st.integers(1, 12))):
        site = draw(st.sampled_from([*SITES, "istres", "ailleurs"]))
        if name == "appels":
            rows.append(f"{site};{draw(moments)};svi;perdu;;;")
        else:
            answer = draw(st.one_of(st.just(""), moments))
            rows.append(f"{site};;courrier;usager;demande;{draw(moments)};{answer};")
    return name, "\n".join([HEADERS[name], *rows])


@settings(
    max_examples=examples(120),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.one_of(spoilt(), zoned()), st.sampled_from([0, 500]), st.sampled_from([150, WHOLE]))
def test_columns_are_what_the_model_says(
    tmp_path: Path, drawn: tuple[str, str], many_texts: int, size: int
) -> None:
    """By the field's memory, or from fixed positions as where texts are many."""
    register = REGISTERS[NAMES[drawn[0]]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "MANY_TEXTS", many_texts)
        blocks = read(tmp_path, register.name, drawn[1], size)
    hold_against(blocks, register, judged(register, drawn[1]))


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
        ("istres;1;fax;usager;demande;05/01/2018;jamais;", "canal"),
        ("istres;1;courrier;usager;demande;02/01/2018;", ""),
        ("istres;1;courrier;usager;demande;02/01/2018;;;", ""),
        ('istres;1;courrier;usager;demande;02/01/2018;;"BCR', ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [100, WHOLE])
def test_rejected_rows_have_their_line(tmp_path: Path, cells: str, column: str, size: int) -> None:
    text = MAIL + LETTER + "\n" + '"istres";2;courrier;usager;demande;02/01/2018;;"a\nb"\n' + cells
    blocks = read(tmp_path, "mail", text + "\n" + LETTER, size)
    (row,) = (one for block in blocks for one in block.rejected)
    kept = [cells] if '"' in cells else cells.split(";")
    assert (row.line, row.reason.column, list(row.cells())) == (6, column, kept)
    assert sum(block.read for block in blocks) == 4
    assert [line for block in blocks for line in block.lines.tolist()] == [2, 4, 7]


def test_the_1000th_day_is_still_accepted(tmp_path: Path) -> None:
    """T3: 2018-01-01 and 2020-09-27 lie 1,000 calendar days apart."""
    cells = "istres;1;courrier;usager;demande;01/01/2018;27/09/2020;\n"
    (block,) = read(tmp_path, "mail", MAIL + cells)
    assert block.numbers["repondu_le"] - block.numbers["recu_le"] == 1000


def test_a_time_with_an_offset_belongs_to_the_day_at_the_site(tmp_path: Path) -> None:
    """T2: 23:30 UTC on 31 December is 00:30 in Paris on 1 January, 03:30 at La Réunion."""
    times = (
        ("istres", "2017-12-31T23"), ("istres", "2017-12-31T22"), ("saint-denis", "2017-12-31T20"),
        ("istres", "2017-12-31T20"), ("cayenne", "2018-01-01T02"), ("cayenne", "2018-01-01T03"),
    )  # fmt: skip
    rows = [f"{site};{hour}:30:00Z;standard;repondu;;" for site, hour in times]
    header = "site;debut;ligne;issue;attente_s;duree_s\n"
    (block,) = read(tmp_path, "calls", header + "\n".join(rows) + "\n")
    days = [str(day_of(day)) for day in block.numbers["debut"]]
    assert days == [
        "2018-01-01", "2017-12-31", "2018-01-01", "2017-12-31", "2017-12-31", "2018-01-01",
    ]  # fmt: skip
    assert block.numbers["effectif"].tolist() == [1] * 6


def test_columns_in_any_order_and_unknown_ones(tmp_path: Path) -> None:
    text = "Réference; CANAL;note;public;nature;Recu le;repondu-le;service;Site\n"
    text += "7;Courrier;x;usager;demande;2018-01-02;;;Istres\n"
    profile = profile_of("mail")
    header, found = SourceReader(profile, KNOWN).read(table(tmp_path, "mail", text))
    (block,) = found
    assert header.strangers(profile) == ("note",)
    assert (block.read, len(block.rejected)) == (1, 0)
    assert block.numbers["site"].tolist() == [SITES.index("istres")]


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("site;reference;canal;public;nature;recu_le;service", "repondu_le"),
        (MAIL.strip() + ";Site", "site"),
        ("", "site"),
    ],
)
def test_a_header_that_cannot_be_used(tmp_path: Path, header: str, named: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(tmp_path, "mail", header + "\n" + LETTER)
    assert named in str(refused.value.found)


@pytest.mark.parametrize("separator", [",", "\t", "|"])
def test_another_separator_is_seen_in_the_header(tmp_path: Path, separator: str) -> None:
    """A row that has another one has a wrong number of cells, and no more is lost."""
    text = (MAIL + LETTER).replace(";", separator) + LETTER
    (block,) = read(tmp_path, "mail", text)
    assert block.seen.separator == separator
    assert block.lines.tolist() == [2]
    assert block.cells(0) == LETTER.strip().split(";")
    (row,) = block.rejected
    assert (row.line, row.reason.column, list(row.cells())) == (3, "", [LETTER.strip()])


@pytest.mark.parametrize("size", [100, WHOLE])
def test_a_byte_that_is_no_text_is_found_on_its_line(tmp_path: Path, size: int) -> None:
    """Among text in UTF-8, it spoils its own row and no other."""
    accents = LETTER.replace("BCR", "Été").encode()
    content = MAIL.encode() + accents * 3 + LETTER.encode().replace(b"BCR", b"\xe9") + accents
    blocks = read(tmp_path, "mail", content, size)
    (row,) = (one for block in blocks for one in block.rejected)
    assert (row.line, row.reason.column) == (5, "")
    assert list(row.cells()) == LETTER.strip().replace("BCR", "\ufffd").split(";")
    assert [line for block in blocks for line in block.lines.tolist()] == [2, 3, 4, 6]


def test_every_rule_of_a_model_is_one_the_columns_know() -> None:
    """A register's model may declare fields and dates in order, and no validator of its own."""
    for register in REGISTERS.values():
        own = register.model.__pydantic_decorators__
        assert set(own.model_validators) == {"_dates_in_order"}
        assert not own.field_validators
        assert not own.root_validators
