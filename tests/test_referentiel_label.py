"""Services, evidence and steps of the label: what does not fit, and what a document is worth."""

from datetime import date
from pathlib import Path

import pytest

from qualstat.periods import year_period
from qualstat.pipeline import Request, readiness
from qualstat.referentiel.label import Document, Evidence
from qualstat.referentiel.loader import load, read
from registers_by_hand import write
from spoiled_referentiel import SHIPPED, spoiled, told

SERVICES, EVIDENCE, STEPS = "services.yaml", "evidence.yaml", "calendar.yaml"
Case = tuple[str, str, str, str, str]
PLANTED: list[Case] = [
    (SERVICES, "site: istres", "site: istre", "75:9 unknown-site", "write “istres”"),
    (SERVICES, "  modules: [7]", "  modules: [77]", "50:13 unknown-module",
     "“77” is a module of no edition"),
    (SERVICES, "  modules: [7]", "  modules: [7]\n  engagements: [E4]",
     "51:17 unknown-engagement", "“E4” is an engagement of no edition"),
    (SERVICES, "  modules: [7]", "  modules: []", "50:3 empty-list", "at least one value"),
    (SERVICES, "  modules: [7]\n", "", "47:1 missing-key", "the key “modules” is missing"),
    (EVIDENCE, "services: [b3cl]", "services: [b3lc]", "66:14 unknown-service", "write “b3cl”"),
    (EVIDENCE, "services: [b3cl]", "services: [baas]", "66:14 other-module",
     "“baas” has nothing in module 4"),
    (EVIDENCE, "  module: 7\n", "  module: 5\n", "86:11 unknown-module", "one of: 1, 4, 7"),
    (EVIDENCE, "  module: 4\n", "  module: 4\n  engagement: E63\n", "66:15 unknown-engagement",
     "write “E36”"),
    (EVIDENCE, "  module: 1\n", "  module: 1\n  engagement: E36\n", "16:15 engagement-module",
     "“E36” is an engagement of module 4"),
    (STEPS, "[enquete-satisfaction]", "[enquete]", "14:14 unknown-evidence",
     "“enquete” is not declared in evidence.yaml"),
    (STEPS, "when: 2019-06", "when: 2019-06..2019-05", "13:9 ends-before-start",
     "“when” holds “2019-06..2019-05”"),
    (STEPS, "when: 2019-06", "when: juin", "13:9 span-form", "a month or a span of months"),
    (STEPS, "when: 2019-06", "when: 2019-06\n  done: 2019-06", "14:9 day-form", "a day"),
]  # fmt: skip


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: case[3])
def test_a_slip_has_its_line(tmp_path: Path, case: Case) -> None:
    file, old, new, place, words = case
    referentiel, findings = read(spoiled(tmp_path, {file: (old, new)}))
    assert referentiel is None
    first = findings[0]
    assert f"{first.line}:{first.column} {first.rule}" == place
    assert first.file == f"referentiel/{file}"
    assert words in told(first)


def test_a_folder_without_them_is_whole(tmp_path: Path) -> None:
    folder = spoiled(tmp_path, {})
    for name in (SERVICES, EVIDENCE, STEPS):
        (folder / name).unlink()
    held, findings = load(folder)
    assert findings == []
    assert (held.services, held.evidence, held.steps) == ({}, {}, ())


def test_what_is_shipped_is_sourced_and_holds_no_document() -> None:
    """No source gives one; whatever goes further than its source is marked."""
    held = load(SHIPPED)[0]
    assert [one.id for one in held.evidence.values() if one.documents] == []
    assert all(one.source for one in (*held.services.values(), *held.evidence.values()))
    assert all(one.assumed for one in held.evidence.values())
    assert [one.id for one in held.steps] == [
        "visites", "enquetes", "preparation", "audit-interne", "candidature", "comite-usagers",
        "audit-externe",
    ]  # fmt: skip


def evidence(*days: str, months: int | None = None) -> Evidence:
    documents = [Document(day=day, document="Note") for day in days]
    return Evidence(id="x", label="x", module=1, months=months, documents=documents, source="x")


def test_the_last_document_of_a_day_counts() -> None:
    held = evidence("2018-03-01", "2019-03-01", "2018-09-01")
    for day, last in (("2018-02-28", None), ("2018-03-01", "2018-03-01"),
                      ("2019-02-28", "2018-09-01"), ("2020-01-01", "2019-03-01")):  # fmt: skip
        found = held.last(date.fromisoformat(day))
        assert (str(found.day) if found else None) == last


@pytest.mark.parametrize(
    ("day", "months", "until"),
    [
        ("2018-03-15", 12, "2019-03-14"),
        ("2018-01-31", 1, "2018-02-27"),  # to the day before 28 February
        ("2018-11-30", 3, "2019-02-27"),
        ("2016-02-29", 12, "2017-02-27"),
        ("2018-03-15", None, None),
    ],
)
def test_a_document_holds_for_its_months(day: str, months: int | None, until: str | None) -> None:
    held = evidence(day, months=months)
    found = held.until(held.documents[0])
    assert (str(found) if found else None) == until


@pytest.mark.parametrize(("day", "said"), [("2019-06-16", 0), ("2019-06-17", 1), ("2035-01-01", 1)])
def test_a_document_a_year_ahead_of_the_registers(day: str, said: int, tmp_path: Path) -> None:
    """The last row is of 15 June 2018: 366 days later it is 16 June 2019."""
    given = f"  months: 12\n  documents: [{{day: {day}, document: Plan}}]\n"
    declared = spoiled(tmp_path, {EVIDENCE: ("  months: 12\n", given)})
    data = write(tmp_path / "data", {"appels.csv": ["istres;15/06/2018 09:00;svi;repondu;5;60;1"]})
    for as_of in (None, date(2018, 5, 1)):
        asked = Request(declared, data, period=year_period(2018), as_of=as_of)
        found = readiness(asked, (1,)).scorecard.findings
        assert [one.rule for one in found].count("document-ahead") == said
