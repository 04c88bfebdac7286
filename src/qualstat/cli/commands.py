"""Commands: how typer's commands and groups speak and show their help.

Takes what a command file declares in English; gives commands in the language spoken.
Conventions owned here: a text is translated when its command is built, so that a process can
change its language; help is plain text, 80 columns wide at most, and ends with an example that
can be typed; an unknown name is answered with the nearest one.
"""

from importlib import import_module
from typing import Any

import typer
from typer._click.exceptions import UsageError
from typer.core import TyperCommand, TyperGroup

from qualstat.cli import speech
from qualstat.cli.usage import likely, mistake
from qualstat.findings import N_, message
from qualstat.render import typer_texts
from qualstat.render.language import translate

HELP = "--help"
INDENT = "  "


class Command(TyperCommand):
    """A command whose help ends with an example, its epilog: one line, or what leads to it too."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ARG002  # typer's signature
        """Return what follows the name in the usage line."""
        return [translate(OPTIONS), *_arguments(self)]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return what options leave of the arguments; a mistake in them names this command."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option `--help`."""
        return _plain_flag(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        _usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # as above
        """Write arguments and options."""
        _options(self, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # as above
        """Write the example."""
        _example(self, formatter)


class Group(TyperGroup):
    """A group of commands, each loaded when it is named; `lazy` lists them."""

    lazy: dict[str, tuple[str, str]] = {}  # name -> module and one line of help

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ARG002  # typer's signature
        """Return what follows the name in the usage line."""
        return [translate(OPTIONS), translate(COMMAND)]

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option `--help`."""
        return _plain_flag(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        _usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write options, then commands."""
        _options(self, formatter)
        rows = [(name, self.about(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(_heading(N_("Commands"))):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # as above
        """Write the example."""
        _example(self, formatter)

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of its commands, in the order shown."""
        return list(self.lazy) or super().list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, loaded and translated."""
        if cmd_name in self.lazy and cmd_name not in self.commands:
            module = import_module(self.lazy[cmd_name][0])
            self.add_command(typer.main.get_command(module.app), cmd_name)
        command = super().get_command(ctx, cmd_name)
        return command and spoken(command)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command that was named, and its arguments."""
        name, *rest = args
        command = self.get_command(ctx, name)
        if command is None:
            found = message(N_("“{name}” is no command of {group}"), name=name,
                            group=ctx.command_path)  # fmt: skip
            known = self.list_commands(ctx)
            expected = message(N_("one of {allowed}"), allowed=known)
            raise mistake("", found, expected, likely(name, known))
        return name, command, rest

    def about(self, ctx: Any, name: str) -> str:
        """Return what a command does, in one line."""
        if name in self.lazy:
            return translate(self.lazy[name][1])
        return str(self.get_command(ctx, name).get_short_help_str(limit=200))


OPTIONS, COMMAND = N_("[OPTIONS]"), N_("COMMAND [ARGS]...")


def spoken(command: Any) -> Any:
    """Return a command whose declared texts are in the language spoken."""
    for one in (command, *command.params):
        for name in ("help", "short_help", "metavar"):
            text = getattr(one, name, None)
            if text:
                setattr(one, name, translate(text))
    return command


def _plain_flag(option: Any) -> Any:
    """Return a flag whose absence is False: to type None, typer would load pydantic."""
    if option is not None:
        option.default = False
    return option


def _usage(command: Any, ctx: Any, formatter: Any) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=translate(typer_texts.USAGE))


def _arguments(command: Any) -> list[str]:
    return [one.metavar for one in command.params if one.param_type_name == "argument"]


def _options(command: Any, formatter: Any) -> None:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    if arguments:
        with formatter.section(_heading(N_("Arguments"))):
            formatter.write_dl([(one.metavar, one.help) for one in arguments])
    options = [one for one in command.params if one.param_type_name == "option"]
    rows = [(_name(one), one.help) for one in options]
    rows.append((f"{speech.OPTION} {speech.METAVAR}", translate(speech.HELP)))
    rows.append((HELP, typer_texts.help_text()))
    with formatter.section(_heading(N_("Options"))):
        formatter.write_dl(rows)


def _heading(text: str) -> str:
    """Return the heading of a section, as it stands before the formatter's own colon."""
    return translate("{name}:", name=translate(text)).removesuffix(":")


def _name(option: Any) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    return names if option.is_flag else f"{names} {option.metavar}"


def _example(command: Any, formatter: Any) -> None:
    with formatter.section(_heading(N_("Example"))):
        for line in command.epilog.split("\n"):
            formatter.write(f"{INDENT}{line}\n")
