"""Output: a scorecard in the format and the place asked for.

Takes a `Scorecard` and a `Target`; writes. Conventions owned here: `--format` wins over the
ending of `-o`; `-` is stdout; a file holds neither colours nor the width of a terminal.
"""

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from qualstat.cli import asked, streams, writing
from qualstat.cli.usage import likely, mistake
from qualstat.findings import N_, message

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from rich.console import Console

    from qualstat.scorecards import Scorecard

FORMATS = ["terminal", "markdown", "csv", "csv-excel", "json"]
ENDINGS = {".txt": "terminal", ".md": "markdown", ".csv": "csv", ".json": "json"}


@dataclass(frozen=True)
class Target:
    """Where a scorecard goes, and in which format; stdout without a file."""

    form: str
    file: Path | None = None


def target(file: str | None, form: str | None) -> Target:
    """Return where the options send a scorecard; refuse early what cannot be written."""
    chosen = asked.choice("--format", form, FORMATS)
    if file is None or file == "-":
        return Target(chosen or "terminal")
    if not file:
        raise mistake("-o", message(N_("the value is missing")), message(N_("a file")))
    place = Target(chosen or _by_ending(file), Path(file))
    writing.check(Path(file))
    return place


def _by_ending(file: str) -> str:
    ending = PurePath(file).suffix
    if ending.lower() in ENDINGS:
        return ENDINGS[ending.lower()]
    found = message(N_("the ending “{ending}” stands for no format"), ending=ending)
    if not ending:
        found = message(N_("the name of the file has no ending"))
    expected = message(N_("one of {allowed}, or --format"), allowed=list(ENDINGS))
    raise mistake(f"-o {file}", found, expected, likely(ending, list(ENDINGS)))


def write(scorecard: "Scorecard", to: Target) -> None:
    """Write a scorecard where it was asked for."""
    if to.file is not None:
        with writing.written(to.file) as stream:
            stream.write(content(scorecard, to.form))
    elif to.form == "terminal":
        streams.show(lambda console: _draw(scorecard, console))
    else:
        streams.send(content(scorecard, to.form))


def content(scorecard: "Scorecard", form: str) -> bytes:
    """Return a scorecard as the bytes of a file."""
    if form == "terminal":
        return streams.plain(lambda console: _draw(scorecard, console)).encode()
    if form == "markdown":
        from qualstat.render.markdown import to_markdown

        return to_markdown(scorecard).encode()
    from qualstat.render.records import FORMATS as RECORDS

    return RECORDS[form](scorecard).encode()


def _draw(scorecard: "Scorecard", console: "Console") -> None:
    from qualstat.render.terminal import render

    render(scorecard, console)
