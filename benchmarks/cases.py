"""What is measured, and the goals: the table that `run.py` goes through.

Takes a folder for the registers and a scale; gives `Case` values. Conventions owned here: every
process of a case runs once in each round, so that the machine's moods fall on all; a ratio is
that of medians; registers are asked for each month of all their years.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from shapes import Shape

HERE = Path(__file__).parent
QUALSTAT = [sys.executable, "-m", "qualstat"]
PEERS = ("duckdb", "polars", "pandas")
Metric = Literal["wall", "largest", "tree"]


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Process:
    """A command, and what is to be done before each of its runs."""

    command: Sequence[str]
    before: Callable[[], None] = _nothing


@dataclass(frozen=True)
class Goal:
    """One of ours against the best of others, or against nothing, in one case or two."""

    ours: str
    theirs: tuple[str, ...]
    most: float | None  # None: shown without a goal
    metric: Metric = "wall"
    against: str = ""  # the case of theirs, where it is another


@dataclass(frozen=True)
class Case:
    """Processes that run in turn, and what is expected of them."""

    name: str
    prepare: Callable[[], None]
    processes: dict[str, Process]
    goals: tuple[Goal, ...]


@dataclass(frozen=True)
class Place:
    """Where the registers of a shape lie, and how each engine is asked for their figures."""

    folder: Path
    shape: Shape

    def prepare(self) -> None:
        """Write the registers, where they are not there as asked."""
        written = self.folder / "shape.txt"
        if written.exists() and written.read_text(encoding="utf-8") == repr(self.shape):
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        asked = [sys.executable, str(HERE / "registers.py"), str(self.folder)]
        subprocess.run([*asked, *self.shape.options], check=True)  # its memory goes with it
        written.write_text(repr(self.shape), encoding="utf-8")

    def command(self, name: str, *more: str) -> list[str]:
        """Return a command of qualstat on the registers."""
        first, last = self.shape.first_year, self.shape.first_year + self.shape.years - 1
        return [
            *QUALSTAT, name, "--data", f"{self.folder}/data",
            "--referentiel", f"{self.folder}/referentiel",
            "--from", f"{first}-01", "--to", f"{last}-12", *more,
        ]  # fmt: skip

    def figures(self, engine: str) -> Path:
        """Return where an engine writes its figures."""
        return self.folder / f"{engine}.csv"

    def process(self, engine: str) -> Process:
        """Return how an engine does the whole job."""
        out = str(self.figures(engine))
        if engine == "qualstat":
            asked = self.command("compute", "--by", "month", "--format", "csv", "-o", out)
            return Process(asked)
        job = str(HERE / "peers" / f"{engine}_job.py")
        return Process([sys.executable, job, str(self.folder), out, f"{out}.aside"])


def cases(folder: Path, scale: int) -> list[Case]:
    """Return all cases; `scale` is 1,000,000 calls where 1M is asked for."""
    short = "1M" if scale == 1_000_000 else f"{scale:,}"
    long = "10M" if scale == 1_000_000 else f"{10 * scale:,}"
    both = ("duckdb", "polars")
    four = Place(folder / "long-4", Shape(calls=10 * scale))
    many = Place(folder / "long-300", Shape(calls=10 * scale, sites=300))
    few = Place(folder / "short-4", Shape(calls=scale))
    wide = Place(folder / "short-300", Shape(calls=scale, sites=300, shuffled=True))
    years = Place(folder / "short-years", Shape(calls=scale, years=10))
    quoted = Place(folder / "short-quoted", Shape(calls=scale, quoted=True))
    spreadsheet = Place(folder / "short-cp1252", Shape(calls=scale, encoding="cp1252"))
    little = Place(folder / "3000", Shape(calls=2_143))
    ratio_to = {one: Goal("qualstat", (one,), 0.67) for one in both}
    polars, duckdb = Goal("qualstat", ("polars",), 1.2), Goal("qualstat", ("duckdb",), None)
    return [
        _starts(),
        _jobs("3,000 rows", little, ("pandas",), Goal("qualstat", ("pandas",), 1.3)),
        _jobs(f"{short}, 4 sites", few, PEERS, Goal("qualstat", both, 1.1),
              Goal("qualstat", ("pandas",), None)),
        _jobs(f"{short} shuffled, 300 sites", wide, both, polars, duckdb),
        _jobs(f"{short} quoted, 4 sites", quoted, both, polars, duckdb),
        _cp1252(f"{short} cp1252, 4 sites (peers: UTF-8)", spreadsheet, few, polars),
        _jobs(f"{short}, 4 sites, 10 years", years, both, Goal("qualstat", both, None)),
        _jobs(f"{long}, 4 sites", four, both, *ratio_to.values(),
              Goal("qualstat", (), 256, "largest"), Goal("qualstat", (), None, "tree"),
              Goal("qualstat", ("qualstat",), 1.2, "tree", f"{short}, 4 sites")),
        _jobs(f"{long}, 300 sites", many, both, *ratio_to.values(),
              Goal("qualstat", (), 400, "largest"), Goal("qualstat", (), None, "tree")),
        _monthly(f"{long} in 360 files, 4 sites", folder / "monthly", 10 * scale),
    ]  # fmt: skip


def _jobs(name: str, place: Place, peers: Sequence[str], *goals: Goal) -> Case:
    engines = ("qualstat", *peers)
    return Case(name, place.prepare, {one: place.process(one) for one in engines}, goals)


def _cp1252(name: str, ours: Place, theirs: Place, *goals: Goal) -> Case:
    def prepare() -> None:
        ours.prepare()
        theirs.prepare()

    processes = {"qualstat": ours.process("qualstat"), "polars": theirs.process("polars")}
    return Case(name, prepare, processes, goals)


def _starts() -> Case:
    python = [sys.executable, "-c"]
    return Case(
        "start",
        _nothing,
        {
            "--help": Process([*QUALSTAT, "--help"]),
            "python -c pass": Process([*python, "pass"]),
            "compute on the samples": Process(
                [*QUALSTAT, "compute", "--site", "istres", "--year", "2018"]
            ),
            "import pandas": Process([*python, "import pandas"]),
        },
        (
            Goal("--help", ("python -c pass",), 10),
            Goal("compute on the samples", ("import pandas",), 1.6),
        ),
    )


def _monthly(name: str, folder: Path, calls: int) -> Case:
    """Return what a store saves: first run, nothing new, one file changed, one site asked for."""
    place = Place(folder, Shape(calls=calls, years=10, monthly=True))
    store, out = folder / "kept.store", folder / "monthly"
    kept = ("--store", str(store))
    monthly = place.command("monthly", *kept, "-o", str(out), "--settle-seconds", "1")
    one_site = place.command(
        "compute", *kept, "--site", "s001", "--by", "month", "--format", "csv",
        "-o", str(place.figures("one-site")),
    )  # fmt: skip

    def anew() -> None:
        for held in folder.glob("kept.store*"):
            held.unlink()
        shutil.rmtree(out, ignore_errors=True)

    def change() -> None:
        path = folder / "data" / f"appels-{place.shape.first_year + 5}-06.csv"
        with path.open("ab") as file:
            file.write(b"s001;15/06/2021 10:00:00;standard;repondu;12;60\n")
        before = path.stat().st_mtime - 60  # what is still being written would be put off
        os.utime(path, (before, before))

    first = "first run"
    goals = {
        "nothing new": 0.10,
        "one of 360 files changed": 0.25,
        "compute --store, one site": 0.25,
    }
    return Case(
        name,
        place.prepare,
        {
            first: Process(monthly, anew),
            "nothing new": Process(monthly),
            "one of 360 files changed": Process(monthly, change),
            "compute --store, one site": Process(one_site),
        },
        tuple(Goal(ours, (first,), most) for ours, most in goals.items()),
    )
