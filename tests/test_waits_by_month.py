"""Waits of all calls, kept by month: exact sums, whole steps, and what is not known is said."""

import sqlite3
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from measures_manual import manual_referentiel
from purging import purged
from qualstat.engines.local import count_files
from qualstat.periods import Period, year_period
from qualstat.pipeline import Request, compute
from qualstat.pipeline.gathering import named
from qualstat.referentiel.loader import load
from qualstat.registers.waiting import FINE, STEPS
from qualstat.render.records import record
from qualstat.scorecards import Figure
from registers_by_hand import CALLS, figure, months, write

ANSWERED = {"indicators/attente-perdus.yaml": ("issue: [perdu]", "issue: [repondu]")}
JUNE = months("2018-06", "2018-06")
SHARE, MEAN = "repondus-20s", "attente-perdus"


def call(wait: str, count: int = 1, outcome: str = "repondu", day: str = "12/06/2018") -> str:
    return f"istres;{day} 10:00;standard;{outcome};{wait};;{count}"


@pytest.fixture(scope="module")
def referentiel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return manual_referentiel(tmp_path_factory.mktemp("declared"), ANSWERED, since="2017-01")


def made(referentiel: Path, data: Path, name: str, period: Period = JUNE, **others: Any) -> Figure:
    asked = Request(referentiel, data, period=period, indicators=(name,), **others)
    return figure(compute(asked), name)


def test_sums_are_exact_though_steps_are_coarse(referentiel: Path, tmp_path: Path) -> None:
    """(20 + 3 x 95 + 121) / 5 = 85.2 s; the median, 95 s, lies in a step of 10: it is not given."""
    rows = [call("20"), call("95", 3), call("121,9"), call("", 2), call("9", 4, "perdu")]
    held = made(referentiel, write(tmp_path, {"appels.csv": rows}), MEAN).measure
    assert (held.numerator, held.denominator, held.excluded) == (426, 5, 2)
    assert (held.value, held.median, held.p90) == (Fraction(426, 5), None, None)


def test_quantiles_to_the_second_are_given(referentiel: Path, tmp_path: Path) -> None:
    rows = [call("10"), call("20"), call("30")]
    held = made(referentiel, write(tmp_path, {"appels.csv": rows}), MEAN).measure
    assert (held.median, held.p90) == (20, 28)  # 20 + 0.8 x 10


def test_a_quantile_that_leans_on_a_coarse_step_is_not_given(
    referentiel: Path, tmp_path: Path
) -> None:
    """Halfway between 20 s and 95 s is 57.5 s; the step of 95 s ends at 100 s, halfway is 60 s."""
    rows = [call("20"), call("95")]
    held = made(referentiel, write(tmp_path, {"appels.csv": rows}), MEAN).measure
    assert (held.value, held.median, held.p90) == (Fraction(115, 2), None, None)


def test_a_share_counts_its_bound(referentiel: Path, tmp_path: Path) -> None:
    rows = [call("20,9", 8), call("21"), call("300"), call("", 2), call("4", 5, "perdu")]
    found = made(referentiel, write(tmp_path, {"appels.csv": rows}), SHARE)
    held = found.measure
    assert (held.value, held.numerator, held.denominator, held.excluded) == (80, 8, 10, 2)
    assert (found.verdict, found.margin_cases) == ("missed", -1)
    assert record(found)["unit"] == "%"


WAITS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 5), st.booleans()), min_size=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None,
          max_examples=15)  # fmt: skip
@given(WAITS, st.sampled_from([one for one in STEPS if one <= 300]))
@example([(1, 1, True), (1, 1, True)], 0)
def test_it_counts_as_call_by_call(
    tmp_path_factory: pytest.TempPathFactory, waits: list[tuple[int, int, bool]], bound: int
) -> None:
    """A naive count of each call is the second engine; two files, one a half.

    A lost call more is in the second: were both the same bytes, one alone would be read (D2).
    """
    folder = tmp_path_factory.mktemp("drawn")
    changes = {"indicators/repondus-20s.yaml": ("within: 20", f"within: {bound}")}
    root = manual_referentiel(folder, {**changes, **ANSWERED})
    rows = [call(str(wait), n, "repondu" if got else "perdu") for wait, n, got in waits]
    half = len(rows) // 2
    halves = {"appels-1.csv": rows[:half], "appels-2.csv": [*rows[half:], call("0", 1, "perdu")]}
    data = write(folder / "data", halves)
    every = [wait for wait, n, got in waits if got for _ in range(n)]
    share = made(root, data, SHARE).measure
    assert (share.numerator or 0) == sum(one <= bound for one in every)
    assert (share.denominator or 0) == len(every)
    assert (made(root, data, MEAN).measure.numerator or 0) == sum(every)


def test_a_month_has_a_few_hundred_cells_at_most(referentiel: Path, tmp_path: Path) -> None:
    rows = [call(str(second), day=f"{1 + second % 28:02}/06/2018") for second in range(5_000)]
    held, _ = load(referentiel)
    files, _ = named(Request(referentiel, write(tmp_path, {"appels.csv": rows})))
    counted = count_files(files, held.known_sites).registers["calls"]
    assert counted.waits is not None
    assert len(counted.waits.n) == sum(one < 5_000 for one in STEPS) + 1
    assert len(counted.waits.n) < 100
    assert int(counted.waits.n.sum()) == 5_000
    assert counted.unknown_waits == frozenset()
    assert list(STEPS[: FINE + 1]) == list(range(61))


@pytest.mark.parametrize("period", [months("2018-06", "2018-06"), year_period(2018)])
def test_a_part_of_a_month_tells_nothing_and_says_so(
    period: Period, referentiel: Path, tmp_path: Path
) -> None:
    data = write(tmp_path, {"appels.csv": [call("20"), call("9", day="03/05/2018")]})
    part = Period(period.start.replace(month=6, day=10), period.end.replace(month=6, day=20))
    cut = made(referentiel, data, SHARE, part)
    assert (cut.measure.state, "source-lacks" in cut.notes) == ("missing", True)
    assert cut.lacks == "the waits of answered calls are kept by whole month"
    known = made(referentiel, data, SHARE, period, as_of=part.end)  # June is not over by then
    assert known.measure.numerator == (1 if len(period.months) > 1 else None)


# ---- what another file replaces

SOURCE = """\
label: Standard
register: calls
files: ["journal*.csv"]
overlap: latest
columns: {site: site, debut: debut, ligne: ligne, issue: issue, attente_s: attente_s,
          duree_s: duree_s, effectif: effectif}
"""


def replacing(folder: Path, files: Mapping[str, list[str]]) -> dict[str, Any]:
    """Write files of which the last owns its days; return what a request needs."""
    for name, rows in files.items():
        (folder / "data").mkdir(exist_ok=True)
        (folder / "data" / name).write_text("\n".join([CALLS, *rows]) + "\n", encoding="utf-8")
    (folder / "sources").mkdir()
    (folder / "sources" / "standard.yaml").write_text(SOURCE, encoding="utf-8")
    return {"sources": folder / "sources"}


def test_a_month_that_is_replaced_whole_is_the_last_file_s(
    referentiel: Path, tmp_path: Path
) -> None:
    others = replacing(tmp_path, {
        "journal-1.csv": [call("50", 7)], "journal-2.csv": [call("20"), call("30")],
    })  # fmt: skip
    held = made(referentiel, tmp_path / "data", SHARE, **others).measure
    assert (held.numerator, held.denominator) == (1, 2)


def test_of_a_month_that_is_replaced_in_part_the_waits_are_unknown(
    referentiel: Path, tmp_path: Path
) -> None:
    others = replacing(tmp_path, {
        "journal-1.csv": [call("50"), call("10", day="13/06/2018")],
        "journal-2.csv": [call("20", day="13/06/2018"), call("30", day="02/07/2018")],
    })  # fmt: skip
    assert made(referentiel, tmp_path / "data", SHARE, **others).measure.state == "missing"
    july = months("2018-07", "2018-07")
    assert made(referentiel, tmp_path / "data", SHARE, july, **others).measure.denominator == 1


# ---- the store

ROWS = [call("20", 3), call("95"), call("", 2), call("7", 2, "perdu"),
        call("61", 4, day="03/07/2018")]  # fmt: skip


def forget_waits(store: Path, table: str) -> None:
    """Make a store what an older version left: without waits, nothing being put together."""
    with sqlite3.connect(store) as connection:
        connection.executescript("DELETE FROM counted_cells; DELETE FROM counted;")
        connection.execute(f"UPDATE {table} SET waits = NULL")  # noqa: S608
    connection.close()


def both(referentiel: Path, data: Path, **others: Any) -> list[tuple[str, int | None, int | None]]:
    found = [made(referentiel, data, name, year_period(2018), **others).measure
             for name in (SHARE, MEAN)]  # fmt: skip
    return [(one.state, one.numerator, one.denominator) for one in found]


KNOWN = [("measured", 3, 8), ("measured", 60 + 95 + 4 * 61, 8)]


def test_a_store_keeps_them_and_reads_again_what_an_older_one_did_not(
    referentiel: Path, tmp_path: Path
) -> None:
    data, store = write(tmp_path / "data", {"appels.csv": ROWS}), tmp_path / "a.store"
    assert both(referentiel, data) == KNOWN
    assert both(referentiel, data, store=store) == KNOWN
    assert both(referentiel, data, store=store) == KNOWN
    forget_waits(store, "tables")
    assert both(referentiel, data, store=store) == KNOWN
    with sqlite3.connect(store) as connection:
        assert connection.execute("SELECT count(*) FROM tables WHERE waits IS NULL").fetchone() == (
            0,
        )
    connection.close()


def test_a_purge_freezes_them_and_what_it_froze_without_is_said(
    referentiel: Path, tmp_path: Path
) -> None:
    june, july = ROWS[:-1], ROWS[-1:]
    data = write(tmp_path / "data", {"appels-06.csv": june, "appels-07.csv": july})
    store = tmp_path / "a.store"
    purged(data, store, "2018-07", referentiel=referentiel)
    assert [one.name for one in data.iterdir()] == ["appels-07.csv"]
    assert both(referentiel, data, store=store) == KNOWN
    forget_waits(store, "frozen")
    lost = made(referentiel, data, SHARE, JUNE, store=store)
    assert (lost.measure.state, lost.lacks) == (
        "missing", "the waits of all calls were not kept when this month was read",
    )  # fmt: skip
    assert both(referentiel, data, store=store)[0] == ("measured", 0, 4)  # July is known


def test_an_export_gives_them_back(run: Any, referentiel: Path, tmp_path: Path) -> None:
    data, store = write(tmp_path / "data", {"appels.csv": ROWS}), tmp_path / "a.store"
    both(referentiel, data, store=store)
    copy, other = tmp_path / "copy", tmp_path / "b.store"
    assert run("store", "export", str(copy), "--store", str(store), "--with-key").status == 0
    lines = (copy / "cells-waits-calls.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].endswith(";site;debut;ligne;issue;seconds;total;n")
    assert "appels.csv;0;istres;2018-06-01;standard;repondu;100;95;1" in lines
    assert run("store", "import", str(copy), "--store", str(other)).status == 0
    assert content(other) == content(store)
    spoilt = lines[:-1]
    (copy / "cells-waits-calls.csv").write_text("\ufeff" + "\n".join(spoilt) + "\n", "utf-8")
    ran = run("store", "import", str(copy), "--store", str(tmp_path / "c.store"))
    assert ran.status != 0
    assert "records in its waits" in ran.err


def content(store: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(store) as connection:
        found = connection.execute("SELECT tally, waits FROM tables").fetchall()
    connection.close()
    return found
