"""`qualstat check`: every finding in the référentiel and the registers.

Takes options; prints findings by file and the account of rows, and computes nothing.
Convention owned here: findings are the result, and go to stdout; `--quiet` leaves the errors.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualstat.cli import (
    asked,
    configuration,
    inputs,
    options,
    places,
    rejects,
    report,
    status,
    streams,
)
from qualstat.cli.commands import Command
from qualstat.findings import N_

if TYPE_CHECKING:  # it loads the whole house, which `--help` can do without
    from qualstat.pipeline import Checked

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(
    cls=Command,
    help=N_("Read the référentiel and the registers, and list every finding. Nothing is computed."),
    epilog="qualstat check --rejects rejects",
)
def check(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    data: options.Data = None,
    referentiel: options.Declared = None,
    rejects_folder: options.Rejects = None,
    max_rejects: options.MaxRejects = None,
    sources: options.Profiles = None,
    source: options.Source = None,
    store: options.Store = None,
    max_unpacked: options.MaxUnpacked = None,
    as_of: options.AsOf = None,
    quiet: options.Quiet = False,
    no_progress: options.NoProgress = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print every finding; return the exit status."""
    day = asked.day("--as-of", as_of)
    configured = configuration.read(Path())
    allowed = places.limit(max_rejects, os.environ, configured)
    held = inputs.inputs(
        data=data, referentiel=referentiel, sources=sources, unpacked=max_unpacked, source=source,
        store=store, configured=configured,
    )  # fmt: skip
    folder = rejects.place(rejects_folder, held.data)

    from qualstat import pipeline

    shown = not (quiet or no_progress)
    with (
        rejects.kept(folder) as keep,
        inputs.asking(held, shown=shown, as_of=day) as (request, move),
    ):
        checked = pipeline.check(request, progress=move, reject=keep)
    _print(checked, quiet=quiet, paged=not no_pager)
    if status.beyond(checked.accounts, allowed):
        report.beyond_limit(status.rejected(checked.accounts), allowed.text or "")
    return _status(checked, allowed)


def _print(checked: "Checked", *, quiet: bool, paged: bool) -> None:
    from qualstat.render.findings import render_check

    if quiet:
        report.findings([one for one in checked.findings if one.severity == "blocking"])
    else:
        streams.show(
            lambda console: render_check(checked.accounts, checked.findings, console), paged=paged
        )


def _status(checked: "Checked", allowed: asked.Limit) -> int:
    if not checked.usable:
        return status.REFERENTIEL
    if status.blocking(checked.findings):
        return status.REGISTER
    return status.REJECTS if status.beyond(checked.accounts, allowed) else status.DONE
