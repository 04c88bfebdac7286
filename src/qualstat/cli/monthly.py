"""`qualstat monthly`: the figures of each month as files, for a server that nobody watches.

Takes options; gives files in a folder, and on stdout a paragraph where something is wrong.
Conventions owned here: one run at a time holds the store from its start to its end; a run that
has nothing new to do says nothing; what it gives out is written together, the manifest last.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import qualstat
from qualstat.cli import (
    asked,
    batches,
    configuration,
    inputs,
    options,
    places,
    progress,
    report,
    settling,
    status,
    streams,
    writing,
)
from qualstat.cli.commands import Command
from qualstat.cli.journal import Journal, journal
from qualstat.cli.usage import mistake
from qualstat.findings import N_, message

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from qualstat.deliveries import Delivery
    from qualstat.periods import Period
    from qualstat.store import Store

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
    quiet: options.Quiet = False,
    no_progress: options.NoProgress = False,
) -> int:
    """Write the files that changed; return the exit status."""
    period = asked.period(year=year, month=month, quarter=quarter, start=start, end=end)
    configured = configuration.read(Path())
    limit = places.limit_text(max_rejects, os.environ, configured)
    held = inputs.inputs(
        data=data, referentiel=referentiel, sources=sources, unpacked=max_unpacked, source=None,
        store=store, configured=configured,
    )  # fmt: skip
    given = {"--data": data, "--referentiel": referentiel, "--sources": sources,
             "--max-unpacked": max_unpacked}  # fmt: skip
    wanted = _Wanted(
        folder=_folder(folder),
        excel=asked.choice("--format", form, FORMATS) == "csv-excel",
        settle=asked.count("--settle-seconds", settle),
        verify=verify,
        failing=asked.choice("--fail-on", fail_on, list(status.FAIL_ON)),
        limit=limit,
        summary=None if summary is None else Path(summary),
        check=report.check_command(given),
        progress=not (quiet or no_progress),
    )
    question = {"sites": list(site or ()), "module": asked.module(module),
                "indicators": list(indicator or ())}  # fmt: skip
    with journal(log) as said, _store(held) as kept, kept.writing():
        told, code = _run(wanted, held, kept, period, question, said)
    if told and not quiet:
        streams.say(told)
    return code


@dataclass(frozen=True)
class _Wanted:
    """How a run gives out what it finds."""

    folder: Path
    excel: bool
    settle: int | None
    verify: bool
    failing: str | None
    limit: str | None
    summary: Path | None
    check: str
    progress: bool


def _folder(text: str | None) -> Path:
    if not text:
        found = message(N_("no folder is named for the files"))
        raise mistake("-o", found, message(N_("a folder, which is made where there is none")))
    if Path(text).exists() and not Path(text).is_dir():
        raise mistake(f"-o {text}", message(N_("it is not a folder")), message(N_("a folder")))
    return Path(text)


def _store(held: inputs.Inputs) -> "AbstractContextManager[Store]":
    from qualstat.store import opened

    if held.store is None:
        found = message(N_("no store is named: a run must know what the ones before it gave out"))
        advice = message(N_("type --store FILE, or set QUALSTAT_STORE, or “store:” in"
                            " qualstat.yaml"))  # fmt: skip
        raise mistake("--store", found, message(N_("a file, which is made where there is none")),
                      advice)  # fmt: skip
    return opened(held.store)


def _run(  # noqa: PLR0913, PLR0917  # what a run is made from
    wanted: _Wanted,
    held: inputs.Inputs,
    kept: "Store",
    period: "Period | None",
    question: Mapping[str, Any],
    said: Journal,
) -> tuple[str, int]:
    """Give out what is new; return what to tell, and the exit status."""
    from qualstat.store import runs

    asked_for = {"period": period and [str(period.start), str(period.end)], **question}
    options = [json.dumps(asked_for), str(wanted.excel), str(wanted.failing), str(wanted.limit),
               str(held.unpacked)]  # fmt: skip
    kind = f"monthly {wanted.folder.resolve()} {options}"
    declared = [one for one in (held.referentiel, held.sources) if one]
    inputs_now = runs.digest(held.data, declared, options)
    said.say("started", version=qualstat.__version__, asked=asked_for)
    last = runs.last(kept, kind)
    if last and last.inputs == inputs_now and not wanted.verify and _intact(wanted, last.told):
        _summarise(wanted, json.loads(last.told)["told"])
        said.say("ended", status=last.status, written=0)
        return "", last.status
    told, code, files, lasting = _given_out(wanted, held, kept, period, question, said)
    if lasting:
        runs.keep(
            kept, kind, runs.Run(inputs_now, code, json.dumps({"told": told, "files": files}))
        )
    _summarise(wanted, told)
    return told, code


def _intact(wanted: _Wanted, told: str) -> bool:
    """Tell whether the files of the last run are as it left them."""
    return all(
        hashlib.sha256(content).hexdigest() == digest
        for name, digest in json.loads(told)["files"].items()
        for content in [batches.content(wanted.folder / name) or b""]
    )


def _given_out(  # noqa: PLR0913, PLR0917  # what a run is made from
    wanted: _Wanted,
    held: inputs.Inputs,
    kept: "Store",
    period: "Period | None",
    question: Mapping[str, Any],
    said: Journal,
) -> tuple[str, int, dict[str, str], bool]:
    """Write what changed; return what to tell, the status, the files, and whether it lasts.

    It does not where a file was put off, which only time may mend.
    """
    from qualstat import pipeline
    from qualstat.render.delivery.paragraph import paragraph

    with progress.shown(wanted=wanted.progress) as move:
        request = held.request(
            held.data, period=period, sites=tuple(question["sites"]), module=question["module"],
            indicators=tuple(question["indicators"]),
        )  # fmt: skip
        moving = partial(settling.moving, seconds=wanted.settle)
        found = pipeline.monthly(request, kept, moving, progress=move, verify=wanted.verify)
    contents = _contents(found, kept, wanted, question)
    written = batches.put(wanted.folder, contents)
    pipeline.keep(kept, found)
    changes = (*found.scorecard.findings, *found.scorecard.changes)
    for one in changes:
        said.find(one)
    for name in written:
        said.say("written", file=name)
    code = _status(found, wanted)
    said.say("ended", status=code, written=len(written))
    files = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    told = paragraph(found, check=wanted.check)
    return told, code, files, not any(one.rule == "put-off" for one in changes)


def _contents(
    found: "Delivery", kept: "Store", wanted: _Wanted, question: Mapping[str, Any]
) -> dict[str, bytes]:
    """Return the files of a delivery, the manifest last."""
    from qualstat.periods import Period
    from qualstat.render.delivery.sheets import manifest, manifest_of, sheets
    from qualstat.store.files import listing

    periods = found.scorecard.periods
    if not periods:
        return {}
    period = Period(periods[0].start, periods[-1].end)
    contents = sheets(found, excel=wanted.excel)
    read = listing(kept, found.files)
    told = {"start": str(period.start), "end": str(period.end), **question}
    return {**contents, manifest_of(period): manifest(found, contents, read, told)}


def _summarise(wanted: _Wanted, told: str) -> None:
    if wanted.summary:
        with writing.written(wanted.summary) as stream:
            stream.write(f"{told}\n".encode() if told else b"")


def _status(found: "Delivery", wanted: _Wanted) -> int:
    held = found.scorecard
    if status.blocking(held.findings):
        return status.REGISTER
    if status.beyond(held.accounts, asked.limit("--max-rejects", wanted.limit)):
        return status.REJECTS
    figures = [one for sheet in found.sheets for one in sheet.figures]
    return status.FOUND if status.failing(figures, wanted.failing) else status.DONE
