"""The root: `qualstat` itself, its commands and its own options.

Takes the arguments of a command line; gives the status of the command they name. Convention
owned here: a command is one line of a table and one module with an `app`, which is loaded only
when it is named.
"""

from typing import Annotated, Any

import typer
from typer._click.exceptions import NoArgsIsHelpError, NoSuchOption
from typer._click.exceptions import UsageError as TyperUsageError

import qualstat
from qualstat.cli import PROGRAM, speech, streams
from qualstat.cli.commands import HELP, Group, spoken
from qualstat.cli.usage import likely, mistake
from qualstat.errors import UsageError
from qualstat.findings import N_, message
from qualstat.render.typer_texts import reword

COMMANDS = {
    "compute": ("qualstat.cli.compute", N_("the indicators of sites over a period")),
    "compare": ("qualstat.cli.compare", N_("a period against earlier ones, and sites")),
    "explain": ("qualstat.cli.explain", N_("all that is behind one figure")),
    "trend": ("qualstat.cli.trend", N_("indicators month after month, with a chart")),
    "outlook": ("qualstat.cli.outlook", N_("what is still possible before a period ends")),
    "coverage": ("qualstat.cli.coverage", N_("the registers month by month: what lacks or is odd")),
    "label": ("qualstat.cli.label", N_("what the label still needs, and how long is left")),
    "monthly": ("qualstat.cli.monthly", N_("each month's figures as files, for cron")),
    "check": ("qualstat.cli.check", N_("every finding in the référentiel and the registers")),
    "purge": ("qualstat.cli.purge", N_("remove raw registers, and keep what they count")),
    "referentiel": ("qualstat.cli.referentiel", N_("list, show and check the référentiel")),
    "history": ("qualstat.cli.history", N_("figures as published, for the year before")),
    "sources": ("qualstat.cli.sources", N_("list, draft and try the profiles of exports")),
    "store": ("qualstat.cli.store", N_("look after what was read: status, backup, checks")),
    "init": ("qualstat.cli.init", N_("a working folder with a référentiel and a sample")),
    "completion": ("qualstat.cli.completion", N_("the script that completes names in a shell")),
}


class Root(Group):
    """The commands of qualstat."""

    lazy = COMMANDS


app = typer.Typer(
    cls=Root,
    add_completion=False,
    rich_markup_mode=None,  # plain help loads no rich, and reads well at 80 columns
    no_args_is_help=True,
)


def _version(asked: bool) -> None:
    if asked:
        streams.say(f"{PROGRAM} {qualstat.__version__}")
        raise typer.Exit


@app.callback(
    help=N_("From the registers of a préfecture to its quality scorecard."),
    epilog="qualstat compute --site istres --year 2018",
)
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_version, help=N_("the version, and nothing else")
        ),
    ] = False,
) -> None:
    """Do nothing by itself."""


def run(arguments: list[str]) -> int:
    """Run the command that the arguments name; return its status.

    Raises `UsageError` when they make no sense.
    """
    command = spoken(typer.main.get_command(app))
    try:
        with command.make_context(PROGRAM, arguments) as context:
            return command.invoke(context) or 0
    except typer.Exit as done:
        return done.exit_code
    except NoArgsIsHelpError as bare:
        streams.tell(bare.format_message())
        return UsageError.status
    except TyperUsageError as error:
        raise _reworded(error) from None


def _reworded(error: TyperUsageError) -> UsageError:
    """Return a mistake that typer found, in the language spoken."""
    context: Any = error.ctx
    path = context.command_path if context else PROGRAM
    advice = message(N_("type {command} for help"), command=f"{path} {HELP}")
    if not isinstance(error, NoSuchOption):
        return mistake("", message("{said}", said=reword(error.format_message())), None, advice)
    known = [name for one in context.command.params for name in one.opts if name[:1] == "-"]
    found = message(N_("{command} has no option {name}"), command=path, name=error.option_name)
    near = likely(error.option_name, [*known, speech.OPTION, HELP])
    return mistake("", found, None, near or advice)
