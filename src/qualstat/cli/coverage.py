"""`qualstat coverage`: which registers are there month by month, what lacks, and what is odd.

Takes options; gives a map on stdout or in a file, and the rest on stderr. Convention owned here:
what is suspicious is told once: with the map where people read it, else on stderr; not at all
where other cells only were asked for.
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

    from qualstat.maps import Map
    from qualstat.render.tables.choosing import View

ODD = "odd"
ONLY = ["missing", ODD, "blind", "ahead"]

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Files = Annotated[
    bool, typer.Option("--files", help=N_("the files behind each cell, with their rows"))
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="|".join(ONLY),
        help=N_("these cells only, as a table; several with commas"),
    ),
]


@app.command(
    cls=Command,
    help=N_("Show which registers are there month by month: why a cell is empty, what to ask for"
            " and from whom, and which counts are suspicious."),
    epilog="qualstat coverage --site istres --year 2018",
)  # fmt: skip
def coverage(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    site: options.Sites = None,
    year: options.Year = None,
    month: options.Month = None,
    quarter: options.Quarter = None,
    start: options.Start = None,
    end: options.End = None,
    as_of: options.AsOf = None,
    module: options.Module = None,
    indicator: options.Indicators = None,
    edition: options.Edition = None,
    data: options.Data = None,
    referentiel: options.Declared = None,
    form: options.Format = None,
    file: options.Output = None,
    files: Files = False,
    only: Only = None,
    sort: options.Sort = None,
    columns: options.Columns = None,
    sources: options.Profiles = None,
    source: options.Source = None,
    store: options.Store = None,
    max_unpacked: options.MaxUnpacked = None,
    quiet: options.Quiet = False,
    no_progress: options.NoProgress = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print or write a map; return the exit status."""
    period = asked.period(year=year, month=month, quarter=quarter, start=start, end=end)
    question = inputs.question(period, site, indicator, as_of=as_of, module=module, edition=edition)
    target, view = output.target(file, form), _view(columns, sort)
    kept = asked.choices("--only", only, ONLY)
    held = inputs.inputs(
        data=data, referentiel=referentiel, sources=sources, unpacked=max_unpacked, source=source,
        store=store, spared=target.file,
    )  # fmt: skip
    with inputs.asking(held, shown=not (quiet or no_progress), **question) as (request, move):
        found = pipeline.mapped(request, progress=move)
    report.scorecard(found.scorecard, check=held.check, named=period is not None, quiet=quiet)
    if ODD in kept or (not kept and (target.form in output.SILENT or view.asked)):
        report.compact(found.findings, check=held.check, quiet=quiet)
    document = _document(found, view, kept, files=files)
    output.write(document, target, paged=not (no_pager or quiet))
    return status.of(found.scorecard.findings)


def _view(columns: str | None, sort: str | None) -> "View":
    """Return how the cells are wanted as a table; refuse early what is none of their columns."""
    view = asked.view(columns=columns, sort=sort)
    if view.asked:
        from qualstat.render.mapped import fields
        from qualstat.render.tables import choosing

        choosing.check(fields.columns(), view)
    return view


def _document(found: "Map", view: "View", only: Sequence[str], *, files: bool) -> output.Document:
    """Return a map in every format, or the plain table of its cells that was asked for."""
    from qualstat.render.mapped import table

    def draw(console: "Console") -> None:
        from qualstat.render.mapped import screen

        if view.asked or only:
            screen.render_table(found, view, only, console)
        else:
            screen.render(found, console, files=files)

    def markdown() -> str:
        from qualstat.render.mapped import markdown as written

        if view.asked or only:
            return written.table(found, view, only)
        return written.to_markdown(found, files=files)

    return output.Document(draw, markdown, lambda form: table.written(found, view, only, form))
