"""`qualstat monthly`: the figures of each month as files, for a server that nobody watches.

Takes options; gives files in a folder, and on stdout a paragraph where something is wrong.
Convention owned here: a run that has nothing new to do says nothing.
"""

import os
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from qualstat.cli import (
    asked,
    configuration,
    inputs,
    options,
    places,
    status,
    streams,
    unattended,
)
from qualstat.cli.commands import Command
from qualstat.cli.journal import journal
from qualstat.cli.usage import mistake
from qualstat.findings import N_, message

app = typer.Typer(add_completion=False, rich_markup_mode=None)
FORMATS = ["csv", "csv-excel"]
Folder = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar=N_("FOLDER"), help=N_("where the files are written")),
]
Form = Annotated[
    str | None, typer.Option("--format", metavar="csv|csv-excel", help=N_("the form of the files"))
]
Settle = Annotated[
    str | None,
    typer.Option(
        "--settle-seconds",
        metavar="N",
        help=N_("put off the exports that changed less than N seconds ago"),
    ),
]
Verify = Annotated[bool, typer.Option("--verify", help=N_("trust no date of a file: hash it"))]
Summary = Annotated[
    str | None,
    typer.Option("--summary", metavar=N_("FILE"), help=N_("the paragraph, in a file too")),
]
Log = Annotated[
    str | None,
    typer.Option("--log", metavar=N_("FILE"), help=N_("add a journal of the run, as JSON lines")),
]


@app.command(
    cls=Command,
    help=N_("Write the figures of each month that is due as CSV files, and a manifest; meant for"
            " cron: it reads only what is new, and speaks only where something is wrong."),
    epilog="qualstat monthly --year 2018 --store comptages.store -o mensuel",
)  # fmt: skip
def monthly(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    site: options.Sites = None,
    year: options.Year = None,
    month: options.Month = None,
    quarter: options.Quarter = None,
    start: options.Start = None,
    end: options.End = None,
    module: options.Module = None,
    indicator: options.Indicators = None,
    edition: options.Edition = None,
    store: options.Store = None,
    folder: Folder = None,
    form: Form = None,
    data: options.Data = None,
    referentiel: options.Declared = None,
    sources: options.Profiles = None,
    settle: Settle = None,
    verify: Verify = False,
    fail_on: options.FailOn = None,
    max_rejects: options.MaxRejects = None,
    summary: Summary = None,
    log: Log = None,
    max_unpacked: options.MaxUnpacked = None,
    jobs: options.Jobs = None,
    engine: options.Engine = None,
    scheduler: options.Scheduler = None,
    quiet: options.Quiet = False,
    no_progress: options.NoProgress = False,
) -> int:
    """Write the files that changed; return the exit status."""
    with unattended.failures(summary), journal(log) as said:
        period = asked.period(year=year, month=month, quarter=quarter, start=start, end=end)
        configured = configuration.read(Path())
        held = inputs.inputs(
            data=data, referentiel=referentiel, sources=sources, unpacked=max_unpacked,
            store=store, jobs=jobs, engine=engine, scheduler=scheduler, configured=configured,
        )  # fmt: skip
        wanted = unattended.Wanted(
            folder=_folder(folder), store=held.store or _no_store(), summary=summary, verify=verify,
            excel=asked.choice("--format", form, FORMATS) == "csv-excel",
            settle=asked.seconds("--settle-seconds", settle), progress=not (quiet or no_progress),
            failing=asked.choice("--fail-on", fail_on, list(status.FAIL_ON)), period=period,
            sites=tuple(site or ()), module=asked.module(module), indicators=tuple(indicator or ()),
            edition=edition, allowed=places.limit(max_rejects, os.environ, configured),
        )  # fmt: skip
        told, code = unattended.run(wanted, held, said)
    if told and not quiet:
        streams.say(told)
    return code


def _folder(text: str | None) -> Path:
    if not text:
        found = message(N_("no folder is named for the files"))
        raise mistake("-o", found, message(N_("a folder, which is made where there is none")))
    if text == "-":
        raise mistake("-o -", message(N_("several files do not fit on standard output")),
                      message(N_("a folder")))  # fmt: skip
    if Path(text).exists() and not Path(text).is_dir():
        raise mistake(f"-o {text}", message(N_("it is not a folder")), message(N_("a folder")))
    return Path(text)


def _no_store() -> NoReturn:
    found = message(N_("no store is named: a run must know what the ones before it gave out"))
    advice = message(N_("type --store FILE, or set QUALSTAT_STORE, or “store:” in qualstat.yaml"))
    wanted = message(N_("a file, which is made where there is none"))
    raise mistake("--store", found, wanted, advice)
