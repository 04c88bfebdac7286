"""`qualstat referentiel`: list, show, compare and check the référentiel.

Takes options; prints what is declared, or hands them to the command named. Convention owned here:
the findings of `check` are its result, and go to stdout.
"""

from typing import Annotated

import typer

from qualstat.cli import options, report, status, streams
from qualstat.cli.commands import Command, Group
from qualstat.cli.referentiel import asking
from qualstat.cli.referentiel.diff import diff
from qualstat.cli.referentiel.schema import schema
from qualstat.cli.referentiel.show import show
from qualstat.cli.referentiel.trying import work_cases
from qualstat.findings import N_

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
    held = asking.loaded(declared, quiet=quiet)
    from qualstat.referentiel.choosing import under_edition
    from qualstat.render.reference import render_list

    held = under_edition(held, edition)
    streams.show(lambda console: render_list(held, console), paged=not (no_pager or quiet))
    return status.DONE


app.command(
    name="show",
    cls=Command,
    help=N_("Show an indicator or a site: all that is declared of it. With an engagement, a site or"
            " a day: each value that holds there and then, with its file and its line."),
    short_help=N_("an indicator or a site in full; the line of each value"),
    epilog="qualstat referentiel show E17 --site istres --on 2018-06-30",
)(show)  # fmt: skip
app.command(
    name="diff",
    cls=Command,
    help=N_("Show what is added, dropped or changed between two editions, two days or two folders:"
            " value by value, with files and lines."),
    short_help=N_("what differs between two editions, days or folders"),
    epilog="qualstat referentiel diff 2018-06-30 2018-07-01",
)(diff)  # fmt: skip


app.command(
    name="test",
    cls=Command,
    help=N_("Work the cases of cases/: a few records each, and the figure they must give. Where one"
            " does not hold, show where each record counts; exit status 3."),
    short_help=N_("worked cases: records, and the figure they must give"),
    epilog="qualstat referentiel test courriels-5j",
)(work_cases)  # fmt: skip


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
    from qualstat.referentiel import case_files
    from qualstat.referentiel.loader import read
    from qualstat.render.findings import render_check

    folder = asking.folder(declared)
    held, found = read(folder)
    found += case_files.read(folder, held)[1]
    if quiet:
        report.findings([one for one in found if one.severity == "blocking"])
    else:
        streams.show(lambda console: render_check((), found, console), paged=not no_pager)
    blocked = any(one.severity == "blocking" for one in found)
    return status.REFERENTIEL if blocked else status.DONE


app.command(
    name="schema",
    cls=Command,
    help=N_("Give the JSON Schema of a kind of file: an editor completes and checks YAML by it."),
    short_help=N_("the JSON Schema of a kind of file, for an editor"),
    epilog="qualstat referentiel schema indicators",
)(schema)
