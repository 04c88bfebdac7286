"""Purge: every figure is the same before and after, whatever is asked for."""

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purging import WHOLE, asked, figures, left, purged
from purging import put as written
from qualstat.errors import UsageError
from qualstat.periods import year_period
from qualstat.pipeline import Request, compare
from qualstat.render.comparison import table
from qualstat.render.tables.choosing import View
from random_registers import Files, files
from registers_by_hand import HEADERS, REFERENTIEL, ROOT

QUESTIONS: list[dict[str, Any]] = [
    {"period": WHOLE},
    {"period": None},
    {"as_of": date(2018, 3, 31)},
    {"as_of": date(2017, 12, 31), "period": year_period(2017)},
]
MONTHS = st.sampled_from(["2017-12", "2018-01", "2018-05", "2018-11", "2018-12", "2019-01"])


def answers(data: Path, store: Path | None, **others: Any) -> list[str]:
    return [figures(asked(data, store, **{**one, **others})) for one in QUESTIONS]


@settings(max_examples=2, deadline=None)
@given(held=files(), first=MONTHS, second=MONTHS)
def test_random_registers_give_the_same_figures_after_purges(
    held: Files, first: str, second: str
) -> None:
    with tempfile.TemporaryDirectory() as place:
        data, store = Path(place, "data"), Path(place, "a.store")
        written(data, {"appels-00.csv": HEADERS["appels"] + "\n", **held})
        before = answers(data, None)
        for month in (first, second):
            try:
                done = purged(data, store, month)
            except UsageError:  # no register reaches so far
                continue
            going = {one.name for one in done.plan.going}
            assert not going & set(left(data))
            assert answers(data, store) == before


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "samples", tmp_path / "samples"))


def test_the_samples_give_the_same_figures_after_purges(samples: Path, tmp_path: Path) -> None:
    store = tmp_path / "a.store"
    before = answers(samples, None)
    count = len(left(samples))
    for month, removed in (("2017-07", 14), ("2018-01", 14), ("2018-04", 6)):
        assert len(purged(samples, store, month).plan.going) == removed
        count -= removed
        assert len(left(samples)) == count
        assert answers(samples, store) == before


def test_comparisons_are_the_same(samples: Path, tmp_path: Path) -> None:
    def compared(store: Path | None) -> str:
        request = Request(REFERENTIEL, samples, period=year_period(2018), store=store)
        return table.written(compare(request), View(), "json")

    before = compared(None)
    purged(samples, tmp_path / "a.store", "2018-07")
    assert compared(tmp_path / "a.store") == before
