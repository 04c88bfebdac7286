"""`qualstat label`: whether each engagement of the label is held, and what stands in the way.

Takes options; gives the readiness on stdout or in a file, and the rest on stderr. Convention owned
here: nothing depends on today's date: days are counted from `--as-of`, else from the last day that
a register knows.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualstat import pipeline
from qualstat.cli import asked, inputs, options, output, report, status
from qualstat.cli.commands import Command
from qualstat.findings import N_

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from rich.console import Console

    from qualstat.labels import Label
    from qualstat.render.tables import Column
    from qualstat.render.tables.choosing import View

ONLY = ["blocking", "missed", "near", "missing", "evidence"]
BLOCKING = "blocking"

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Modules = Annotated[
    list[str] | None,
    typer.Option("--module", metavar="N", help=N_("a module, as in 4; may be repeated (else all)")),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="|".join(ONLY),
        help=N_("these rows only, as a table; several with commas"),
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="|".join((BLOCKING, *status.FAIL_ON)),
        help=N_("exit status 1 when anything blocks, or an objective is missed, or near too"),
    ),
]


@app.command(
    cls=Command,
    help=N_("Prepare the label: the state of each engagement by module and service, what stands in"
            " the way in cases, the evidence to produce, and the days left before each step."),
    epilog="qualstat label --module 1 --module 4 --module 7 --year 2018",
)  # fmt: skip
def label(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    module: Modules = None,
    site: options.Sites = None,
    year: options.Year = None,
    month: options.Month = None,
    quarter: options.Quarter = None,
    start: options.Start = None,
    end: options.End = None,
    as_of: options.AsOf = None,
    edition: options.Edition = None,
    what_if: options.WhatIf = None,
    data: options.Data = None,
    referentiel: options.Declared = None,
    form: options.Format = None,
    file: options.Output = None,
    only: Only = None,
    sort: options.Sort = None,
    columns: options.Columns = None,
    fail_on: FailOn = None,
    sources: options.Profiles = None,
    source: options.Source = None,
    store: options.Store = None,
    max_unpacked: options.MaxUnpacked = None,
    quiet: options.Quiet = False,
    no_progress: options.NoProgress = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print or write the readiness for the label; return the exit status."""
    period = asked.period(year=year, month=month, quarter=quarter, start=start, end=end)
    question = inputs.question(period, site, None, as_of=as_of, edition=edition)
    numbers = [asked.module(one) for one in module or ()]
    target, wanted = output.target(file, form), output.wanted(columns, sort, None, _columns)
    kept = asked.choices("--only", only, ONLY)
    failing = asked.choice("--fail-on", fail_on, [BLOCKING, *status.FAIL_ON])
    held = inputs.inputs(
        data=data, referentiel=referentiel, sources=sources, unpacked=max_unpacked, source=source,
        store=store, spared=target.file,
    )  # fmt: skip
    supposed = [asked.what_if(one) for one in what_if or ()]
    ahead = output.ahead(target, "readiness.screen", "readiness.table")
    shown = not (quiet or no_progress)
    with inputs.asking(held, shown=shown, ahead=ahead, **question) as (request, move):
        modules = [one for one in numbers if one is not None]
        found = pipeline.readiness(request, modules, supposed, progress=move)
    report.scorecard(found.scorecard, check=held.check, named=period is not None, quiet=quiet)
    output.write(_document(found, wanted.view, kept), target, paged=not (no_pager or quiet))
    if status.blocking(found.scorecard.findings):
        return status.REGISTER
    return status.FOUND if _failing(found, failing) else status.DONE


def _failing(found: "Label", named: str | None) -> bool:
    """Whether there is what `--fail-on` names."""
    if named == BLOCKING:
        return bool(found.blocking)
    return status.failing((one.figure for one in found.rows if one.figure), named)


def _columns() -> "Sequence[Column]":
    from qualstat.render.readiness.fields import columns

    return columns()


def _document(found: "Label", view: "View", only: Sequence[str]) -> output.Document:
    """Return the readiness in every format, or the plain table of its rows that was asked for."""
    from qualstat.render.readiness import table

    def draw(console: "Console") -> None:
        from qualstat.render.readiness import plain, screen

        if view.asked or only:
            plain.render(found, view, only, console)
        else:
            screen.render(found, console)

    def markdown() -> str:
        from qualstat.render.readiness import markdown as written
        from qualstat.render.readiness import plain

        if view.asked or only:
            return plain.to_markdown(found, view, only)
        return written.to_markdown(found)

    return output.Document(draw, markdown, lambda form: table.written(found, view, only, form))
