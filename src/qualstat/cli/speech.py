"""Speech: the language of a command line, set before anything else is imported.

Takes the words typed and the environment; gives the words without `--lang`. Convention owned
here: `--lang` may stand anywhere before `--`, the last one wins, and no command declares it.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from qualstat.cli.usage import mistake
from qualstat.errors import UsageError
from qualstat.findings import N_, message
from qualstat.render.language import LANGUAGES, SYSTEM_VARIABLES, choose, set_language

OPTION = "--lang"
METAVAR = "|".join(LANGUAGES)
HELP = N_("language of what is read by people; machine output ignores it")


def speak(arguments: list[str], environ: Mapping[str, str]) -> list[str]:
    """Set the language to speak; return the arguments that are left."""
    system = {name: environ[name] for name in SYSTEM_VARIABLES if name in environ}
    set_language(choose(None, system, None))  # a wrong QUALSTAT_LANG is refused in this one
    try:
        rest, asked = _taken(arguments)
        named = asked or environ.get("QUALSTAT_LANG")
        set_language(choose(asked, environ, None if named else _configured()))
    except UsageError:
        with suppress(UsageError):  # a wrong --lang, in the one spoken without it
            set_language(choose(None, environ, _configured()))
        raise
    return rest


def _taken(arguments: list[str]) -> tuple[list[str], str | None]:
    """Return the arguments without `--lang`, and its value."""
    rest: list[str] = []
    asked = None
    words = iter(arguments)
    for word in words:
        if word == "--":
            return [*rest, word, *words], asked
        name, sign, value = word.partition("=")
        if name != OPTION:
            rest.append(word)
            continue
        asked = value if sign else next(words, "")
        if not asked:
            raise mistake(OPTION, message(N_("the value is missing")), message(N_("fr or en")))
    return rest, asked


def _configured() -> str | None:
    if not Path("qualstat.yaml").exists():
        return None
    from qualstat.cli import configuration

    return configuration.language(Path())
