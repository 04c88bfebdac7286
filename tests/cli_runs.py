"""Command lines run in tests: in this process, or in one of their own.

`fake` stands for the pipeline: it keeps what it was asked, and answers with a scorecard made by
hand.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import qualstat.pipeline
from qualstat.cli.main import main
from qualstat.cli.root import COMMANDS
from qualstat.render.language import set_language
from qualstat.scorecards import Scorecard
from scorecard_example import scorecard

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = [sys.executable, "-m", "qualstat"]
SPOKEN = (
    "QUALSTAT_",
    "LC_",
    "LANG",
    "COLUMNS",
    "NO_COLOR",
    "FORCE_COLOR",
    "TERM",
    "PYTHONUNBUFFERED",
)


@dataclass
class Ran:
    """What came of a command line."""

    status: int
    out: str
    err: str


def pages() -> list[tuple[str, ...]]:
    """Return the words that name each page of help: the program, its commands, their own."""
    found: list[tuple[str, ...]] = [()]
    for name, (module, _) in COMMANDS.items():
        app = import_module(module).app
        found.append((name,))
        if app.registered_groups or len(app.registered_commands) > 1:
            found += [(name, one.name) for one in app.registered_commands]
    return found


def bare() -> dict[str, str]:
    """Return the environment of this process, without what qualstat listens to."""
    return {name: value for name, value in os.environ.items() if not name.startswith(SPOKEN)}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """Give the function that runs a command line in this process, from the root's folder."""
    for name in set(os.environ) - set(bare()):
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANGUAGE", "en")  # put back afterwards: the program sets it
    monkeypatch.chdir(ROOT)

    def runs(*words: str) -> Ran:
        capsys.readouterr()
        status = main(words)
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    yield runs
    set_language("en")


@dataclass
class Fake:
    """A pipeline that answers with a scorecard made by hand."""

    answer: Scorecard = field(default_factory=lambda: scorecard("istres"))
    asked: list[Any] = field(default_factory=list)

    def compute(self, request: Any, **_: Any) -> Scorecard:
        """Keep what was asked; answer."""
        self.asked.append(request)
        return self.answer

    def change(self, **values: Any) -> None:
        """Change the answer."""
        self.answer = replace(self.answer, **values)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Give a pipeline that reads nothing."""
    one = Fake()
    monkeypatch.setattr(qualstat.pipeline, "compute", one.compute)
    return one


def process(
    *words: str, cwd: Path = ROOT, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command line in a process of its own."""
    return subprocess.run(
        [*PROGRAM, *words], cwd=cwd, env={**bare(), **(env or {})}, capture_output=True,
        text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
