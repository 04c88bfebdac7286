"""`qualstat outlook`: what is still possible before a period ends, and what a change would do.

Takes options; gives outlooks on stdout or in a file, and the rest on stderr. Convention owned
here: what `compute` understands of a period, a site or an indicator, this does.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from qualstat import pipeline
from qualstat.cli import asked, inputs, options, output, report, status
from qualstat.cli.commands import Command
from qualstat.findings import N_

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from rich.console import Console

    from qualstat.outlooks import Outlooks
    from qualstat.render.tables import Column

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(
    cls=Command,
    help=N_("Look ahead: what the objectives still allow before a period ends, what to hold on the"
            " remaining months, and what a change of cases would do."),
    epilog="qualstat outlook --site istres --year 2018 --as-of 2018-09-30",
)  # fmt: skip
def outlook(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
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
    what_if: options.WhatIf = None,
    data: options.Data = None,
    referentiel: options.Declared = None,
    form: options.Format = None,
    file: options.Output = None,
    only: options.Only = None,
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
    """Print or write outlooks; return the exit status."""
    period = asked.period(year=year, month=month, quarter=quarter, start=start, end=end)
    question = inputs.question(period, site, indicator, as_of=as_of, module=module, edition=edition)
    target, wanted = output.target(file, form), output.wanted(columns, sort, only, _columns)
    held = inputs.inputs(
        data=data, referentiel=referentiel, sources=sources, unpacked=max_unpacked, source=source,
        store=store, spared=target.file,
    )  # fmt: skip
    supposed = [asked.what_if(one) for one in what_if or ()]
    ahead = output.ahead(target, "outlook.terminal", "outlook.table")
    shown = not (quiet or no_progress)
    with inputs.asking(held, shown=shown, ahead=ahead, **question) as (request, move):
        found = pipeline.outlook(request, supposed, progress=move)
    report.scorecard(found.scorecard, check=held.check, named=period is not None, quiet=quiet)
    output.write(_document(found, wanted), target, paged=not (no_pager or quiet))
    return status.of(found.scorecard.findings)


def _columns() -> "Sequence[Column]":
    from qualstat.render.outlook.fields import columns

    return columns()


def _document(found: "Outlooks", wanted: output.Wanted) -> output.Document:
    """Return outlooks, or the plain table of them that was asked for."""
    from qualstat.render import only
    from qualstat.render.outlook import table
    from qualstat.render.outlook.rows import narrowed

    kept, fewer = narrowed(found, wanted.only), only.said(found.scorecard, wanted.only)

    def draw(console: "Console") -> None:
        from qualstat.render.outlook import plain, terminal

        if wanted.view.asked:
            plain.render(kept, wanted.view, console, fewer)
        else:
            terminal.render(kept, console, fewer)

    def markdown() -> str:
        from qualstat.render.outlook import markdown, plain

        if wanted.view.asked:
            return plain.to_markdown(kept, wanted.view, fewer)
        return markdown.to_markdown(kept, fewer)

    return output.Document(draw, markdown, lambda form: table.written(kept, wanted.view, form))
