"""The language of everything a reader sees.

Takes `Message` values and English source texts; gives text in the language set for the
process. Convention owned here: English is the source, `locale/LANG` holds the rest, and the
process speaks one language, set once by the command line before it imports typer (which asks
the same catalogue for its own texts, some of them at import).
"""

import gettext
import os
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

from msgspec import Struct, field

from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, Message, meant, message
from qualstat.periods import Period
from qualstat.render import numbers
from qualstat.render.numbers import Language
from qualstat.spelling import nearest

DOMAIN = "qualstat"
FOLDER = Path(__file__).resolve().parent.parent / "locale"
LANGUAGES: tuple[Language, ...] = ("fr", "en")
SYSTEM_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
GROUPED_FROM = 10_000  # smaller whole numbers may be years or lines


class _Spoken(Struct):
    """The language of the process and its catalogue."""

    language: Language = "en"
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)


_spoken = _Spoken()


def choose(option: str | None, environ: Mapping[str, str], configured: str | None) -> Language:
    """Return the language to speak: option, QUALSTAT_LANG, file, system, else English."""
    for origin, asked in (
        ("--lang", option),
        ("QUALSTAT_LANG", environ.get("QUALSTAT_LANG")),
        ("lang", configured),
    ):
        if asked:
            return _asked(asked, origin)
    system = next((environ[name] for name in SYSTEM_VARIABLES if environ.get(name)), "")
    return "fr" if _code(system) == "fr" else "en"


def _code(text: str) -> str:
    return text.strip().lower().replace("-", "_").split(".")[0].split("_")[0]


def _asked(text: str, origin: str) -> Language:
    for language in LANGUAGES:
        if _code(text) == language:
            return language
    raise UsageError(
        Finding(
            rule="language",
            severity="blocking",
            found=message(N_("{origin}: “{text}” is not a language of qualstat"),
                          origin=origin, text=text),
            expected=message(N_("fr or en")),
            advice=meant(nearest(text, LANGUAGES)),
        )
    )  # fmt: skip


def set_language(language: Language) -> None:
    """Speak `language` from now on, here and in typer's own texts."""
    _spoken.language = language
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)
    _spoken.catalogue = gettext.translation(DOMAIN, str(FOLDER), [language], fallback=True)


def current() -> Language:
    """Return the language spoken."""
    return _spoken.language


def translate(text: Message | str, /, **values: object) -> str:
    """Return a source text or a message in the language spoken, its places filled."""
    if isinstance(text, Message):
        return translate(_numbered(text), **{**text.values, **values})
    spoken = _spoken.catalogue.gettext(text) if text else ""
    return spoken.format(**_said(values)) if values else spoken


def _numbered(text: Message) -> str:
    """Return the source text of a message: of one, or of another number."""
    number = text.values.get("number") if text.many else None
    several = isinstance(number, Fraction) and not numbers.singular(number, current())
    return text.many if several else text.text


def plural(one: str, many: str, n: int, /, **values: object) -> str:
    """Return the text for `n` things, with `{n}` and other places filled."""
    spoken = _spoken.catalogue.ngettext(one, many, n)
    return spoken.format(n=numbers.number(n, _spoken.language), **_said(values))


def _said(values: Mapping[str, object]) -> dict[str, str]:
    return {name: say(value) for name, value in values.items()}


def say(value: object) -> str:
    """Return any value of a message as a reader of the language expects it."""
    if isinstance(value, Message):
        return translate(value)
    if isinstance(value, int) and abs(value) < GROUPED_FROM:  # True and False too
        return str(value)
    if isinstance(value, int | Fraction | float):
        return numbers.number(Fraction(value), current())
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(say(one) for one in value)
    if isinstance(value, Period):
        return numbers.period(value, current(), short=True)
    return numbers.day(value, current()) if isinstance(value, date) else str(value)
