"""Output: a scorecard in the format and the place asked for.

Takes a `Scorecard`, a `Target` and what is `Wanted` of it; writes. Conventions owned here:
`--format` wins over the ending of `-o`; `-` is stdout; a file holds neither colours nor the width
of a terminal; to people, columns or an order asked for are a plain table in place of the scorecard.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from qualstat.cli import asked, streams, writing
from qualstat.cli.usage import likely, mistake
from qualstat.findings import N_, message

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from rich.console import Console

    from qualstat.render.tables.choosing import View
    from qualstat.scorecards import Scorecard

FORMATS = ["terminal", "markdown", "csv", "csv-excel", "json"]
SILENT = ["csv", "csv-excel", "json"]  # they hold values, and no sentence
ONLY = ["missed", "near", "missing"]
ENDINGS = {".txt": "terminal", ".md": "markdown", ".csv": "csv", ".json": "json"}


@dataclass(frozen=True)
class Target:
    """Where a scorecard goes, and in which format; stdout without a file."""

    form: str
    file: Path | None = None


@dataclass(frozen=True)
class Wanted:
    """What is shown of a scorecard: which figures, all when none is named, and how."""

    view: "View" = field(default_factory=lambda: asked.view(columns=None, sort=None))
    only: tuple[str, ...] = ()


def wanted(columns: str | None, sort: str | None, only: Sequence[str] | None) -> Wanted:
    """Return what the options want of a scorecard; refuse early what it does not have."""
    kept = asked.choices("--only", only, ONLY)
    view = asked.view(columns=columns, sort=sort)
    if view.asked:
        from qualstat.render import fields
        from qualstat.render.tables import choosing

        choosing.check(fields.columns(), view)
    return Wanted(view, kept)


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


def write(
    scorecard: "Scorecard", to: Target, what: Wanted | None = None, *, paged: bool = False
) -> None:
    """Write a scorecard where it was asked for."""
    what = what or Wanted()
    if to.file is not None:
        with writing.written(to.file) as stream:
            stream.write(content(scorecard, to.form, what))
    elif to.form == "terminal":
        streams.show(lambda console: _draw(scorecard, what, console), paged=paged)
    else:
        streams.send(content(scorecard, to.form, what), paged=paged)


def content(scorecard: "Scorecard", form: str, what: Wanted) -> bytes:
    """Return a scorecard as the bytes of a file."""
    if form == "terminal":
        return streams.plain(lambda console: _draw(scorecard, what, console)).encode()
    if form == "markdown":
        return _markdown(scorecard, what).encode()
    from qualstat.render.records import FORMATS as RECORDS

    if what.only:
        from qualstat.render.only import narrowed

        scorecard = narrowed(scorecard, what.only)
    return RECORDS[form](scorecard, what.view).encode()


def _markdown(scorecard: "Scorecard", what: Wanted) -> str:
    if what.view.asked:
        from qualstat.render import figures

        return figures.to_markdown(scorecard, what.view, what.only)
    from qualstat.render.markdown import to_markdown

    return to_markdown(scorecard, what.only)


def _draw(scorecard: "Scorecard", what: Wanted, console: "Console") -> None:
    if what.view.asked:
        from qualstat.render import figures

        figures.render(scorecard, what.view, console, what.only)
        return
    from qualstat.render.terminal import render

    render(scorecard, console, what.only)
