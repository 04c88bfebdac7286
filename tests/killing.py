"""Runs of `qualstat monthly` that are killed at any moment, and what is left of them.

A run is a process of its own: a copy of this one, which has loaded the program already, so that
the kill meets the run and not the loading. The exports go to and fro between two states; whatever
was killed, each file given out is that of one state, and the store can be read.
"""

import os
import random
import signal
import sqlite3
import time
from pathlib import Path

from qualstat.cli.main import main
from registers_by_hand import REFERENTIEL, write

CALLS = "appels-2018-0{}.csv"
MAIL = "courriers-2018-0{}.csv"
LEFT_BEHIND = ".qualstat-part"
LONGEST = 0.2  # seconds, a little more than a run takes


def rows(state: int, month: int) -> dict[str, list[str]]:
    """Return the exports of a month, which differ by state."""
    lost = [f"istres;{2 + n:02}/{month:02}/2018 09:00;standard;perdu;5;60;"
            for n in range(5 + state)]  # fmt: skip
    kept = [f"istres;{2 + n:02}/{month:02}/2018 09:00;standard;repondu;5;60;"
            for n in range(20)]  # fmt: skip
    mail = [f"istres;{month}-{n};courriel;usager;demande;{2 + n:02}/{month:02}/2018;"
            f"{3 + n + 5 * state:02}/{month:02}/2018;x" for n in range(10)]  # fmt: skip
    return {CALLS.format(month): lost + kept, MAIL.format(month): mail}


class Server:
    """A folder of exports in one of two states, a store and a folder of files given out."""

    def __init__(self, place: Path) -> None:
        self.data, self.out, self.store = place / "data", place / "out", place / "a.store"
        self.words = ("monthly", "--year", "2018", "--data", str(self.data), "--store",
                      str(self.store), "-o", str(self.out), "--referentiel", str(REFERENTIEL),
                      "--quiet")  # fmt: skip
        self.data.mkdir(parents=True)

    def turn(self, state: int) -> None:
        """Put the exports into a state, long written."""
        for month in (1, 2):
            write(self.data, rows(state, month))
        for path in self.data.iterdir():
            os.utime(path, (1_600_000_000 + state, 1_600_000_000 + state))

    def start(self) -> int:
        """Start a run in a process of its own; return its number."""
        child = os.fork()
        if not child:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            status = 70
            try:
                status = main(self.words)
            finally:
                os._exit(status)
        return child

    def run(self) -> int:
        """Run to the end; return the status."""
        return wait(self.start())

    @property
    def files(self) -> dict[str, bytes]:
        """All that was given out."""
        return {
            one.relative_to(self.out).as_posix(): one.read_bytes()
            for one in sorted(self.out.rglob("*"))
            if one.is_file() and not one.name.endswith(LEFT_BEHIND)
        }

    def sound(self) -> bool:
        """Tell whether the store can be read, and is whole."""
        held = sqlite3.connect(self.store)
        try:
            return held.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        finally:
            held.close()


def wait(child: int) -> int:
    """Return the status with which a process ended."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def states(place: Path) -> list[dict[str, bytes]]:
    """Return what a server gives out in each state, with and without what changed since."""
    found = []
    for state in (0, 1):
        server = Server(place / str(state))
        server.turn(state)
        assert server.run() == 0
        found.append(server.files)
    return found


def kill_often(place: Path, times: int, seed: int) -> int:
    """Kill a run so many times; return how many were met before their end."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    server, met = Server(place / "server"), 0
    clean = states(place)
    allowed = {name: {one[name] for one in clean} for name in clean[0]}
    server.turn(0)
    assert server.run() == 0
    for turn in range(times):
        state = (turn + 1) % 2
        server.turn(state)
        child = server.start()
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        met += wait(child) != 0
        assert server.sound()
        check(server.files, allowed)
        if turn % 5 == 4:
            assert server.run() == 0
            check(server.files, {name: {one} for name, one in clean[state].items()})
            assert not list(server.out.rglob(f"*{LEFT_BEHIND}"))
    return met


def check(files: dict[str, bytes], allowed: dict[str, set[bytes]]) -> None:
    """Assert that each file is one of those allowed, but for the manifest's revisions."""
    assert files.keys() == allowed.keys()
    for name, held in files.items():
        if name.startswith("manifest"):
            assert held.endswith(b"}\n")  # whole; its revisions tell of every turn
        else:
            assert held in allowed[name], name
