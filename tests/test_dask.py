"""Dask: workers find in the same files what this machine finds, whatever becomes of them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualstat.engines import dask, lots
from qualstat.engines.crew import Crew
from qualstat.engines.local import count_files
from qualstat.engines.merging import Counted
from qualstat.errors import UsageError
from qualstat.reading.files import find
from test_shares import SITES, SOURCES, assert_same, write

ROWS = 60_000  # two blocks of the reader


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of one large file and three small ones."""
    place = tmp_path_factory.mktemp("data")
    rows = [
        f"{'istres' if n % 3 else 'aix'};n{n % 50_000};courriel;usager;demande;"
        f"{n % 28 + 1:02}/{n % 12 + 1:02}/2018;;{'x' * 120}"
        for n in range(ROWS)
    ]
    head = "site;reference;canal;public;nature;recu_le;repondu_le;service"
    write(place, {f"courriers-{n}.csv": "\n".join([head, *rows[: ROWS // n], ""])
                  for n in (1, 40, 60, 90)})  # fmt: skip
    return place


class Cluster:
    """A scheduler and some workers, each a process."""

    def __init__(self, place: Path, workers: int = 2) -> None:
        self._file = place / "scheduler.json"
        self.workers: list[subprocess.Popen[bytes]] = []
        self._scheduler = self._begun("scheduler", "--port", "0", "--scheduler-file", self._file)
        self.address = str(json.loads(self._written())["address"])
        self.workers = [
            self._begun("worker", "--scheduler-file", self._file, "--nthreads", "1", "--no-nanny")
            for _ in range(workers)
        ]

    def _begun(self, kind: str, *asked: object) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard"]
        paths = os.pathsep.join(one for one in sys.path if one)
        return subprocess.Popen(
            [*command, *map(str, asked)], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )  # fmt: skip

    def _written(self) -> str:
        for _ in range(600):
            if self._file.exists() and (text := self._file.read_text()).endswith("}"):
                return text
            time.sleep(0.1)
        raise TimeoutError(self._file)

    def end(self) -> None:
        """End all processes."""
        for one in [*self.workers, self._scheduler]:
            one.kill()
            one.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Give a cluster whose workers have come."""
    from distributed import Client

    held = Cluster(tmp_path)
    try:
        with Client(held.address) as client:
            client.wait_for_workers(2, timeout=60)
        yield held
    finally:
        held.end()


def counted(folder: Path, crew: Crew) -> Counted:
    """Return the counts of a folder, as a crew reads it."""
    return count_files(find(folder, SOURCES)[0], SITES, crew=crew)


@pytest.mark.filterwarnings("default")  # those of distributed are none of ours
def test_workers_find_what_one_process_finds(
    monkeypatch: pytest.MonkeyPatch, folder: Path, cluster: Cluster
) -> None:
    """The large file is shared by both workers; then one of them is killed while they read."""
    monkeypatch.setattr(lots, "LARGE", 1 << 20)
    plain = counted(folder, Crew())
    assert_same(plain, counted(folder, Crew(scheduler=cluster.address)))

    with monkeypatch.context() as older:
        older.setattr(dask, "__version__", "0")
        with pytest.raises(UsageError, match="the workers have qualstat"):
            counted(folder, Crew(scheduler=cluster.address))

    read, parts = find(folder, SOURCES)[0], []

    def advance(size: int) -> None:
        parts.append(size)
        cluster.workers[0].kill()

    found = list(dask.read_parts(read, SITES, "0123456789abcdef", cluster.address, advance))
    assert len(parts) == 5
    assert sorted(task.file for task, _ in found) == [0, 0, 1, 2, 3]
    assert_same(plain, counted(folder, Crew(scheduler=cluster.address)))


@pytest.mark.filterwarnings("default")
def test_where_nobody_answers_it_is_said(
    monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(dask, "PATIENCE", 1)
    with pytest.raises(UsageError, match="no scheduler answers"):
        counted(folder, Crew(scheduler="tcp://127.0.0.1:9"))
    monkeypatch.setattr(dask, "PATIENCE", 10)
    held = Cluster(tmp_path, workers=0)
    try:
        with pytest.raises(UsageError, match="has no worker"):
            counted(folder, Crew(scheduler=held.address))
    finally:
        held.end()
