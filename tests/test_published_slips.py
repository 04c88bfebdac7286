"""Each slip of the 2018 report that a file can carry is found, and none in the tables put right.

The numbers are those of the list of slips: what a file of one line a figure cannot carry is not
here (headers over the wrong columns, colours, a numbering without its second part, notes).
"""

from pathlib import Path

import pytest

from published_files import HEADER, PRINTED, corrected, findings, rules, write

PREFECTURE, SOUS = PRINTED / "prefecture-2018.csv", PRINTED / "sous-prefectures-2018.csv"


def line_of(path: Path, *cells: str) -> int:
    """Return the first line that holds these cells."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if set(cells) <= set(line.split(";")))


# slip, rule, file, the cells that tell its line
SLIPS = [
    (1, "printed-verdict", PREFECTURE, ("94,00% 😊",)),
    (2, "printed-verdict", PREFECTURE, ("74,16% 😊",)),
    (3, "verdict-missing", SOUS, ("aix", "89.58 %")),
    (3, "verdict-missing", SOUS, ("istres", "58.3 %")),
    (3, "verdict-missing", SOUS, ("L49", "istres")),
    (4, "verdict-missing", SOUS, ("95,00%",)),
    (5, "dragged-objective", SOUS, ("L47", "istres")),
    (5, "dragged-objective", SOUS, ("L51", "istres")),
    (6, "unlike-objective", SOUS, ("L49", "istres")),
    (7, "lost-sense", SOUS, ("L61", "aix")),
    (7, "lost-sense", SOUS, ("L63", "aix")),
    (8, "mixed-writing", SOUS, ("L49", "arles")),
    (9, "swapped-rows", SOUS, ("L60", "istres")),
    (9, "objective-of-kind", SOUS, ("L60", "istres")),
    (9, "objective-of-kind", SOUS, ("L61", "istres")),
    (10, "unit-of-kind", PREFECTURE, ("collectivites-courriers-delai",)),
    (11, "verdict-missing", PREFECTURE, ("collectivites-courriels-delai",)),
    (11, "unlike-engagement", PREFECTURE, ("collectivites-courriers-delai",)),
    (11, "unlike-engagement", SOUS, ("L65", "aix")),
    (15, "mixed-verdicts", PREFECTURE, ("94,00% 😊",)),
    (17, "missing-companion", PREFECTURE, ("collectivites-courriers-delai",)),
    (17, "missing-companion", PREFECTURE, ("collectivites-courriels-delai",)),
    (18, "dropped-figure", PREFECTURE, ("rdv-4j",)),
    (18, "dropped-figure", SOUS, ("L62", "arles")),
    (19, "mixed-blanks", SOUS, ("L46", "arles")),
    (22, "dropped-figure", SOUS, ("L58", "arles")),
    (22, "dropped-figure", SOUS, ("L58", "istres")),
    (23, "conflicting-rows", PREFECTURE, ("85%",)),
    (24, "truncated-value", SOUS, ("L124",)),
    (24, "repeated-row", SOUS, ("L137",)),
    (24, "repeated-row", SOUS, ("L150",)),
    (27, "unfollowed-months", SOUS, ("L64", "aix")),
    (27, "unfollowed-months", SOUS, ("L65", "arles")),
    (30, "mixed-writing", SOUS, ("L44", "aix")),
    (31, "mixed-verdicts", SOUS, ("L59", "arles")),
    (34, "ambiguous-label", PREFECTURE, ("Délai moyen de réponse",)),
    (35, "period-in-value", PREFECTURE, ("2511 (avril-déc)",)),
    (35, "period-in-value", PREFECTURE, ("20769 (juill-déc)",)),
    (36, "no-sense", SOUS, ("L44", "aix")),
]  # fmt: skip


@pytest.mark.parametrize(("slip", "rule", "path", "cells"), SLIPS)
def test_a_slip_of_the_report_is_found(
    slip: int, rule: str, path: Path, cells: tuple[str, ...]
) -> None:
    assert (rule, line_of(path, *cells)) in rules(path), slip


def test_the_tables_put_right_raise_nothing(tmp_path: Path) -> None:
    assert findings(corrected(tmp_path)) == []


def test_13_a_header_that_repeats_columns_and_lacks_the_result(tmp_path: Path) -> None:
    header = "site;indicateur;periode;n-1;Résultats N-1;objectif"
    path = write(tmp_path, header, "aix;appels-perdus;2018;5,3 %;1,9 %;10 %")
    assert [(one.rule, one.column or str(one.found.values["name"])) for one in findings(path)] == [
        ("repeated-column", "Résultats N-1"), ("missing-column", "valeur"),
    ]  # fmt: skip


def test_20_21_a_site_without_the_lines_of_the_others(tmp_path: Path) -> None:
    lines = corrected(tmp_path).read_text(encoding="utf-8").splitlines()
    fewer = [one for one in lines if not one.startswith(("istres;courriels", "istres;rdv-10j;"))]
    (one,) = findings(write(tmp_path, *fewer))
    assert one.rule == "absent-row"
    assert one.found.values["names"] == ["courriels-5j", "courriels-delai", "rdv-10j"]


@pytest.mark.parametrize(("value", "base"), [("74,16 %", 2511), ("76,44 %", 1037), ("58,3 %", 10)])
def test_29_a_share_that_its_base_cannot_give(tmp_path: Path, value: str, base: int) -> None:
    header = "site;indicateur;periode;valeur;denominateur"
    row = f"arles;pn-satisfaction;2018-04..2018-12;{value};"
    assert rules(write(tmp_path, header, row + str(base))) == {("impossible-share", 2)}


@pytest.mark.parametrize(  # the smallest bases that fit: 66/89, 133/174, 7/12
    ("value", "base"), [("74,16 %", 89), ("76,44 %", 174), ("58,3 %", 12)]
)
def test_29_a_share_that_its_base_gives(tmp_path: Path, value: str, base: int) -> None:
    header = "site;indicateur;periode;valeur;denominateur"
    row = f"arles;pn-satisfaction;2018-04..2018-12;{value};"
    assert rules(write(tmp_path, header, row + str(base))) == set()


def test_32_a_label_that_is_no_indicators_own(tmp_path: Path) -> None:
    row = "aix;Nombre d'utilisateurs reçus au point numérique;E15;2018;;;;870;"
    (one,) = findings(write(tmp_path, HEADER, row))
    assert (one.rule, one.line, one.column) == ("rejected-row", 2, "indicateur")
    assert one.advice is not None
    assert one.advice.values["likely"] == "pn-usagers"


def test_objectives_that_grow_before_any_was_declared(tmp_path: Path) -> None:
    header = "site;indicateur;periode;objectif;valeur;atteinte"
    sites = ("aix", "arles", "istres")
    rows = [f"{site};courriels-5j;2016;≥ {95 + place} %;90 %;non"
            for place, site in enumerate(sites)]  # fmt: skip
    assert rules(write(tmp_path, header, *rows)) == {("dragged-objective", n) for n in (3, 4)}


def test_nothing_is_held_against_what_was_printed_before_any_objective(tmp_path: Path) -> None:
    header = "site;indicateur;periode;objectif;valeur;atteinte"
    rows = ["aix;courriels-5j;2016;≥ 95 %;90 %;non", "arles;courriels-5j;2016;≥ 95 %;97 %;oui"]
    assert rules(write(tmp_path, header, *rows)) == set()
    kept = ["aix;pn-usagers;2016;95;900;oui"]  # of which no objective was ever declared
    assert rules(write(tmp_path, header, *kept))


def test_the_lines_of_two_sites_that_changed_places(tmp_path: Path) -> None:
    header = "site;indicateur;periode;valeur;numerateur;denominateur"
    rows = ["aix;appels-perdus;2017;10 %;20;100", "arles;appels-perdus;2017;5 %;2;40",
            "istres;appels-perdus;2017;20 %;10;100"]  # fmt: skip
    (one,) = findings(write(tmp_path, header, *rows))
    assert (one.rule, one.line, one.found.values["found"].values["line"]) == ("swapped-rows", 2, 4)
