"""The loader: what is read of a folder of YAML, and what is said of one that cannot be read."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from qualstat.errors import ReferentielError
from qualstat.referentiel.loader import load, read
from spoiled_referentiel import SHIPPED, Change, found, short, spoiled

ISTRES = "sites/istres.yaml"
CALLS = "indicators/appels-perdus.yaml"
MAIL = "indicators/courriers-15j.yaml"


def test_shipped_loads_without_finding() -> None:
    """What is shipped is right, down to warnings."""
    referentiel, findings = load(SHIPPED)
    assert findings == []
    assert len(referentiel.indicators) == 22
    assert [edition.id for edition in referentiel.editions] == ["2018", "2019"]


def test_order_shown() -> None:
    """Indicators stand as the headings list them, the préfecture before sous-préfectures."""
    referentiel, _ = load(SHIPPED)
    assert list(referentiel.indicators)[:4] == [
        "appels-perdus", "appels-perdus-svi", "appels-aboutis", "appels-aboutis-svi",
    ]  # fmt: skip
    assert list(referentiel.indicators)[-1] == "pn-satisfaction"
    assert list(referentiel.sites) == ["prefecture", "aix", "arles", "istres"]


def test_editions_by_date(tmp_path: Path) -> None:
    """The edition in force is found by date, whatever the files are called."""
    older = (SHIPPED / "editions/2018.yaml").read_text("utf-8").replace("2017-01-01", "2013-01-01")
    referentiel, _ = load(spoiled(tmp_path, {"editions/qualipref-2.yaml": older}))
    assert [edition.id for edition in referentiel.editions] == ["qualipref-2", "2018", "2019"]


def test_scalars_are_text(tmp_path: Path) -> None:
    """A label that YAML 1.1 takes for a number, a time, a date or a truth stays what it is."""
    for text in ("012", "1:30", "no", "2018-01-01", "1_000", "0x1F", ".inf"):
        folder = spoiled(tmp_path, {ISTRES: ("short: Istres", f"short: {text}")})
        referentiel, _ = load(folder)
        assert referentiel.sites["istres"].short == text


def test_words_on_one_line(tmp_path: Path) -> None:
    """A label written over two lines is one line; its no-break spaces stay."""
    change = ("label: Sous-préfecture d'Istres", "label: |\n  Istres\u00a0:\n   deux ")
    referentiel, _ = load(spoiled(tmp_path, {ISTRES: change}))
    assert referentiel.sites["istres"].label == "Istres\u00a0: deux"


def test_blank_value_is_absent(tmp_path: Path) -> None:
    """A key without a value, `~` and `null` are a key that is absent: the default holds."""
    for nothing in ("", "~", "null"):
        folder = spoiled(tmp_path, {ISTRES: ("timezone: Europe/Paris", f"timezone: {nothing}")})
        referentiel, _ = load(folder)
        assert referentiel.sites["istres"].timezone == "Europe/Paris"


def test_windows_file(tmp_path: Path) -> None:
    """A byte order mark and Windows line ends are forgiven, and do not move a finding."""
    text = (SHIPPED / ISTRES).read_text("utf-8").replace("\n", "\r\n")
    changed = ("\ufeff" + text.replace("zone: metropole", "zone: métropol")).encode()
    assert found(tmp_path, {ISTRES: changed}) == ["sites/istres.yaml:4:7 unknown-zone"]


def test_load_raises_every_finding(tmp_path: Path) -> None:
    """`load` carries all the findings in one exception, with the exit status of the contract."""
    changes: dict[str, Change] = {
        ISTRES: ("zone: metropole", "zone: metropol"),
        MAIL: ("within: 15", "within: 1_5"),
    }
    with pytest.raises(ReferentielError) as caught:
        load(spoiled(tmp_path, changes))
    assert caught.value.status == 3
    assert [finding.rule for finding in caught.value.findings] == ["whole-form", "unknown-zone"]


def test_warning_does_not_block(tmp_path: Path) -> None:
    """A doubt leaves the référentiel usable, and reaches the caller."""
    referentiel, findings = load(spoiled(tmp_path, {"headings.yaml": ("    - pn-infos\n", "")}))
    assert [short(finding) for finding in findings] == [
        "indicators/pn-infos.yaml:3:1 no-heading",
        "sites/prefecture.yaml:17:16 excluded-nothing",
    ]
    assert list(referentiel.indicators)[-1] == "pn-infos"


def test_mistakes_of_all_files_at_once(tmp_path: Path) -> None:
    """A mistake in one file hides none of another, and nothing is said that follows from one."""
    changes: dict[str, Change] = {
        "editions/2018.yaml": ("valid_from: 2017-01-01", "valid_from: 2017"),
        "headings.yaml": ("  label: Réclamations", "  labl: Réclamations"),
        CALLS: ("register: calls", "register: call"),
        "indicators/courriels-5j.yaml": ("better: up", "better: : up"),
        MAIL: ("at_least: 95 %", "at_least: 95"),
        "sites/aix.yaml": ("since: 2018-04", "since: avril"),
        ISTRES: ("zone: metropole", "zone: metropol"),
        "zones.yaml": "alsace:\n  removed: []\n",
    }
    assert found(tmp_path, changes) == [
        "editions/2018.yaml:7:13 day-form",
        "headings.yaml:21:1 missing-key",
        "headings.yaml:22:3 unknown-key",
        "indicators/appels-perdus.yaml:7:11 unknown-register",
        "indicators/courriels-5j.yaml:17:9 yaml-syntax",
        "indicators/courriers-15j.yaml:26:15 quantity-form",
        "sites/aix.yaml:12:12 month-form",
        "sites/istres.yaml:4:7 unknown-zone",
        "zones.yaml:1:1 unknown-zone",
    ]


def test_new_indicator_is_yaml_alone(tmp_path: Path) -> None:
    """A new file and a line under a heading: the sites of the heading follow it."""
    new = (SHIPPED / MAIL).read_text("utf-8").replace("within: 15", "within: 30")
    new = new.replace("15 jours", "30 jours").replace("15 j", "30 j")
    changes: dict[str, Change] = {
        "indicators/courriers-30j.yaml": new,
        "headings.yaml": ("    - courriers-15j\n", "    - courriers-15j\n    - courriers-30j\n"),
    }
    referentiel, findings = load(spoiled(tmp_path, changes))
    assert findings == []
    assert list(referentiel.indicators).index("courriers-30j") == 5
    assert referentiel.indicators["courriers-30j"].measure.within == 30  # type: ignore[union-attr]
    assert referentiel.follows("istres", "courriers-30j", 12 * 2018)
    assert not referentiel.ever_follows("prefecture", "courriers-30j")


def test_new_deadline_is_yaml_alone(tmp_path: Path) -> None:
    """A deadline of 10 days, a new objective from 2019, the old one ended."""
    changed = (SHIPPED / MAIL).read_text("utf-8").replace("within: 15", "within: 10")
    changed = changed.replace("    at_least", "    valid_until: 2018-12-31\n    at_least")
    changed += "  - valid_from: 2019-01-01\n    at_least: 97,5 %\n    source: décision locale\n"
    referentiel, findings = load(spoiled(tmp_path, {MAIL: changed}))
    assert findings == []
    indicator = referentiel.indicators["courriers-15j"]
    assert indicator.measure.within == 10  # type: ignore[union-attr]
    targets = [
        indicator.objective(date(*day)) for day in ((2018, 12, 31), (2019, 1, 1), (2016, 12, 31))
    ]
    assert [one and one.target for one in targets] == [95, Fraction("97.5"), None]


MISSING: list[tuple[dict[str, Change], str]] = [
    ({"headings.yaml": None}, "headings.yaml missing-file"),
    ({"headings.yaml": "# rien\n"}, "headings.yaml:1:1 empty-file"),
    ({"headings.yaml": "- un\n- deux\n"}, "headings.yaml:1:1 keys-form"),
    ({ISTRES: ""}, "sites/istres.yaml:1:1 empty-file"),
    ({ISTRES: "null\n"}, "sites/istres.yaml:1:1 empty-file"),
    ({ISTRES: "- un\n- deux\n"}, "sites/istres.yaml:1:1 keys-form"),
    ({ISTRES: "un texte\n"}, "sites/istres.yaml:1:1 keys-form"),
    ({ISTRES: "label: Préfecture\n".encode("latin-1")}, "sites/istres.yaml:1:10 unreadable"),
    ({"zones.yaml": "- metropole\n"}, "zones.yaml:1:1 keys-form"),
    ({"site/fos.yaml": "label: Fos\n"}, "site/fos.yaml unread-file"),
    ({"sites/fos.yml": "label: Fos\n"}, "sites/fos.yml unread-file"),
    ({"sites/2018/istres.yaml": "label: Fos\n"}, "sites/2018/istres.yaml unread-file"),
    ({"heading.yaml": "a: b\n"}, "heading.yaml unread-file"),
]


@pytest.mark.parametrize(("changes", "expected"), MISSING)
def test_files_as_wholes(tmp_path: Path, changes: dict[str, Change], expected: str) -> None:
    """A file that is missing, empty, misplaced, of another form or encoding is one finding."""
    assert found(tmp_path, changes) == [expected]


@pytest.mark.parametrize(
    ("file", "right"),
    [
        ("site/fos.yaml", "sites/fos.yaml"),
        ("sites/fos.yml", "sites/fos.yaml"),
        ("heading.yaml", "headings.yaml"),
    ],
)
def test_misplaced_file_names_the_right_place(tmp_path: Path, file: str, right: str) -> None:
    """A file that is not read says where it may belong, and blocks nothing."""
    referentiel, findings = read(spoiled(tmp_path, {file: "a: b\n"}))
    assert referentiel is not None
    assert str(findings[0].advice) == f"write “{right}”, if that is what is meant"


def test_zones_may_be_absent_or_blank(tmp_path: Path) -> None:
    """A référentiel that changes no public holiday needs no zones.yaml."""
    assert found(tmp_path, {"zones.yaml": None}) == []
    assert found(tmp_path, {"zones.yaml": "metropole:\n"}) == []


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there, or that holds none of the parts, says what lacks."""
    assert [short(one) for one in read(tmp_path / "ref")[1]] == ["ref missing-folder"]
    (tmp_path / "ref").mkdir()
    assert [short(one) for one in read(tmp_path / "ref")[1]] == [
        "ref/editions missing-file",
        "ref/headings.yaml missing-file",
        "ref/indicators missing-file",
        "ref/sites missing-file",
    ]


def test_no_indicator(tmp_path: Path) -> None:
    """Without indicators, headings and sites are not reproached with naming them."""
    changes: dict[str, Change] = {
        f"indicators/{path.name}": None for path in (SHIPPED / "indicators").iterdir()
    }
    assert found(tmp_path, changes) == ["indicators missing-file"]


def test_unreadable_headings_follow_nothing_up(tmp_path: Path) -> None:
    """Headings that cannot be read are one finding, not one an indicator and site."""
    change = ("  label: Réclamations", "\tlabel: Réclamations")
    assert found(tmp_path, {"headings.yaml": change}) == ["headings.yaml:22:1 yaml-syntax"]


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    """An editor's own files are none of the référentiel's."""
    assert found(tmp_path, {"sites/.istres.yaml": "a: [", ".git/x.yaml": "a: ["}) == []
