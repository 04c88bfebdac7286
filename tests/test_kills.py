"""Killed at any moment, run twice at once: nothing is lost, nothing is doubled.

`make kills` does the same a thousand times.
"""

import os
from pathlib import Path

import pytest

from killing import Server, check, kill_often, states, wait

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a copy of this process is killed")
TIMES = int(os.environ.get("QUALSTAT_KILLS", "200"))
PAIRS = max(10, TIMES // 20)


def test_a_run_that_is_killed_leaves_the_old_or_the_new_state(tmp_path: Path) -> None:
    met = kill_often(tmp_path, TIMES, seed=5)
    assert met > TIMES / 4, "the kills came too late to meet a run"


def test_two_runs_at_once_give_what_one_gives(tmp_path: Path) -> None:
    clean = states(tmp_path)
    server = Server(tmp_path / "server")
    for turn in range(PAIRS):
        state = turn % 2
        server.turn(state)
        first, second = server.start(), server.start()
        assert (wait(first), wait(second)) == (0, 0)
        assert server.sound()
        check(server.files, {name: {one} for name, one in clean[state].items()})
