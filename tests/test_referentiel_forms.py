"""What a single declaration may hold: every mistake of form, where it is, what it should be."""

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from qualstat.declarations.documents import read_document
from qualstat.declarations.explain import ROWS, explained, refusals
from qualstat.referentiel.cases import Cases
from qualstat.referentiel.editions import Edition, Heading
from qualstat.referentiel.explained import Explanations
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.label import Evidence, Service, Step
from qualstat.referentiel.loader import read
from qualstat.referentiel.sites import Holidays, Site
from qualstat.sources.profile import Profile
from spoiled_referentiel import SHIPPED, spoiled, told

ISTRES, ARLES = "sites/istres.yaml", "sites/arles.yaml"
PREFECTURE, EDITION = "sites/prefecture.yaml", "editions/2018.yaml"
CALLS, MAIL = "indicators/appels-perdus.yaml", "indicators/courriers-15j.yaml"
DELAY = "indicators/courriers-delai.yaml"

# file, text replaced, its replacement: line, column and rule; words of what is said
FORMS: list[tuple[str, str, str, str, str]] = [
    (ISTRES, "short: Istres", "shrt: Istres", "1:1 missing-key|2:1 unknown-key", "write “short”"),
    (ISTRES, "short: Istres", "short:", "2:1 missing-key", "the key “short” holds nothing"),
    (ISTRES, "short: Istres", 'short: " "', "2:8 empty-text", "“short” holds no text"),
    (ISTRES, "short: Istres", "short: [Istres]", "2:1 text-form", "“short” holds a list"),
    (ISTRES, "short: Istres", "short: {a: b}", "2:1 text-form", "holds a group of keys"),
    (ISTRES, "timezone: Europe/Paris", "closures:\n  first: 2018-05-11\n  last: 2018-05-11",
     "5:1 list-form", "“- ” before the first key of each item, as in “- first”"),
    (ISTRES, "zone: metropole", "id: istres", "4:1 unknown-key", "the name of the file"),
    (ISTRES, "since: 2018-04", "since: 2018-13", "12:12 month-form", "holds “2018-13”"),
    (ISTRES, "since: 2018-04", "since: 2018-04-01", "12:12 month-form", "as in 2018-06"),
    (ISTRES, "since: 2018-04", "since: 2018-04\n    until: 2018-03", "13:12 ends-before-start",
     "“until” holds “2018-03”, which ends before it starts"),
    (ISTRES, "  - headings: [points-numeriques]\n", "  - headings: points-numeriques\n",
     "11:15 list-form", "a list, as in [one, two]"),
    (ISTRES, "  - headings: [points-numeriques]\n", "  - heading: [points-numeriques]\n",
     "11:5 unknown-key", "write “headings”"),
    (ISTRES, "timezone: Europe/Paris",
     "closures: [{first: 2018-05-11, last: 2018-05-10, reason: x}]",
     "5:38 ends-before-start", "“last” holds “2018-05-10”"),
    (ISTRES, "timezone: Europe/Paris", "closures: [{first: 2018-02-30, last: 2018-03-01}]",
     "5:12 missing-key|5:20 day-form", "the keys first, last, reason"),
    (ISTRES, "timezone: Europe/Paris", "closures: fermé", "5:11 list-form", "holds “fermé”"),
    (ISTRES, "timezone: Europe/Paris", "complete: {mail: 2018-09..2018-01}",
     "5:18 ends-before-start", "holds “2018-09..2018-01”"),
    (ISTRES, "timezone: Europe/Paris", "complete: {mail: [2018-09..2018-01]}",
     "5:19 ends-before-start", "“mail” holds “2018-09..2018-01”"),
    (ISTRES, "timezone: Europe/Paris", "holidays:\n  added:\u00a0[]", "6:3 keys-form",
     "the space after “:” is a no-break space"),
    (ISTRES, "timezone: Europe/Paris", "complete: {mail: [2018-01, 2018]}",
     "5:28 span-form", "as in 2018-01..2018-12"),
    (ISTRES, "timezone: Europe/Paris", "complete: {mail: 2018-01..}",
     "5:18 span-form", "holds “2018-01..”"),
    (ISTRES, "timezone: Europe/Paris", "complete: mail",
     "5:11 keys-form", "“complete” holds “mail”"),
    (ISTRES, "timezone: Europe/Paris", "holidays: {add: [{day: 2018-05-21}]}",
     "5:12 unknown-key", "write “added”"),
    (EDITION, "valid_from: 2017-01-01", "valid_from: 01/01/2017", "7:13 day-form", "“01/01/2017”"),
    (EDITION, "valid_from: 2017-01-01", "valid_from: 2017-01-01 00:00", "7:13 day-form", "a day"),
    (EDITION, "assumed: true", "assumed: oui", "8:10 flag-form", "true or false"),
    (EDITION, "assumed: true", "assumed: [true]", "8:1 flag-form", "holds a list"),
    (EDITION, "  4:\n", "  quatre:\n", "17:3 whole-form", "“modules” holds the key “quatre”"),
    (EDITION, "  4:\n", "  04:\n", "17:3 whole-form", "“modules” holds the key “04”"),
    (EDITION, "    module: 4", "    module: 1_0", "40:13 whole-form", "“module” holds “1_0”"),
    (EDITION, "    module: 4", "    modul: 4", "38:3 missing-key|40:5 unknown-key", "“module”"),
    (EDITION, "    mandatory: true", "    mandatory: yes", "16:16 flag-form", "holds “yes”"),
    (CALLS, "kind: rate", "kind: rat", "11:9 unknown-value", "write “rate”"),
    (CALLS, "kind: rate", "kind: [rate]", "11:3 unknown-value", "rate, rate-within, delay, volume"),
    (CALLS, "  kind: rate\n", "", "10:1 missing-key", "rate, rate-within, delay, volume"),
    (CALLS, "  base:", "  bse:", "10:1 missing-key|13:3 unknown-key", "write “base”"),
    (CALLS, "numerator: {issue: [perdu]}", "numerator: {}", "12:3 empty-list",
     "at least one value"),
    (CALLS, "numerator: {issue: [perdu]}", "numerator: {issue: []}", "12:15 empty-list",
     "“issue” holds nothing"),
    (CALLS, "numerator: {issue: [perdu]}", "numerator: {issue: perdu}", "12:22 list-form",
     "“perdu”"),
    (CALLS, "  ligne: [standard]", "  - standard", "8:1 keys-form", "“scope” holds a list"),
    (CALLS, "  ligne: [standard]", "  ligne: [standard, ]\n  ligne: [svi]", "10:3 duplicate-key",
     "stands here and on line 9"),
    (CALLS, "better: down", "better: dwn", "14:9 unknown-value", "write “down”"),
    (CALLS, "  many: appels perdus\n", "", "15:1 missing-key", "the keys one, many"),
    (CALLS, "at_most: 10 %", "at_most: 10", "22:14 quantity-form", "as in 95 %, 15 days"),
    (CALLS, "at_most: 10 %", "at_most: 110 %", "22:14 above-hundred", "at most 100 %"),
    (CALLS, "at_most: 10 %", "at_most: -10 %", "22:14 quantity-form", "holds “-10 %”"),
    (CALLS, "at_most: 10 %", "at_most: {number: 10}", "22:5 quantity-form", "a group of keys"),
    (CALLS, "at_most: 10 %", "at_mst: 10 %", "22:5 unknown-key", "write “at_most”"),
    (CALLS, "at_most: 10 %", "at_most: 10 %\n    at_least: 5 %", "21:5 one-sense",
     "an objective with 2 targets | one of: at_least, at_most, less_than, more_than"),
    (CALLS, "tolerance: 1 point", "tolerance: un point", "23:16 quantity-form", "“un point”"),
    (CALLS, "tolerance: 1 point", "valid_until: 2016-12-31", "23:18 ends-before-start",
     "“valid_until” holds “2016-12-31”"),
    (CALLS, "  base:", "  short_abandon: 90\n  base:", "13:18 out-of-bounds", "at most 60"),
    (CALLS, "  2018: E10", "  2018: [E10]", "19:3 text-form", "“2018” holds a list"),
    (MAIL, "within: 15", "within: 1_5", "15:11 whole-form", "as in 15"),
    (MAIL, "within: 15", "within: 015", "15:11 whole-form", "holds “015”"),
    (MAIL, "within: 15", "within: 15.0", "15:11 whole-form", "holds “15.0”"),
    (MAIL, "within: 15", "within: -1", "15:11 whole-form", "holds “-1”"),
    (MAIL, "within: 15", "within: 1001", "15:11 out-of-bounds", "at most 1000"),
    (MAIL, "within: 15", "within: quinze", "15:11 whole-form", "holds “quinze”"),
    (MAIL, "days: working-days", "days: working_day", "16:9 unknown-value", "write “working-days”"),
    (DELAY, "days: working-days", "first_day: include", "15:14 unknown-value", "write “included”"),
    (DELAY, "days: working-days", "within: 15", "15:3 unknown-key", "to, days, first_day, kind"),
    (DELAY, "kind: delay", "kind: volume", "14:3 unknown-key|15:3 unknown-key", "one of: kind"),
    ("headings.yaml", "  label: Réclamations", "  label: [x]", "22:3 text-form", "holds a list"),
    ("zones.yaml", "#", "metropole: {removed: [{day: lundi, reason: x}]}\n#", "1:29 day-form",
     "“day” holds “lundi”"),
]  # fmt: skip


@pytest.mark.parametrize("case", FORMS, ids=lambda case: case[3])
def test_mistake_of_form(tmp_path: Path, case: tuple[str, str, str, str, str]) -> None:
    """Each mistake gives its line, its column, its rule, and what is right."""
    file, old, new, places, words = case
    folder = spoiled(tmp_path, {file: (old, new)})
    referentiel, findings = read(folder)
    assert referentiel is None
    said = [f"{one.line}:{one.column} {one.rule}" for one in findings]
    assert said == places.split("|")
    assert {one.file for one in findings} == {f"referentiel/{file}"}
    assert words in " / ".join(told(one) for one in findings)


EVERYTHING = """
label: Fos
short: Fos
kind: sous-prefecture
follows:
  - {headings: [x], indicators: [x], excluded: [x], since: 2018-01, until: 2018-02, reason: x}
objectives:
  - {indicator: x, valid_from: 2018-05-11, at_most: 1 %, reason: x, by: x, source: x}
closures: [{first: 2018-05-11, last: 2018-05-11, reason: x}]
holidays: {added: [{day: 2018-05-11, reason: x}], removed: [{day: 2018-05-12, reason: x}],
           worked: [{holiday: x, reason: x}]}
complete: {mail: [2018-01, 2018-02..2018-03], calls: 2018-01}
held_by: {mail: x}
breaks: [{month: 2018-05, label: x, headings: [x], indicators: [x], source: x, assumed: true}]
counts:
  - {label: x, number: 2, since: 2018-01, until: 2018-02, headings: [x], source: x, assumed: true}
"""
EXPLANATIONS = """
- {indicator: x, month: 2018-05, days: 8, number: 2, given: 2018-06-01, text: x, by: x}
"""
PROFILE = """
label: x
based_on: x
register: calls
files: ["a*.csv"]
format: csv
encoding: cp1252
separator: tab
quote: none
sheets: [a]
lines_above: 2
header: 0
column_names: [a, b]
lines_below: 1
ragged: true
dates: [dd/mm/yyyy]
timezone: UTC
decimal: ","
blank: ["-"]
keep: [{column: a, is: [x]}]
skip: [{column: a, is: x}]
overlap: latest
columns:
  site: {value: aix}
  debut: {joined: [a, {column: b}], time: "08:30"}
  ligne: [a, {path: file, values: {a: b}, otherwise: c}]
  attente_s: {between: [a, b], unit: min, factor: 2, at: x}
records: [{effectif: n}]
events: {case: a, kind: b, time: c, moments: {x: {first: [y]}, y: last, z: {last: [y]}}}
absent: {debut: x}
"""
SERVICE = "{label: x, site: x, modules: [1], engagements: [x], source: x, assumed: true}"
EVIDENCE = """
{label: x, module: 1, engagement: x, services: [x], months: 12, blocking: false, source: x,
 assumed: true, documents: [{day: 2018-05-11, document: x}]}
"""
STEP = """
{label: x, when: 2018-05, needs: [x], evidence: [x], engagements: true, done: 2018-05-11, source: x,
 assumed: true}
"""
WRITTEN = {"EVERYTHING": EVERYTHING, "PROFILE": PROFILE, "EXPLANATIONS": EXPLANATIONS,
           "SERVICE": SERVICE, "EVIDENCE": EVIDENCE, "STEP": STEP}  # fmt: skip
DOCUMENTS: list[tuple[type[BaseModel], str]] = [
    (Edition, "editions/2018.yaml"),
    (Indicator, "indicators/appels-perdus.yaml"),
    (Indicator, "indicators/courriers-15j.yaml"),
    (Indicator, "indicators/rdv-4j-delai.yaml"),
    (Indicator, "indicators/pn-infos.yaml"),
    (Indicator, "indicators/reclamations-15j.yaml"),
    (Site, "EVERYTHING"),
    (Explanations, "EXPLANATIONS"),
    (Heading, "HEADING"),
    (Holidays, "HOLIDAYS"),
    (Profile, "PROFILE"),
    (Cases, "cases/courriels-5j.yaml"),
    (Service, "SERVICE"),
    (Evidence, "EVIDENCE"),
    (Step, "STEP"),
]
OTHERS: list[Any] = [
    None, "", "x", "-1", "0", "12", "0012", "999999999", "10 %", "500 %", "2018-01-01", "2017-13",
    "1900-01-01", "1900-01..1899-01", "rate", "no", [], ["x"], [["x"]], [None], {}, {"x": "y"},
    {"x": None}, [{"x": "y"}],
]  # fmt: skip


DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # ten times quicker, where it is
PYDANTIC = r"\b(Input|should|valid|required|Extra|permitted|discriminator|Unable|characters)\b"


def plain(file: str) -> Any:
    """Return a document that declares everything its model takes."""
    if file in WRITTEN:
        return yaml.load(WRITTEN[file], yaml.BaseLoader)  # noqa: S506  (it makes texts only)
    if file == "HEADING":
        return {"label": "x", "indicators": ["x"]}
    if file == "HOLIDAYS":
        return plain("EVERYTHING")["holidays"]
    data = yaml.load((SHIPPED / file).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    if isinstance(data, dict) and data.get("measure", {}).get("kind") == "rate":
        data["measure"]["short_abandon"] = "5"
    return data


def places(data: Any, where: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value of a document."""
    yield where
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in inner if isinstance(data, dict | list) else ():
        yield from places(value, (*where, key))


def mistakes(data: Any) -> Iterator[Any]:
    """Yield a document once for each value replaced, key removed, renamed or added."""
    for where in places(data):
        for other in OTHERS:
            yield changed(data, where, lambda held, key, other=other: held.update({key: other}))
        yield changed(data, where, lambda held, key: held.pop(key))
        yield changed(data, where, lambda held, key: held.update({f"{key}x": held.pop(key)}))
        yield changed(data, where, lambda held, key: held.update({f"{key}x": "x"}))


def changed(data: Any, where: tuple[Any, ...], change: Any) -> Any:
    """Return a copy with the value at `where` changed in what holds it."""
    whole = {"root": deepcopy(data)}
    held: Any = whole
    for part in ("root", *where)[:-1]:
        held = held[part]
    key = ("root", *where)[-1]
    if isinstance(held, list):  # a list takes the change as a mapping of its positions
        items = dict(enumerate(held))
        change(items, key)
        held[:] = items.values()
    else:
        change(held, key)
    return whole.get("root", next(iter(whole.values()), None))


def refused(path: Path, model: type[BaseModel], data: Any) -> Iterator[tuple[str, Any]]:
    """Yield the type and the finding of each refusal of a document."""
    path.write_text(yaml.dump(data, Dumper=DUMPER, allow_unicode=True), encoding="utf-8")
    document, _ = read_document(path, "x.yaml")
    named = document.data
    if isinstance(named, dict) and "id" in model.model_fields:
        named = {**named, "id": "x"}
    try:
        model.model_validate(named)
    except ValidationError as error:
        for refusal in refusals(error):
            yield refusal.kind, explained(refusal, document, model)


def test_no_refusal_is_unforeseen(tmp_path: Path) -> None:
    """Whatever is put where, the table explains it in its own words; it holds no row in vain."""
    met = set()
    for model, file in DOCUMENTS:
        for data in mistakes(plain(file)):
            for kind, finding in refused(tmp_path / "x.yaml", model, data):
                met.add(kind)
                assert finding.line is not None
                assert not re.search(PYDANTIC, told(finding))
    assert met == set(ROWS) - {"id_given", "string_unicode"}  # the loader's; not with libyaml
