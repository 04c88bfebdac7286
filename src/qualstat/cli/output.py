"""Output: what a command found, in the format and the place asked for.

Takes a `Document` and a `Target`; writes. Conventions owned here: `--format` wins over the
ending of `-o`; `-` is stdout; a file holds neither colours nor the width of a terminal; to people,
columns or an order asked for are a plain table in place of the usual layout.
"""

from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from msgspec import Struct, field

from qualstat.cli import asked, streams, writing
from qualstat.cli.usage import likely, mistake
from qualstat.findings import N_, message

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from rich.console import Console

    from qualstat.render.tables import Column
    from qualstat.render.tables.choosing import View
    from qualstat.scorecards import Scorecard

FORMATS = ["terminal", "markdown", "csv", "csv-excel", "json"]
SILENT = ["csv", "csv-excel", "json"]  # they hold values, and no sentence
ONLY = ["missed", "near", "missing"]
FINDINGS = "qualstat.render.findings"  # what is said on stderr
ENDINGS = {".txt": "terminal", ".md": "markdown", ".csv": "csv", ".json": "json"}


class Target(Struct, frozen=True):
    """Where what was found goes, and in which format; stdout without a file."""

    form: str
    file: Path | None = None


class Wanted(Struct, frozen=True):
    """What is shown of figures: which ones, all when none is named, and how."""

    view: "View" = field(default_factory=lambda: asked.view(columns=None, sort=None))
    only: tuple[str, ...] = ()


def wanted(
    columns: str | None,
    sort: str | None,
    only: Sequence[str] | None,
    known: "Callable[[], Sequence[Column]] | None" = None,
) -> Wanted:
    """Return what the options want; refuse early a column that is not `known` (else of figures)."""
    kept = asked.choices("--only", only, ONLY)
    view = asked.view(columns=columns, sort=sort)
    if view.asked:
        from qualstat.render import fields
        from qualstat.render.tables import choosing

        choosing.check((known or fields.columns)(), view)
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


class Document(Struct, frozen=True):
    """What a command found, in every format: drawn, as Markdown, and as files for machines."""

    draw: "Callable[[Console], None]"
    markdown: Callable[[], str]
    record: Callable[[str], str]  # of the format named


def ahead(to: Target, shown: str, written: str) -> Sequence[str]:
    """Return the modules that will show an answer: to people, or as it is written for machines."""
    return [FINDINGS, f"qualstat.render.{written if to.form in SILENT else shown}"]


def write(found: Document, to: Target, *, paged: bool = False) -> None:
    """Write what was found where it was asked for."""
    if to.file is not None:
        with writing.written(to.file) as stream:
            stream.write(content(found, to.form))
    elif to.form == "terminal":
        streams.show(found.draw, paged=paged)
    else:
        streams.send(content(found, to.form), paged=paged)


def content(found: Document, form: str) -> bytes:
    """Return what was found as the bytes of a file."""
    if form == "terminal":
        return streams.plain(found.draw).encode()
    return (found.markdown() if form == "markdown" else found.record(form)).encode()


def scorecard_document(scorecard: "Scorecard", what: Wanted) -> Document:
    """Return a scorecard, or the plain table of its figures that was asked for."""

    def record(form: str) -> str:
        from qualstat.render.only import narrowed
        from qualstat.render.records import FORMATS as RECORDS

        return RECORDS[form](narrowed(scorecard, what.only), what.view)

    if what.view.asked:
        from qualstat.render import figures

        return Document(
            lambda console: figures.render(scorecard, what.view, console, what.only),
            lambda: figures.to_markdown(scorecard, what.view, what.only),
            record,
        )

    def draw(console: "Console") -> None:
        from qualstat.render.terminal import render

        render(scorecard, console, what.only)

    def markdown() -> str:
        from qualstat.render.markdown import to_markdown

        return to_markdown(scorecard, what.only)

    return Document(draw, markdown, record)
