"""Completing: the words that may stand where the cursor is, for a shell that asks.

Takes the words typed so far, the one to complete last; prints one candidate a line, a tab, and
what it is. Conventions owned here: what a value may be follows from the metavar that its option
or argument shows, and from the option's own name where several share one; nothing that is asked
here fails, waits or says a word of error; case and accents are forgiven.
"""

import os
import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from msgspec import Struct, field

from qualstat.cli import COMPLETING, FILES, FOLDERS
from qualstat.render.harmless import harmless
from qualstat.spelling import fold

BASH = "bash"
LISTED = ("--columns", "--only")  # several values with commas
SORT, DESCENDING = "--sort", "-"


class Candidate(Struct, frozen=True):
    """A word that may stand there, and what it is."""

    value: str
    about: str = ""


class Typed(Struct):
    """What stands before the cursor: the command, its options' values, and what is awaited."""

    command: Any
    path: list[str] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)
    arguments: list[str] = field(default_factory=list)
    awaited: str = ""  # the option whose value comes next


def run(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """Print the candidates for the last word; return the exit status."""
    from qualstat.cli import streams

    with suppress(Exception):  # a shell at a prompt: nothing is better than an error
        plain = _words(words, environ[COMPLETING])
        _speak(plain, environ)
        lines = [_line(one) for one in candidates(plain)]
        if lines:
            streams.say("\n".join(lines))
    return 0


def _line(one: Candidate) -> str:
    """Return a candidate as a shell reads it: a label cannot make a second one."""
    return f"{harmless(' '.join(one.value.split()))}\t{harmless(' '.join(one.about.split()))}"


def _speak(words: list[str], environ: Mapping[str, str]) -> None:
    """Set the language to speak; a wrong or unfinished `--lang` is nobody's matter here."""
    from qualstat.cli import speech
    from qualstat.errors import UsageError

    with suppress(UsageError):
        speech.speak(words[:-1], environ)


def _words(words: Sequence[str], shell: str) -> list[str]:
    """Return words as the program would get them; bash gives them as they are typed."""
    if shell != BASH:
        return list(words) or [""]
    found = [_unquoted(word) for word in words] or [""]
    if found[-1] == "=":  # `--site=`: to bash, the sign is a word
        found[-1] = ""
    return [*(word for word in found[:-1] if word != "="), found[-1]]


def _unquoted(word: str) -> str:
    with suppress(ValueError):  # a quotation mark still without its other one
        parts = shlex.split(word)
        return os.path.expanduser(parts[0]) if len(parts) == 1 else word  # noqa: PTH111  # text
    return word.lstrip("'\"")


def candidates(words: Sequence[str]) -> list[Candidate]:
    """Return what may stand in place of the last word."""
    *before, current = words
    typed = _typed(before)
    if typed is None:
        return []
    if typed.awaited:
        return _values(typed, typed.awaited, current)
    name, sign, value = current.partition("=")
    if current.startswith("-"):
        if not sign:
            return _fitting(_options(typed), current)
        found = _values(typed, _option(typed.command, name), value)
        return [Candidate(f"{name}={one.value}", one.about) for one in found]
    if hasattr(typed.command, "list_commands"):
        return _fitting(_commands(typed.command), current)
    arguments = [one for one in typed.command.params if one.param_type_name == "argument"]
    left = arguments[len(typed.arguments) :] or [one for one in arguments[-1:] if one.nargs < 0]
    return _fitting(_kind(typed, "", left[0].metavar), current) if left else []


def _typed(words: Iterable[str]) -> Typed | None:
    """Return what the words before the cursor say; None where they name no command."""
    import typer

    from qualstat.cli import root

    typed = Typed(typer.main.get_command(root.app))
    for word in words:
        name, sign, value = word.partition("=")
        if typed.awaited:
            typed.values.setdefault(typed.awaited, []).append(word)
            typed.awaited = ""
        elif word[:1] == "-" and len(word) > 1:
            option = _option(typed.command, name)
            if option and sign:
                typed.values.setdefault(option, []).append(value)
            else:
                typed.awaited = option
                typed.values.setdefault(name, [])
        elif hasattr(typed.command, "list_commands"):
            typed.command = typed.command.get_command(None, word)
            typed.path.append(word)
            if typed.command is None:
                return None
        else:
            typed.arguments.append(word)
    return typed


def _option(command: Any, name: str) -> str:
    """Return the long name of an option that takes a value; empty for any other."""
    from qualstat.cli import speech

    if name == speech.OPTION:
        return name
    held = [one for one in command.params if name in one.opts and not getattr(one, "is_flag", True)]
    return str(max(held[0].opts, key=len)) if held else ""


def _options(typed: Typed) -> list[Candidate]:
    """Return the options that may still be given, with their help."""
    from qualstat.cli import speech
    from qualstat.cli.commands import HELP, spoken
    from qualstat.render import typer_texts
    from qualstat.render.language import translate

    options = [one for one in spoken(typed.command).params if one.param_type_name == "option"]
    found = [
        Candidate(max(one.opts, key=len), one.help or "")
        for one in options
        if one.multiple or not typed.values.keys() & set(one.opts)
    ]
    found.append(Candidate(speech.OPTION, translate(speech.HELP)))
    return [*found, Candidate(HELP, typer_texts.help_text())]


def _commands(group: Any) -> list[Candidate]:
    return [Candidate(name, group.about(None, name)) for name in group.list_commands(None)]


def _values(typed: Typed, option: str, current: str) -> list[Candidate]:
    """Return what an option's value may be."""
    from qualstat.cli import speech

    if not option:
        return []
    metavar = speech.METAVAR
    if option != speech.OPTION:
        metavar = next(one.metavar for one in typed.command.params if option in one.opts)
    found = _kind(typed, option, metavar)
    head = ""
    if option in LISTED and "," in current:
        head, current = current[: current.rindex(",") + 1], current[current.rindex(",") + 1 :]
        taken = {fold(one) for one in head.split(",")}
        found = [one for one in found if fold(one.value) not in taken]
    if option == SORT and current.startswith(DESCENDING):
        head, current = DESCENDING, current.removeprefix(DESCENDING)
    return [Candidate(head + one.value, one.about) for one in _fitting(found, current)]


def _kind(typed: Typed, option: str, metavar: str) -> list[Candidate]:
    from qualstat.cli import candidates as known

    if re.fullmatch(r"[a-z-]+(\|[a-z-]+)+", metavar):
        return [Candidate(word, known.about(word)) for word in metavar.split("|")]
    place = known.Place(typed.values, tuple(typed.path))
    return [Candidate(value, about) for value, about in known.of(place, option, metavar)]


def _fitting(found: Iterable[Candidate], current: str) -> list[Candidate]:
    """Return the candidates that begin so; what the shell completes is for it to fit."""
    start = fold(current)
    return [one for one in found
            if one.value in (FILES, FOLDERS) or fold(one.value).startswith(start)]  # fmt: skip
