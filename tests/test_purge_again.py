"""Purge: rows of purged months that come again count once, and are said."""

import shutil
from pathlib import Path

import pytest

from purging import (
    DECEMBER,
    FOUR,
    JANUARY,
    again,
    asked,
    fates,
    figures,
    left,
    letter,
    purged,
)
from registers_by_hand import write


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data", FOUR)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "a.store"


def test_what_was_purged_and_comes_again_counts_once(data: Path, store: Path) -> None:
    aside = shutil.copytree(data, data.parent / "aside")
    purged(data, store, "2018-01")
    before = figures(asked(data, store))
    shutil.copy(aside / "courriers-12.csv", data)
    assert figures(asked(data, store)) == before
    assert again(asked(data, store)) == [("courriers-12.csv", 3)]
    shutil.copy(aside / "appels-12.csv", data / "appels-12b.csv")
    found = asked(data, store)
    assert again(found) == [("appels-12b.csv", 1), ("courriers-12.csv", 3)]
    (calls, *_) = found.accounts
    assert (calls.read, calls.superseded, calls.outside) == (2, 1, 1)
    assert fates(purged(data, store, "2018-01"))["courriers-12.csv"] == "gone"
    assert left(data) == ["courriers-13.csv", "courriers-14.csv"]


def test_a_late_answer_to_a_purged_letter_does_not_count(data: Path, store: Path) -> None:
    write(data, {"courriers-12.csv": [*DECEMBER, letter("A-9", "13/12/2017")]})
    purged(data, store, "2018-01")
    before = [(one.site, one.measure) for one in asked(data, store).figures]
    write(data, {"courriers-15.csv": [letter("A-9", "13/12/2017", "12/02/2018")]})
    found = asked(data, store)
    assert again(found) == [("courriers-15.csv", 1)]
    assert [(one.site, one.measure) for one in found.figures] == before
    mail = found.accounts[1]
    total = mail.counted + mail.superseded + mail.rejected + mail.outside
    assert mail.read == total == 9


def test_a_file_that_stays_and_grows_is_silent_on_what_was_frozen(data: Path, store: Path) -> None:
    purged(data, store, "2018-01")
    assert again(asked(data, store)) == []
    write(data, {"courriers-13.csv": [*JANUARY, letter("B-3", "30/01/2018")]})
    assert again(asked(data, store)) == []
    write(data, {"courriers-13.csv": [*JANUARY, letter("A-3", "30/12/2017")]})
    assert again(asked(data, store)) == [("courriers-13.csv", 1)]


def test_a_row_that_lost_to_a_purged_one_goes_on_losing(data: Path, store: Path) -> None:
    write(data, {
        "courriers-02.csv": [letter("Z", "20/01/2018", "22/01/2018"), letter("Y", "02/01/2018")],
        "courriers-03.csv": [letter("Z", "12/02/2018"), letter("Y", "13/02/2018", "14/02/2018")],
    })  # fmt: skip
    before = figures(asked(data, None))
    purged(data, store, "2018-02")
    assert figures(asked(data, store)) == before
    purged(data, store, "2018-03")
    assert figures(asked(data, store)) == before
