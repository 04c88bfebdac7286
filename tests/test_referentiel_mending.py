"""All at once: a mistake of form hides none of meaning in the same file, and makes none up."""

from pathlib import Path

import pytest

from qualstat.referentiel.mending import standing
from spoiled_referentiel import SHIPPED, found

EMAILS, LETTERS = "indicators/courriels-5j.yaml", "indicators/collectivites-courriers-15j.yaml"
ARLES, ISTRES = "sites/arles.yaml", "sites/istres.yaml"


CLOSED = """holidays:
  worked: [{holiday: Lundi de Pentecôt, reason: x}]
closures:
  - first: 2018-05-11
    last: 2018-05-10
timezone:"""


def changed(file: str, *changes: tuple[str, str]) -> str:
    """Return a shipped file with some texts replaced, once each."""
    text = (SHIPPED / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize(
    ("file", "changes", "expected"),
    [
        (EMAILS, [("[usager]", "[usagr]"), ("within: 5", "within: x")],
         ["10:12 unknown-code", "15:11 whole-form"]),
        (ARLES, [("zone: metropole", "zone: metropol"), ("since: 2017-01", "since: 2017-13")],
         ["4:7 unknown-zone", "9:12 month-form"]),
        (LETTERS, [("canal:", "cannal:"), ("95 %", "105 %"), ("2018: E36", "2018: E99")],
         ["9:3 unknown-criterion", "22:9 unknown-engagement", "25:15 above-hundred"]),
        (LETTERS, [("label:", "lable: x\nlabel:"), ("register: mail", "register: mial")],
         ["2:1 unknown-key", "8:11 unknown-register"]),
        # What is between two keys of a group is told, whatever third one lacks.
        (ARLES, [("zone: metropole", "zone: métropole"),
                 ("headings: [accueil-telephonique,", "headings: [acueil-telephonique,"),
                 ("timezone:", CLOSED)],
         ["4:7 unknown-zone", "6:22 unknown-holiday", "8:5 missing-key",
          "9:11 ends-before-start", "13:16 unknown-heading"]),
        (EMAILS, [("    tolerance: 1 point\n", "    valid_until: 2016-01-01\n"),
                  ("    at_least: 95 %\n", ""), ("assumed: true", "assumed: oui")],
         ["25:5 one-sense", "26:18 ends-before-start", "30:14 flag-form"]),
        (EMAILS, [("at_least:", "at_leest:"), ("    source:", "    origin:")],
         ["25:5 missing-key", "26:5 unknown-key", "28:5 unknown-key"]),
        # Nothing is said of the mended part: a delay's objective in no unit, a span with no month.
        ("indicators/courriels-delai.yaml", [("5 days", "5 weeks")], ["26:16 quantity-form"]),
        (ISTRES, [("timezone:", "complete: {mail: 2018-13}\ntimezone:")], ["5:18 span-form"]),
        # Another kind of measure may be meant: the rest is not judged by the one that is written.
        (EMAILS, [("kind: rate-within", "kind: volume")], ["14:3 unknown-key", "15:3 unknown-key",
                                                           "16:3 unknown-key"]),
    ],
)  # fmt: skip
def test_every_mistake_of_a_file(
    tmp_path: Path, file: str, changes: list[tuple[str, str]], expected: list[str]
) -> None:
    said = found(tmp_path, {file: changed(file, *changes)})
    assert said == [f"{file}:{place}" for place in expected]


def test_a_place_without_the_kinds_that_no_key_stands_for() -> None:
    data = {"measure": {"kind": "rate-within", "within": "x"}}
    assert standing(data, ("measure", "rate-within", "within")) == ("measure", "within")
