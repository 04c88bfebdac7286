"""Registers kept as they were put together: the same figures, at the price of what is asked."""

import os
import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qualstat.engines import merging
from qualstat.findings import Finding, Message
from qualstat.periods import year_period
from qualstat.pipeline import Request, compute
from qualstat.pipeline.gathering import gather
from qualstat.registers import REGISTERS
from qualstat.scorecards import Scorecard
from qualstat.store import merged as kept_merged
from qualstat.store import opened, said
from qualstat.tallies.cells import KEY, Tally, day_numbers, empty, numbered_days, site_numbers
from qualstat.tallies.count import FileCount
from qualstat.tallies.merge import RegisterCount, merged
from qualstat.tallies.waits import no_waits
from random_registers import SITES
from registers_by_hand import REFERENTIEL, ROOT, write
from test_store import FEBRUARY, THREE, bytes_of

VISITS = REGISTERS["visits"]
LOST = RegisterCount(VISITS, (), empty(VISITS)), ()


def asked(data: Path, store: Path | None = None, *sites: str) -> Scorecard:
    return compute(Request(REFERENTIEL, data, sites, year_period(2018), store=store))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data", THREE)


@pytest.fixture
def put_together(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the registers that are put together from now on."""
    names: list[str] = []

    def watched(register: Any, counts: Sequence[FileCount]) -> Any:
        names.append(register.name)
        return merged(register, counts)

    monkeypatch.setattr(merging, "merged", watched)
    return names


def test_a_register_is_put_together_again_where_a_file_of_it_changed(
    data: Path, tmp_path: Path, put_together: list[str]
) -> None:
    store = tmp_path / "a.store"
    asked(data, store)
    put_together.clear()
    asked(data, store)
    assert set(put_together) == {"appointments", "visits", "surveys"}  # of which there is no file
    put_together.clear()
    write(data, {"courriers-02.csv": FEBRUARY[:-1]})
    assert bytes_of(asked(data, store)) == bytes_of(asked(data))
    assert put_together.count("mail") == 2  # with the store, and without
    assert put_together.count("calls") == 1


@pytest.mark.parametrize("site", SITES)
def test_one_site_out_of_all_has_its_figures_and_the_account_of_all(
    tmp_path: Path, site: str
) -> None:
    store = tmp_path / "a.store"
    asked(ROOT / "samples", store)
    alone = asked(ROOT / "samples", store, site)
    assert bytes_of(alone) == bytes_of(asked(ROOT / "samples", None, site))
    assert alone.accounts == asked(ROOT / "samples").accounts


def test_only_the_cells_of_the_sites_asked_for_are_unpacked(data: Path, tmp_path: Path) -> None:
    request = Request(REFERENTIEL, data, ("aix",), year_period(2018), store=tmp_path / "a.store")
    gather(request)
    held = gather(request, sites_only=True).counted.registers
    place = list(gather(request).referentiel.sites).index("aix")
    assert held["calls"].tally.keys["site"].tolist() == [place]
    assert held["mail"].tally.keys["site"].tolist() == []
    assert held["mail"].totals.days.rows.sum() == 4  # one without reference, A-4


def test_dates_apart_are_said_each_time_while_they_are(data: Path, tmp_path: Path) -> None:
    store = tmp_path / "a.store"
    usual = [f"istres;{day:02}/10/2018 09:00;standard;repondu;5;60;" for day in range(1, 29)]
    apart = [f"istres;B-{n};courriel;usager;demande;08/01/2028;;" for n in (1, 2)]
    write(data, {"appels-02.csv": usual, "courriers-03.csv": apart})
    for _ in range(3):
        found = asked(data, store)
        assert bytes_of(found) == bytes_of(asked(data))
        assert "dates-apart" in {one.rule for one in found.findings}
    near = [f"istres;{day:02}/12/2027 09:00;standard;repondu;5;60;" for day in range(1, 20)]
    write(data, {"appels-03.csv": near})
    for _ in range(2):
        found = asked(data, store)
        assert bytes_of(found) == bytes_of(asked(data))
        assert "dates-apart" not in {one.rule for one in found.findings}
    (data / "appels-03.csv").unlink()  # the letters, kept meanwhile, are apart again
    assert "dates-apart" in {one.rule for one in asked(data, store).findings}


def test_a_store_that_cannot_be_written_gives_the_same_figures(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "a.store"
    plain = bytes_of(asked(data))
    asked(data, store)
    with opened(store) as held, held.writing():
        kept_merged.forget(held)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert bytes_of(asked(data, store)) == plain
    with opened(store) as held:
        assert held.connection.execute("SELECT count(*) FROM counted").fetchone() == (0,)


def test_no_other_run_changes_a_store_while_it_is_read(tmp_path: Path) -> None:
    store = tmp_path / "a.store"
    with opened(store) as held, held.exclusive():
        other = sqlite3.connect(store, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


@pytest.mark.parametrize("known", [1, 4, 16, 17, 300])
def test_each_site_of_many_lies_in_its_share(tmp_path: Path, known: int) -> None:
    site = np.arange(known).repeat(2)
    day = np.tile([17_532, 17_600], known)  # 2018-01-01 and 2018-03-10
    nothing = np.zeros(2 * known, np.int64)
    keys = {"site": site, "arrivee": day, **dict.fromkeys(VISITS.categories, nothing)}
    tally = Tally(keys, np.ones(2 * known, np.int64), site + 1)
    one = merged(VISITS, [FileCount("v.csv", 2 * known, 0, tally, None, file="v.csv")])
    with opened(tmp_path / "a.store") as store:
        kept_merged.keep(store, "then", one, (), known)
        assert kept_merged.kept(store, "visits", "now", known) is None
        whole, _ = kept_merged.kept(store, "visits", "then", known) or LOST
        assert sorted(whole.tally.n.tolist()) == sorted((site + 1).tolist())
        for wanted in (0, known // 2, known - 1):
            found, _ = kept_merged.kept(store, "visits", "then", known, [wanted]) or pytest.fail(
                "lost"
            )
            held = found.tally.n[found.tally.keys["site"] == wanted]
            assert held.tolist() == [wanted + 1] * 2
            assert len(found.tally.n) <= 2 * -(-known // kept_merged.SHARES)
            rest = {name: getattr(found, name) for name in ("files", "read", "known", "first_days")}
            assert rest == {name: getattr(one, name) for name in rest}
            assert found.waits is None is no_waits(VISITS)


def test_keys_take_few_bytes_wherever_a_tally_comes_from(data: Path, tmp_path: Path) -> None:
    """Four at most; and four for sites and days, with which others reckon."""
    request = Request(REFERENTIEL, data, period=year_period(2018), store=tmp_path / "a.store")
    for _ in range(2):  # as read, then as kept
        for one in gather(request).counted.registers.values():
            for tally in (one.tally, one.waits or one.tally):
                assert max(column.itemsize for column in tally.keys.values()) == 4
                wide = [tally.keys[name] for name in ("site", *one.register.dates)
                        if name in tally.keys]  # fmt: skip
                assert {column.dtype for column in wide} == {np.dtype(KEY)}


def test_a_day_of_the_last_of_many_sites_is_one_number() -> None:
    site, day = np.array([0, 999], KEY), np.array([-719_162, 2_932_896], KEY)  # years 1 and 9999
    both = numbered_days(site, day)
    assert site_numbers(both).tolist() == [0, 999]
    assert day_numbers(both).tolist() == day.tolist()


def test_what_is_said_of_one_or_of_many_comes_back_as_it_was() -> None:
    many = Message("{number} row", {"number": 2, "day": date(2018, 3, 1)}, "{number} rows")
    finding = Finding("no-rows", "warning", many, Message("some"), None, file="a.csv")
    assert said.read(said.written([finding])) == (finding,)
