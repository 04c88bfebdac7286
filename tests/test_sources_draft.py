"""Drafts of profiles: what is written by hand for small exports, and what must never be."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualstat.declarations.documents import read_document
from qualstat.drafts.draft import draft
from qualstat.drafts.lines import quoted
from qualstat.exports.place import Place
from qualstat.render import language
from qualstat.render.draft import render_draft
from qualstat.sources.loader import read

LETTERS = """\
Site;Réf.;Reçu le;Mode d'arrivée;Type de demandeur;Nature de la demande;Date de la réponse;Objet
Istres;R1;13/01/2018;Lettre;Particulier;Demande;20/01/2018;Vol de papiers
Istres;R2;14/01/2018;Courriel;Mairie;Réclamation;;Passeport de Jean
Aix;R3;15/01/2018;Fax;Mairie;Demande;16/01/2018;Carte grise perdue
Aix;R4;15/01/2018;Fax;Mairie;Demande;N/A;Carte grise de Jeanne
"""
MISSING = "column-not-mentioned: nothing says where these columns come from"
DRAFTED = """\
# A first profile for "courriers_2018-01.csv". What begins with TO DECIDE is for you to decide.
# Format: CSV, in utf-8, cells separated by ";".
# Header: line 1. Columns: 8. Rows looked at: 4.
# In French: what the export is.
label: "courriers_2018-01"
# By the names and texts of the columns: make sure of it.
register: mail
# The files that it reads: patterns of names.
files: ["courriers_*.csv"]
blank: ["n/a"]

columns:
  # "Site" is to hold ids of sites, but for case and accents; else “values” gives the id that each
  # text means.
  site: "Site"
  reference: "Réf."
  # The codes are proposed by the texts of "Mode d'arrivée": make sure of each.
  canal:
    column: "Mode d'arrivée"
    values:
      "Lettre": courrier
      "Courriel": courriel
      # TO DECIDE: canal: texts of "Mode d'arrivée" whose code is not known: 1. Each is courrier or
      # courriel, or its rows are rejected.
      # "Fax": ""
  # The codes are proposed by the texts of "Type de demandeur": make sure of each.
  public:
    column: "Type de demandeur"
    values:
      "Particulier": usager
      "Mairie": collectivite
  nature: "Nature de la demande"
  recu_le: "Reçu le"
  repondu_le: "Date de la réponse"
  # No column was found for these: they stay blank: service.
  # Not read, a few texts: "Objet".
"""


@pytest.fixture(autouse=True)
def _english() -> None:
    language.set_language("en")


def drafted(folder: Path, name: str, content: str | bytes) -> tuple[str, list[str]]:
    """Return the draft for an export, and what the loader says of it."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    text = render_draft(draft(Place(path), name))
    (folder / "drafted.yaml").write_text(text, encoding="utf-8")
    profile, findings = read(folder / "drafted.yaml")
    assert (profile is None) == bool(findings)
    return text, [f"{one.rule}: {one.found}" for one in findings]


def has(text: str, lines: str) -> bool:
    """Tell whether a draft holds some lines next to each other, whatever their indent."""
    inner, outer = ([one.strip() for one in held.strip().splitlines()] for held in (lines, text))
    return any(outer[at : at + len(inner)] == inner for at in range(len(outer)))


def test_an_export_with_usual_names_gives_a_profile_that_can_be_used(tmp_path: Path) -> None:
    assert drafted(tmp_path, "courriers_2018-01.csv", LETTERS) == (DRAFTED, [])


def test_what_is_above_the_header_and_the_encoding_are_written(tmp_path: Path) -> None:
    content = (
        "Préfecture des Bouches-du-Rhône\n\nNuméro chrono,Date d'arrivée,Canal,Site\n"
        "1,13/02/2018 08:05,courrier,istres\n2,01/03/2018 14:30,courriel,istres\n"
    )
    text, said = drafted(tmp_path, "export.csv", content.encode("cp1252"))
    assert 'Format: CSV, in cp1252 (guessed), cells separated by ",".' in text
    assert "Header: line 3. Columns: 4. Rows looked at: 2." in text
    assert has(text, 'encoding: "cp1252"\nseparator: ","\nlines_above: 2')
    assert has(text, 'canal: "Canal"')
    assert has(text, "# public: {value: usager}\n# public: {value: collectivite}")
    assert said == [f"{MISSING}: public, nature, repondu_le"]


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        (["05/01/2018", "06/01/2018"], True),
        (["05/05/2018"], True),
        (["05/01/18", "12/12/18"], True),
        (["05/01/2018", "13/01/2018"], False),
        (["13/01/18", "05/01/18"], False),
    ],
)
def test_day_or_month_first_is_asked_where_both_fit(
    tmp_path: Path, days: list[str], asked: bool
) -> None:
    rows = "".join(f"istres;{day};courrier;usager;demande\n" for day in days)
    text, said = drafted(tmp_path, "c.csv", "site;Reçu le;canal;public;nature\n" + rows)
    year = "aaaa" if "2018" in days[0] else "aa"
    question = f"""
  # TO DECIDE: recu_le: does the day or the month come first? The dates of "Reçu le" fit both ways.
  # recu_le: {{column: "Reçu le", dates: ["jj/mm/{year}"]}}
  # recu_le: {{column: "Reçu le", dates: ["mm/jj/{year}"]}}
"""
    assert has(text, question) == asked
    assert has(text, 'recu_le: "Reçu le"') != asked
    assert said == [f"{MISSING}: {asked * 'recu_le, '}repondu_le"]


def test_a_column_that_fits_both_ways_follows_another_one_of_its_table(tmp_path: Path) -> None:
    content = (
        "site;Reçu le;Répondu le;canal;public;nature\n"
        "istres;02/05/2018;02/14/2018;courrier;usager;demande\n"
        "istres;02/06/2018;03/01/2018;courrier;usager;demande\n"
    )
    text, said = drafted(tmp_path, "c.csv", content)
    assert has(text, 'dates: ["mm/jj/aaaa"]')
    assert 'The dates of "Reçu le" fit both ways: read in the order of "Répondu le".' in text
    assert not said


def test_months_first_and_a_time_in_another_column(tmp_path: Path) -> None:
    content = (
        "site,Call Date,Call Time,Answered (Y/N),Wait (sec),Talk time,ligne\n"
        "istres,01/13/2018,9:05 AM,Y,12,00:02:23,standard\n"
        "istres,01/02/2018,11:45 PM,N,5,00:00:00,standard\n"
    )
    text, said = drafted(tmp_path, "calls.csv", content)
    assert has(text, 'dates: ["mm/jj/aaaa H:MM am"]')
    assert has(text, 'debut: {joined: ["Call Date", "Call Time"]}')
    assert has(text, '      "Y": repondu\n      "N": perdu')
    assert has(text, 'attente_s: "Wait (sec)"\nduree_s: {column: "Talk time", unit: "h:mm:ss"}')
    assert not said


def test_a_duration_without_a_unit_is_asked_about(tmp_path: Path) -> None:
    content = "site;debut;ligne;issue;Attente\nistres;13/01/2018 08:05;standard;perdu;12\n"
    text, said = drafted(tmp_path, "appels.csv", content)
    assert has(
        text,
        '# TO DECIDE: attente_s: the unit of "Attente", or its mark of decimals, is not known.\n'
        '# attente_s: {column: "Attente", unit: ms}\n# attente_s: "Attente"\n'
        '# attente_s: {column: "Attente", unit: min}\n# attente_s: {column: "Attente", unit: h}',
    )
    assert not said


TOTALS = """\
Jour;Site;Appels présentés;Appels répondus;Abandonnés
13/01/2018;istres;10;8;2
14/01/2018;istres;1 200;1 000;200
Total;;1 210;1 008;202
"""


def test_totals_of_calls_give_records(tmp_path: Path) -> None:
    text, said = drafted(tmp_path, "stat.csv", TOTALS)
    assert has(text, 'debut: {column: "Jour", time: "12:00"}')
    assert '  - {column: "Jour", is: ["Total*",' in text
    assert has(
        text,
        '# "Appels présentés" is their sum in every row: not read.\nrecords:\n'
        '  - {issue: {value: repondu}, effectif: {column: "Appels répondus", decimal: ","}}\n'
        '  - {issue: {value: perdu}, effectif: "Abandonnés"}',
    )
    assert said == 2 * ["column-not-mentioned: nothing says where these columns come from: ligne"]


def test_totals_of_answered_calls_alone_are_no_records(tmp_path: Path) -> None:
    content = "Jour;Site;ligne;Présentés;Répondus\n13/01/2018;istres;standard;10;8\n"
    text, said = drafted(tmp_path, "stat.csv", content)
    assert has(text, '# records:\n  # - {issue: {value: repondu}, effectif: "Répondus"}')
    assert said == [f"{MISSING}: issue"]


def test_totals_that_do_not_add_up_are_said(tmp_path: Path) -> None:
    text, _ = drafted(tmp_path, "stat.csv", TOTALS.replace("10;8;2", "11;8;2"))
    assert 'TO DECIDE: "Appels présentés" is not their sum in every row: rows where it is' in text


def test_a_log_is_proposed_in_a_comment_only(tmp_path: Path) -> None:
    content = "time,callid,event\n" + "".join(
        f"2018-01-13 08:00:0{step},C{call},{event}\n"
        for call in range(3) for step, event in enumerate(["ENTERQUEUE", "CONNECT"])
    )  # fmt: skip
    text, _ = drafted(tmp_path, "log.csv", content)
    assert has(
        text,
        '# events:\n#   case: "callid"\n#   kind: "event"\n#   time: "time"\n#   moments:\n'
        "#     debut: first\n#     fin: last",
    )


def test_a_file_without_header_has_columns_named_by_position(tmp_path: Path) -> None:
    content = "".join(
        f"1366720340|13667203{case}.303267|FILE|SIP/{case}|{event}\n"
        for case in ("40", "41") for event in ("ENTERQUEUE|", "CONNECT|20|7")
    )  # fmt: skip
    text, said = drafted(tmp_path, "journal", content)
    assert "Header: none. Columns: 7. Rows looked at: 4." in text
    assert "asterisk-queue-log" in text
    assert has(text, 'column_names: ["colonne_1", "colonne_2", "colonne_3", "colonne_4", '
               '"colonne_5", "colonne_6", "colonne_7"]')  # fmt: skip
    assert has(text, '#   case: "colonne_2"\n#   kind: "colonne_5"')
    assert "SIP" not in text
    assert said


def test_columns_that_fit_equally_well_are_asked_about(tmp_path: Path) -> None:
    content = (
        "site;Date de réception;Reçu le;canal;public;nature\n"
        "istres;13/01/2018;14/01/2018;courrier;usager;demande\n"
    )
    text, said = drafted(tmp_path, "c.csv", content)
    assert has(text, '# recu_le: "Date de réception"\n# recu_le: "Reçu le"')
    assert said


def test_columns_of_one_name_and_of_none_are_told_by_their_position(tmp_path: Path) -> None:
    text, _ = drafted(tmp_path, "c.csv", "Reçu le;Reçu le;;Objet\n13/01/2018;;a;b\n")
    assert '"position 1"' in text
    assert '"position 3"' in text


SHARED = HealthCheck.function_scoped_fixture  # each example writes its file anew
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ['a"b', "c: d # e", "- [x", "{y}", "\\", "\x00\x1b", "\u2028\x85", "\ufeff", "é" * 1500, "~",
     "Reçu le", "Canal", "Type", "Répondus", "Date", "Site", "Perdus", "position 1"]
)  # fmt: skip
CELLS = NAMES | st.sampled_from(["13/01/2018", "05/01/2018", "5", "1,5", "courrier", "08:05", ""])


def written(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV."""
    return "\n".join(";".join('"' + one.replace('"', '""') + '"' for one in row) for row in rows)


@settings(max_examples=100, deadline=None, suppress_health_check=[SHARED])
@given(st.lists(NAMES, min_size=1, max_size=8), st.data())
def test_a_draft_is_yaml_whatever_the_export_holds(
    tmp_path: Path, header: list[str], data: st.DataObject
) -> None:
    row = st.lists(CELLS, min_size=len(header), max_size=len(header))
    rows = data.draw(st.lists(row, max_size=5))
    path = tmp_path / "hostile.csv"
    path.write_text("x;" + written([header, *rows]).replace("\n", "\n1;"), encoding="utf-8")
    out = tmp_path / "out.yaml"
    out.write_text(render_draft(draft(Place(path), 'a"b: #\n.csv')), encoding="utf-8")
    document, findings = read_document(out, out.name)
    assert not findings
    assert set(document.data) >= {"label", "files", "columns"}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_quoted_text_is_read_back_as_it_was(text: str) -> None:
    assert yaml.load(f"- {quoted(text)}", yaml.BaseLoader) == [text]  # noqa: S506  # texts only
    assert yaml.load(f"{{a: {quoted(text)}}}", yaml.CBaseLoader) == {"a": text}  # noqa: S506
    assert quoted(text).isprintable()


COLUMNS = "site canal public nature reference recu_le service Objet Nom".split()


@settings(max_examples=60, deadline=None, suppress_health_check=[SHARED])
@given(
    st.lists(st.sampled_from(COLUMNS), min_size=1, unique=True),
    st.integers(1, 40),
    st.sampled_from(["qz{row}", "qz {row} courrier", "qz.{row}@exemple.fr", "06 12 34 56 78 qz",
                     "qz" * 21, "Demande de qz{row}"]),
)  # fmt: skip
def test_no_cell_stands_in_a_draft_but_codes_that_recur(
    tmp_path: Path, header: list[str], count: int, cell: str
) -> None:
    rows = [[cell.format(row=row) for _ in header] for row in range(count)]
    path = tmp_path / "secret.csv"
    path.write_text(written([header, *rows]), encoding="utf-8")
    assert "qz" not in render_draft(draft(Place(path), "secret.csv"))
