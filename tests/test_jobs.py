"""How many processes read the registers."""

import os
import sys
from typing import Any

import pytest

from qualstat.cli.places import jobs
from qualstat.errors import UsageError


def test_one_a_core_and_four_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(2)), raising=False)
    assert jobs(None, {}) == 2
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    assert jobs(None, {}) == 4
    monkeypatch.setattr(sys, "platform", "win32")  # which has no forks
    assert jobs(None, {}) == 1


def test_the_option_wins_over_the_variable() -> None:
    assert jobs("3", {"QUALSTAT_JOBS": "2"}) == 3
    assert jobs(None, {"QUALSTAT_JOBS": "2"}) == 2


@pytest.mark.parametrize("text", ["0", "-1", "many", "100", "1.5"])
def test_what_is_no_number(run: Any, text: str) -> None:
    with pytest.raises(UsageError, match="is not a number of processes"):
        jobs(text, {})
    assert run("compute", "--jobs", text).status == 2
