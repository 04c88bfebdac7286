"""`qualstat trend`: indicators month after month, and whether they change for good.

Takes options; gives charts, tables and words on stdout or in a file, and the rest on stderr.
Convention owned here: without an indicator, each one that a site asked for follows.
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

    from qualstat.render.tables import Column
    from qualstat.trends import Trends

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Chosen = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=N_("[INDICATOR]..."), help=N_("indicators, as the list has them (else all)")
    ),
]
NoChart = Annotated[bool, typer.Option("--no-chart", help=N_("tables and words, without charts"))]


@app.command(
    cls=Command,
    help=N_("Show indicators month after month, over twelve months up to each, and whether they"
            " change for good."),
    epilog="qualstat trend appels-perdus --site istres --from 2017-01 --to 2018-12",
)  # fmt: skip
def trend(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    indicator: Chosen = None,
    site: options.Sites = None,
    year: options.Year = None,
    month: options.Month = None,
    quarter: options.Quarter = None,
    start: options.Start = None,
    end: options.End = None,
    as_of: options.AsOf = None,
    edition: options.Edition = None,
    module: options.Module = None,
    no_chart: NoChart = False,
    data: options.Data = None,
    referentiel: options.Declared = None,
    form: options.Format = None,
    file: options.Output = None,
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
    """Print or write trends; return the exit status."""
    period = asked.period(year=year, month=month, quarter=quarter, start=start, end=end)
    question = inputs.question(period, site, indicator, as_of=as_of, module=module, edition=edition)
    target, wanted = output.target(file, form), output.wanted(columns, sort, None, _columns)
    held = inputs.inputs(
        data=data, referentiel=referentiel, sources=sources, unpacked=max_unpacked, source=source,
        store=store, spared=target.file,
    )  # fmt: skip
    ahead = output.ahead(target, "trend.screen", "trend.records")
    shown = not (quiet or no_progress)
    with inputs.asking(held, shown=shown, ahead=ahead, **question) as (request, move):
        found = pipeline.trend(request, progress=move)
    report.scorecard(found.scorecard, check=held.check, named=period is not None, quiet=quiet)
    document = _document(found, wanted, charts=not no_chart)
    output.write(document, target, paged=not (no_pager or quiet))
    return status.of(found.scorecard.findings)


def _columns() -> "Sequence[Column]":
    from qualstat.render.trend.fields import columns

    return columns()


def _document(found: "Trends", wanted: output.Wanted, *, charts: bool) -> output.Document:
    """Return trends in every format, or the plain table of their months that was asked for."""
    from qualstat.render.trend import records

    view = wanted.view

    def draw(console: "Console") -> None:
        from qualstat.render.trend import screen

        if view.asked:
            screen.plain_table(found, view, console)
        else:
            screen.render(found, console, charts=charts)

    def markdown() -> str:
        from qualstat.render.trend import markdown as made

        if view.asked:
            return made.plain_table(found, view)
        return made.to_markdown(found, charts=charts)

    return output.Document(draw, markdown, lambda form: records.written(found, view, form))
