"""`qualstat sources`: list, draft and try the profiles that read exports.

Takes options; prints profiles and rows. Convention owned here: a draft and the rows of a trial are
results, and go to stdout; what is doubtful about them goes to stderr.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualstat.cli import asked, configuration, options, places, report, status, streams
from qualstat.cli.commands import Command, Group
from qualstat.findings import N_

if TYPE_CHECKING:  # it loads pydantic, which `--help` can do without
    from qualstat.exports.place import Place
    from qualstat.sources.choosing import Sources
    from qualstat.sources.profile import Profile

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
ROWS = 10
File = Annotated[str, typer.Argument(metavar=N_("FILE"), help=N_("an export, in any format"))]


@app.callback(
    help=N_("List, draft and try source profiles: how exports are read as registers."),
    epilog="qualstat sources list",
)
def sources() -> None:
    """Do nothing by itself."""


@app.command(
    name="list",
    cls=Command,
    help=N_("List the source profiles: your own, then the program's."),
    short_help=N_("the profiles, with the files they read"),
    epilog="qualstat sources list",
)
def list_(
    folder: options.Profiles = None,
    declared: options.Declared = None,
    no_pager: options.NoPager = False,
) -> int:
    """Print the profiles; return the exit status."""
    held = _sources(folder, _declared(declared))
    from qualstat.render.profiles import render_profiles

    streams.show(lambda console: render_profiles(held, console), paged=not no_pager)
    return status.DONE


@app.command(
    name="draft",
    cls=Command,
    help=N_("Look at an export, and write a first profile with what is left to decide."),
    short_help=N_("a first profile for an export"),
    epilog="qualstat sources draft samples/2018/appels-2018-03.csv",
)
def draft(
    file: File, max_unpacked: options.MaxUnpacked = None, no_pager: options.NoPager = False
) -> int:
    """Print a first profile; return the exit status."""
    place = _place(file, max_unpacked)
    from qualstat.drafts.draft import draft as drafted
    from qualstat.exports.unreadable import Unreadable
    from qualstat.render.draft import render_draft

    try:
        said = render_draft(drafted(place, Path(file).name)).rstrip("\n")
        streams.say(said, paged=not no_pager)
    except Unreadable as reason:
        report.findings([reason.finding(file)])
        return status.REGISTER
    return status.DONE


@app.command(
    name="try",
    cls=Command,
    help=N_("Show the first rows of an export as they will be counted through a profile."),
    short_help=N_("the first rows of an export, as they will be counted"),
    epilog="qualstat sources try plain-calls samples/2018/appels-2018-03.csv",
)
def try_(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    profile: Annotated[
        str,
        typer.Argument(metavar=N_("PROFILE"), help=N_("the name of a profile, or its .yaml file")),
    ],
    file: File,
    rows: Annotated[
        str | None, typer.Option("--rows", metavar="N", help=N_("how many rows to show (else 10)"))
    ] = None,
    folder: options.Profiles = None,
    declared: options.Declared = None,
    max_unpacked: options.MaxUnpacked = None,
    no_pager: options.NoPager = False,
) -> int:
    """Print the first rows; return the exit status."""
    most, place = asked.count("--rows", rows) or ROWS, _place(file, max_unpacked)
    where = _declared(declared)
    held = _profile(profile, folder, where)

    from qualstat.exports.unreadable import Unreadable
    from qualstat.reading.trial import tried
    from qualstat.referentiel.loader import load
    from qualstat.render.trial import render_trials

    referentiel, _ = load(where)
    try:
        trials, unread = tried(held, place, file, referentiel.known_sites, most=most)
    except Unreadable as reason:
        report.findings([reason.finding(file)])
        return status.REGISTER
    streams.show(lambda console: render_trials(trials, unread, console), paged=not no_pager)
    return status.DONE


def _declared(declared: str | None) -> Path:
    return places.referentiel(declared, os.environ, configuration.read(Path()))


def _sources(folder: str | None, declared: Path) -> "Sources":
    from qualstat.sources.loader import load

    where = places.sources(folder, os.environ, configuration.read(Path()), declared)
    held, found = load(where)
    report.findings(found)
    return held


def _profile(name: str, folder: str | None, declared: Path) -> "Profile":
    """Return the profile of a name, or of a file."""
    from qualstat.errors import ReferentielError
    from qualstat.sources.loader import read

    if Path(name).suffix == ".yaml":
        profile, found = read(Path(name))
        if profile is None:
            raise ReferentielError(found)
        return profile
    return _sources(folder, declared).named(name)


def _place(file: str, max_unpacked: str | None) -> "Place":
    from qualstat.exports.place import LIMIT, Place

    limit = places.unpacked(max_unpacked, os.environ, configuration.read(Path()))
    return Place(Path(file), limit=limit or LIMIT)
