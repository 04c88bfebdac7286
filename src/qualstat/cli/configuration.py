"""The configuration: `qualstat.yaml` of the working folder.

Takes a folder; gives a `Configuration`, empty where there is no file. Conventions owned here:
the keys are a closed list, every value is text until its option would read it, and a path is
relative to the file. YAML is loaded only where there is a file.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from qualstat.cli.asked import limit, size
from qualstat.cli.usage import likely
from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, message
from qualstat.render.language import LANGUAGES, choose

if TYPE_CHECKING:  # it loads YAML and pydantic
    from qualstat.declarations.documents import Document

FILE = "qualstat.yaml"
RULE = "configuration"
LANG = re.compile(rf"^lang:\s*[\"']?({'|'.join(LANGUAGES)})\b", re.MULTILINE)
KEYS = ["data", "referentiel", "sources", "store", "lang", "max_rejects", "max_unpacked"]


class Configuration(Struct, frozen=True):
    """What the file says; None where it says nothing."""

    data: Path | None = None
    referentiel: Path | None = None
    sources: Path | None = None
    store: Path | None = None
    lang: str | None = None
    max_rejects: str | None = None
    max_unpacked: str | None = None


def read(folder: Path) -> Configuration:
    """Return the configuration of a folder.

    Raises `UsageError`, with every mistake in the file.
    """
    file = folder / FILE
    if not file.exists():
        return Configuration()
    from qualstat.declarations.documents import read_document

    document, found = read_document(file, FILE)
    held = document.data
    if not found and held is not None:
        found = _mistakes(document)
    if found:
        raise UsageError(found)
    return _configuration(held or {}, folder)


def language(folder: Path) -> str | None:
    """Return the language the file asks for; None where it is silent or cannot be used."""
    try:
        if "lang" not in _uncommented(folder / FILE):
            return None  # most files: nothing to load YAML for
        return read(folder).lang
    except OSError:
        return None
    except UsageError:  # the command that needs the file says what is wrong, in its language
        return next(iter(LANG.findall(_uncommented(folder / FILE))), None)


def _uncommented(file: Path) -> str:
    lines = file.read_text("utf-8", "replace").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def _configuration(held: dict[str, str | None], folder: Path) -> Configuration:
    def place(key: str) -> Path | None:
        text = held.get(key)
        return folder / text if text else None

    return Configuration(
        place("data"), place("referentiel"), place("sources"), place("store"), held.get("lang"),
        held.get("max_rejects"), held.get("max_unpacked"),
    )  # fmt: skip


def _mistakes(document: "Document") -> list[Finding]:
    """Return what is wrong with the keys and values of a file of good form."""
    from qualstat.declarations.slips import Slip

    if not isinstance(document.data, dict):
        expected = message(N_("keys and values, as in “data: registres”"))
        return [document.finding(Slip(RULE, (), document.said(()), expected))]
    found = []
    for key, value in document.data.items():
        if key not in KEYS:
            said = message(N_("the key “{key}” is unknown"), key=key)
            expected = message(N_("one of {allowed}"), allowed=KEYS)
            slip = Slip("unknown-key", (key,), said, expected, likely(key, KEYS), at_key=True)
            found.append(document.finding(slip))
        elif value is not None and not isinstance(value, str):
            slip = Slip(RULE, (key,), document.said((key,)), message(N_("one text")))
            found.append(document.finding(slip))
        elif value is not None:
            found += [
                document.finding(Slip(RULE, (key,), one.found, one.expected, one.advice))
                for one in _refused(key, value)
            ]
    return found


def _lang(text: str) -> None:
    choose(None, {}, text)


def _max_rejects(text: str) -> None:
    limit("max_rejects", text)


def _max_unpacked(text: str) -> None:
    size("max_unpacked", text)


READERS: dict[str, Callable[[str], object]] = {
    "lang": _lang, "max_rejects": _max_rejects, "max_unpacked": _max_unpacked,
}  # fmt: skip


def _refused(key: str, text: str) -> Sequence[Finding]:
    """Return what the option of the same name would say of a value."""
    try:
        READERS.get(key, str)(text)
    except UsageError as error:
        return error.findings
    return ()
