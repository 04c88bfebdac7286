"""`qualstat compare`: a period against earlier ones, and sites against each other.

Takes options; gives comparisons on stdout or in a file, and the rest on stderr. Convention owned
here: what `compute` understands of a period, a site or an indicator, this does.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from qualstat import pipeline
from qualstat.cli import asked, inputs, options, output, report, status, streams
from qualstat.cli.commands import Command
from qualstat.findings import N_
from qualstat.render.language import translate

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from rich.console import Console

    from qualstat.comparisons import Comparisons
    from qualstat.periods import Period
    from qualstat.render.tables import Column

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(
    cls=Command,
    help=N_("Compare a period with earlier ones, and sites with each other: what changed, and"
            " whether it is more than chance."),
    epilog="qualstat compare --site istres --year 2018 --with 2017",
)  # fmt: skip
def compare(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    site: options.Sites = None,
    year: options.Year = None,
    month: options.Month = None,
    quarter: options.Quarter = None,
    start: options.Start = None,
    end: options.End = None,
    against: options.Against = None,
    by: options.By = None,
    as_of: options.AsOf = None,
    module: options.Module = None,
    indicator: options.Indicators = None,
    edition: options.Edition = None,
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
    """Print or write comparisons; return the exit status."""
    period = asked.period(year=year, month=month, quarter=quarter, start=start, end=end)
    earlier = [asked.against(one) for one in against or ()]
    question = inputs.question(
        period, site, indicator, by=by, as_of=as_of, module=module, edition=edition
    )
    target, wanted = output.target(file, form), output.wanted(columns, sort, only, _columns)
    held = inputs.inputs(
        data=data, referentiel=referentiel, sources=sources, unpacked=max_unpacked, source=source,
        store=store, spared=target.file,
    )  # fmt: skip
    ahead = output.ahead(target, "comparison.terminal", "comparison.table")
    shown = not (quiet or no_progress)
    with inputs.asking(held, shown=shown, ahead=ahead, **question) as (request, move):
        found = pipeline.compare(request, earlier, progress=move)
    if period and len(earlier) == 1 and earlier[0] > period and not quiet:
        _tell_exchanged(earlier[0], period)
    report.scorecard(found.scorecard, check=held.check, named=period is not None, quiet=quiet)
    output.write(_document(found, wanted), target, paged=not (no_pager or quiet))
    return status.of(found.scorecard.findings)


def _tell_exchanged(later: "Period", earlier: "Period") -> None:
    """Say that of two periods the later one is compared with the earlier."""
    from qualstat.render import numbers
    from qualstat.render.language import current

    first, second = (numbers.period(one, current()) for one in (later, earlier))
    streams.tell(translate("{later} is the later one: it is compared with {earlier}.",
                           later=first, earlier=second))  # fmt: skip


def _columns() -> "Sequence[Column]":
    from qualstat.render.comparison.fields import columns

    return columns()


def _document(found: "Comparisons", wanted: output.Wanted) -> output.Document:
    """Return comparisons, or the plain table of them that was asked for."""
    from qualstat.render import only
    from qualstat.render.comparison import table
    from qualstat.render.comparison.rows import narrowed

    kept, fewer = narrowed(found, wanted.only), only.said(found.scorecard, wanted.only)

    def draw(console: "Console") -> None:
        from qualstat.render.comparison import plain, terminal

        if wanted.view.asked:
            plain.render(kept, wanted.view, console, fewer)
        else:
            terminal.render(kept, console, fewer)

    def markdown() -> str:
        from qualstat.render.comparison import markdown, plain

        if wanted.view.asked:
            return plain.to_markdown(kept, wanted.view, fewer)
        return markdown.to_markdown(kept, fewer)

    return output.Document(draw, markdown, lambda form: table.written(kept, wanted.view, form))
