"""`qualstat compute`: the indicators of sites over a period.

Takes options; gives a scorecard on stdout or in a file, and the rest on stderr. Convention
owned here: everything that was asked is understood, and the output known to be writable, before
any register is read.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualstat import pipeline
from qualstat.cli import (
    asked,
    configuration,
    inputs,
    options,
    output,
    places,
    report,
    status,
    streams,
)
from qualstat.cli.commands import Command
from qualstat.findings import N_

if TYPE_CHECKING:  # it loads the whole house, which `--help` can do without
    from qualstat.scorecards import Scorecard

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(
    cls=Command,
    help=N_("Compute the indicators of sites over a period, as a scorecard or a file."),
    epilog="qualstat compute --site istres --year 2018",
)
def compute(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    site: options.Sites = None,
    year: options.Year = None,
    month: options.Month = None,
    quarter: options.Quarter = None,
    start: options.Start = None,
    end: options.End = None,
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
    fail_on: options.FailOn = None,
    max_rejects: options.MaxRejects = None,
    sources: options.Profiles = None,
    source: options.Source = None,
    store: options.Store = None,
    max_unpacked: options.MaxUnpacked = None,
    jobs: options.Jobs = None,
    engine: options.Engine = None,
    scheduler: options.Scheduler = None,
    quiet: options.Quiet = False,
    no_progress: options.NoProgress = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print or write a scorecard; return the exit status."""
    period = asked.period(year=year, month=month, quarter=quarter, start=start, end=end)
    question = inputs.question(period, site, indicator, by=by, as_of=as_of, module=module,
                               edition=edition)  # fmt: skip
    failing = asked.choice("--fail-on", fail_on, list(status.FAIL_ON))
    wanted, configured = output.wanted(columns, sort, only), configuration.read(Path())
    allowed, target = places.limit(max_rejects, os.environ, configured), output.target(file, form)
    held = inputs.inputs(
        data=data, referentiel=referentiel, sources=sources, unpacked=max_unpacked, source=source,
        store=store, jobs=jobs, engine=engine, scheduler=scheduler, configured=configured,
        spared=target.file,
    )  # fmt: skip
    ahead, shown = output.ahead(target, "terminal", "records"), not (quiet or no_progress)
    with inputs.asking(held, shown=shown, ahead=ahead, **question) as (request, move):
        scorecard = pipeline.compute(request, progress=move, shown=target.form not in output.SILENT)
    report.scorecard(scorecard, check=held.check, named=period is not None, quiet=quiet)
    _print(scorecard, target, wanted, quiet=quiet, paged=not (no_pager or quiet))
    return _status(scorecard, failing, allowed)


def _print(
    held: "Scorecard", target: output.Target, wanted: output.Wanted, *, quiet: bool, paged: bool
) -> None:
    """Print or write figures; say on stderr that none is left, where the format has no words."""
    if wanted.only and not quiet and target.form in output.SILENT:
        from qualstat.render import only

        if not only.narrowed(held, wanted.only).figures:
            streams.tell(only.said(held, wanted.only))
    output.write(output.scorecard_document(held, wanted), target, paged=paged)


def _status(scorecard: "Scorecard", failing: str | None, allowed: asked.Limit) -> int:
    """Return the exit status of figures that are written."""
    if status.beyond(scorecard.accounts, allowed):
        report.beyond_limit(status.rejected(scorecard.accounts), allowed.text or "")
        if not status.blocking(scorecard.findings):
            return status.REJECTS
    if status.blocking(scorecard.findings):
        return status.REGISTER
    return status.FOUND if status.failing(scorecard.figures, failing) else status.DONE
