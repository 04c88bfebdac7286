"""`qualstat referentiel`: list, show and check the référentiel.

Takes options; prints what is declared. Convention owned here: what is doubtful in a référentiel
that can be used goes to stderr; an unusable one is status 3, with every mistake at once.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualstat.cli import configuration, options, places, report, status, streams
from qualstat.cli.commands import Command, Group
from qualstat.cli.usage import likely, mistake
from qualstat.findings import N_, cut, message
from qualstat.spelling import fold

if TYPE_CHECKING:  # it loads pydantic, which `--help` can do without
    from qualstat.referentiel import Referentiel

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback(
    help=N_("List, show and check the référentiel: what is measured, where, and against what."),
    epilog="qualstat referentiel list",
)
def referentiel() -> None:
    """Do nothing by itself."""


@app.command(
    name="list",
    cls=Command,
    help=N_("List the indicators, by heading, with their objectives."),
    short_help=N_("the indicators, with their objectives"),
    epilog="qualstat referentiel list",
)
def list_(
    declared: options.Declared = None,
    edition: Annotated[
        str | None,
        typer.Option(
            "--edition", metavar=N_("EDITION"), help=N_("the indicators of this edition alone")
        ),
    ] = None,
    quiet: options.Quiet = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print the indicators; return the exit status."""
    held = _loaded(declared, quiet=quiet)
    from qualstat.referentiel.choosing import under_edition
    from qualstat.render.reference import render_list

    held = under_edition(held, edition)

    streams.show(lambda console: render_list(held, console), paged=not (no_pager or quiet))
    return status.DONE


@app.command(
    name="show",
    cls=Command,
    help=N_("Show an indicator or a site: all that is declared of it."),
    short_help=N_("an indicator or a site, in full"),
    epilog="qualstat referentiel show appels-perdus",
)
def show(
    name: Annotated[
        str, typer.Argument(metavar=N_("ID"), help=N_("an indicator or a site, as the list has it"))
    ],
    declared: options.Declared = None,
    quiet: options.Quiet = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print an indicator or a site; return the exit status."""
    held = _loaded(declared, quiet=quiet)
    from qualstat.render.reference import render_indicator, render_site

    known, paged = _named(held, name), not (no_pager or quiet)
    if known in held.indicators:
        indicator = held.indicators[known]
        streams.show(lambda console: render_indicator(held, indicator, console), paged=paged)
    else:
        streams.show(lambda console: render_site(held, held.sites[known], console), paged=paged)
    return status.DONE


@app.command(
    name="check",
    cls=Command,
    help=N_("Check the référentiel: every mistake, with its line."),
    short_help=N_("every mistake, with its line"),
    epilog="qualstat referentiel check",
)
def check(
    declared: options.Declared = None,
    quiet: options.Quiet = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print what is wrong with the référentiel; return the exit status."""
    from qualstat.referentiel.loader import read
    from qualstat.render.findings import render_check

    held, found = read(_folder(declared))
    if quiet:
        report.findings([one for one in found if one.severity == "blocking"])
    else:
        streams.show(lambda console: render_check((), found, console), paged=not no_pager)
    return status.REFERENTIEL if held is None else status.DONE


def _named(held: "Referentiel", name: str) -> str:
    """Return the id of an indicator, or else of a site, however it is spelled."""
    ids = (*held.indicators, *held.sites)
    for known in ids:
        if fold(known) == fold(name):
            return known
    found = message(N_("“{name}” is neither an indicator nor a site"), name=cut(name))
    expected = message(N_("an id that qualstat referentiel list shows"))
    raise mistake("", found, expected, likely(name, ids))


def _folder(declared: str | None) -> Path:
    return places.referentiel(declared, os.environ, configuration.read(Path()))


def _loaded(declared: str | None, *, quiet: bool) -> "Referentiel":
    from qualstat.referentiel.loader import load

    held, found = load(_folder(declared))
    report.compact(found, check="qualstat referentiel check", quiet=quiet)
    return held
