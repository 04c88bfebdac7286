"""K2: the year before comes from its registers, else from what was published, marked as such."""

import sqlite3
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from published_files import write
from qualstat import store as stores
from qualstat.comparisons import Comparison
from qualstat.exports.place import Place
from qualstat.periods import Period, months_period, year_period
from qualstat.pipeline import Request, compare, compute, import_published
from qualstat.pipeline.history import Imported
from qualstat.published import keeping
from qualstat.scorecards import Figure
from qualstat.significance.proportions import fisher
from qualstat.store import schema
from registers_by_hand import CALLS, REFERENTIEL
from spoiled_referentiel import spoiled

HEADER = "site;indicateur;periode;valeur;numerateur;denominateur"
# January 2018: 3 calls lost of 20; 12 months each with one call answered, to cover the year.
LOST = [f"istres;{day:02}/01/2018 09:00;standard;perdu;5;0;1" for day in (2, 3, 4)]
KEPT = [f"istres;{day:02}/{month:02}/2018 09:00;standard;repondu;5;60;1"
        for month in range(1, 13)
        for day in ((8, 9, 10, 11, 12, 15) if month == 1 else (8,))]  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    write(folder, CALLS, *LOST, *KEPT, name="appels.csv")
    return folder


def imported(tmp_path: Path, *lines: str, **asked: bool) -> Imported:
    path = write(tmp_path, HEADER, *lines)
    return import_published(REFERENTIEL, Place(path), tmp_path / "a.store", **asked)


def istres(data: Path, period: Period, **asked: object) -> Figure:
    request = Request(
        REFERENTIEL, data, sites=("istres",), period=period, indicators=("appels-perdus",),
        store=data.parent / "a.store", **asked,
    )  # fmt: skip
    (figure,) = compute(request).figures
    return figure


def test_a_published_figure_is_the_year_before(data: Path, tmp_path: Path) -> None:
    imported(tmp_path, "istres;appels-perdus;2017;12,83 %;24;187")
    figure = istres(data, year_period(2018))
    # 3 lost of 3 + 6 + 11 = 20: 15 %; before 24/187, exactly; against at most 10 %
    assert figure.measure.value == 15
    assert figure.previous.value == Fraction(2400, 187)
    assert (figure.previous.verdict, figure.previous.source) == ("missed", "published")
    assert figure.change == 15 - Fraction(2400, 187)
    assert figure.trend == "up"
    assert "previous-published" in figure.notes
    assert "perimeter" not in figure.notes


def test_without_counts_the_value_is_the_one_printed(data: Path, tmp_path: Path) -> None:
    imported(tmp_path, "istres;appels-perdus;2017;10,5 %;;")
    figure = istres(data, year_period(2018))
    assert figure.previous.value == Fraction(21, 2)
    assert figure.previous.verdict == "near"  # over 10 % by half a point, of one allowed
    assert figure.change == Fraction(9, 2)


def test_registers_come_first(data: Path, tmp_path: Path) -> None:
    imported(tmp_path, "istres;appels-perdus;2017;12,83 %;24;187")
    write(data, CALLS, "istres;05/06/2017 09:00;standard;repondu;5;60;1", name="appels-2017.csv")
    figure = istres(data, year_period(2018))
    assert (figure.previous.value, figure.previous.source) == (0, "registers")
    assert "previous-published" not in figure.notes


def test_another_period_is_not_served(data: Path, tmp_path: Path) -> None:
    imported(tmp_path, "istres;appels-perdus;2017-04..2017-12;12 %;;")
    assert istres(data, year_period(2018)).previous.value is None
    part = months_period(12 * 2018 + 3, 12 * 2018 + 11)
    assert istres(data, part).previous.value == 12


def test_a_change_without_a_test_is_not_said_to_be_chance(
    data: Path, tmp_path: Path, run: Any
) -> None:
    imported(tmp_path, "istres;appels-perdus;2017;4 %;;")
    # 3 of 20 calls are lost: 15 %, met where at most 20 % is asked
    declared = spoiled(tmp_path, {
        "indicators/appels-perdus.yaml": ("at_most: 10 %", "at_most: 20 %"),
    })  # fmt: skip
    ran = run("compare", "--site", "istres", "--year", "2018", "--indicator", "appels-perdus",
              "--data", str(data), "--store", str(tmp_path / "a.store"),
              "--referentiel", str(declared))  # fmt: skip
    said = " ".join(ran.out.split())
    assert "maybe by chance" not in said
    assert "Worse, with no test possible" in said


def test_a_part_of_a_year_is_not_compared_with_a_whole_one(data: Path, tmp_path: Path) -> None:
    imported(tmp_path, "istres;appels-perdus;2017;12 %;;")
    write(data, CALLS, *LOST, name="appels.csv")  # January alone is covered
    figure = istres(data, year_period(2018))
    assert figure.coverage.covered == 1
    assert (figure.previous.value, figure.change, figure.trend) == (12, None, None)


def test_what_was_not_over_by_the_day_asked_for_is_not_known(data: Path, tmp_path: Path) -> None:
    imported(tmp_path, "istres;appels-perdus;2017;12 %;;")
    assert istres(data, year_period(2018), as_of=date(2018, 1, 31)).previous.value == 12
    assert istres(data, year_period(2018), as_of=date(2017, 12, 30)).previous.value is None


def test_a_total_is_the_one_published(data: Path, tmp_path: Path) -> None:
    imported(tmp_path, "istres;appels-perdus;2017;12 %;;", "total;appels-perdus;2017;9 %;;")

    def total(*sites: str) -> Figure:
        request = Request(REFERENTIEL, data, sites=sites, period=year_period(2018),
                          indicators=("appels-perdus",), store=tmp_path / "a.store")  # fmt: skip
        return compute(request).figures[-1]

    assert total().previous.value == 9
    assert total("istres", "aix").previous.value is None


def compared(data: Path) -> Comparison:
    request = Request(REFERENTIEL, data, sites=("istres",), period=year_period(2018),
                      indicators=("appels-perdus",), store=data.parent / "a.store")  # fmt: skip
    (one,) = compare(request).comparisons
    return one


def test_a_comparison_tests_chance_where_counts_were_printed(data: Path, tmp_path: Path) -> None:
    imported(tmp_path, "istres;appels-perdus;2017;12,83 %;24;187")
    one = compared(data)
    assert one.before.measure.value == Fraction(2400, 187)
    assert "as-published" in one.before.notes
    assert one.raw == one.now.change
    assert one.chance is not None
    assert one.chance.p == fisher(3, 20, 24, 187)


def test_without_counts_nothing_tells_chance(data: Path, tmp_path: Path) -> None:
    imported(tmp_path, "istres;appels-perdus;2017;10,5 %;;")
    one = compared(data)
    assert (one.chance, one.direction, one.before.verdict) == (None, "worse", "near")


def test_a_file_imported_twice_changes_nothing(tmp_path: Path) -> None:
    lines = ("istres;appels-perdus;2017;12,83 %;24;187", "aix;appels-perdus;2017;5,3 %;;")
    first, again = imported(tmp_path, *lines), imported(tmp_path, *lines)
    assert (first.kept, again.kept) == ((2, 0, 0), (0, 0, 2))


def test_another_value_needs_to_be_asked_for(tmp_path: Path) -> None:
    imported(tmp_path, "istres;appels-perdus;2017;12 %;;")
    refused = imported(tmp_path, "istres;appels-perdus;2017;13 %;;")
    (finding,) = refused.findings
    assert (finding.rule, finding.severity, refused.kept) == ("changed-figure", "blocking", None)
    taken = imported(tmp_path, "istres;appels-perdus;2017;13 %;;", replacing=True)
    assert taken.kept == (0, 1, 0)
    with stores.opened(tmp_path / "a.store") as store:
        assert [one.value for one in keeping.figures(store).values()] == [13]


def test_a_blocking_finding_imports_nothing(tmp_path: Path) -> None:
    lines = ("istres;appels-perdus;2017;12 %;;", "aix;appels-perdus;2017;120 %;;")
    assert imported(tmp_path, *lines).kept is None
    with stores.opened(tmp_path / "a.store") as store:
        assert keeping.figures(store) == {}


def test_a_store_of_the_first_version_gets_its_table(tmp_path: Path) -> None:
    path = tmp_path / "a.store"
    with sqlite3.connect(path) as old:
        old.executescript(schema.FIRST)
        old.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        old.execute("PRAGMA user_version = 1")
        old.execute("INSERT INTO meta VALUES ('kept', 'yes')")
    old.close()
    assert imported(tmp_path, "istres;appels-perdus;2017;12 %;;").kept == (1, 0, 0)
    with stores.opened(path) as store:
        assert store.connection.execute("SELECT value FROM meta").fetchone() == ("yes",)
        assert store.connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


def test_a_published_rate_under_the_edition_that_inverts_it(data: Path, tmp_path: Path) -> None:
    """The calls that got through in 2017 are those that were not lost, where counts say so."""
    asked = {"edition": "2019", "indicators": ("appels-aboutis",)}
    request = Request(
        REFERENTIEL, data, sites=("istres",), period=year_period(2018), store=tmp_path / "a.store",
        **asked,  # type: ignore[arg-type]
    )  # fmt: skip
    imported(tmp_path, "istres;appels-perdus;2017;12,83 %;;")
    (alone,) = compute(request).figures
    assert alone.previous.value is None
    imported(tmp_path, "istres;appels-perdus;2017;12,83 %;24;187", replacing=True)
    (figure,) = compute(request).figures
    assert figure.previous.value == Fraction(16300, 187)
    assert (figure.previous.source, figure.previous.verdict) == ("published", "missed")
    assert figure.change == 85 - Fraction(16300, 187)
