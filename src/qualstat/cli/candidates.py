"""Candidates: what an option or an argument may be, from the files that a command line names.

Takes the options typed so far; gives pairs, a value and what it is. Conventions owned here: the
référentiel is looked at file by file, unchecked, for names and labels alone, so that nothing heavy
is loaded and a mistake in one file hides that file's label only; years are those that names of
registers hold, else those from which something is in force.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import cached_property
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct

from qualstat.cli import FILES, FOLDERS, configuration, places
from qualstat.errors import UsageError
from qualstat.findings import N_
from qualstat.render.language import translate

Pair = tuple[str, str]
YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:(?:0[1-9]|1[0-2])(?:[0-3][0-9])?)?(?![0-9])")
IN_FORCE = re.compile(r"valid_from: *[\"']?([0-9]{4})")
MOST = 20_000  # names of files looked at: a shell waits
ABOUT = {"missed": N_("missed"), "near": N_("near"), "missing": N_("no data")}
ENDING = "[!.]*.yaml"


class Place(Struct, frozen=True, dict=True):
    """Where candidates come from: the values of options typed so far, and the command."""

    values: Mapping[str, Sequence[str]]
    path: tuple[str, ...] = ()

    @cached_property
    def referentiel(self) -> Path:
        """The folder of the référentiel."""
        found = self._found("--referentiel", places.referentiel)
        return found or places.referentiel(
            self._given("--referentiel"), os.environ, configuration.Configuration()
        )

    @cached_property
    def data(self) -> Path | None:
        """The folder of the registers, where there is one."""
        return self._found("--data", places.data)

    @cached_property
    def store(self) -> Path | None:
        """The store, where one is named."""
        return self._found("--store", places.store)

    @cached_property
    def sources(self) -> Path | None:
        """The folder of the user's own profiles, where there is one."""
        return self._found("--sources", places.sources, self.referentiel)

    def _given(self, option: str) -> str | None:
        held = self.values.get(option)
        return (held[-1] or None) if held else None

    def _found(self, option: str, find: Callable[..., Path | None], *more: Path) -> Path | None:
        """Return what `find` finds; None where a mistake is in its way."""
        with suppress(UsageError):
            return find(self._given(option), os.environ, configuration.read(Path()), *more)
        return None


def about(word: str) -> str:
    """Return what a word of a closed list is; empty where it says itself."""
    return translate(ABOUT[word]) if word in ABOUT else ""


def of(place: Place, option: str, metavar: str) -> Iterable[Pair]:
    """Return what may stand there; nothing where anything may."""
    if option in BY_OPTION:
        return BY_OPTION[option](place)
    for text, known in BY_METAVAR:
        if metavar == translate(text):
            return known(place)
    return ()


def _data(file: Path) -> dict[str, Any]:
    from qualstat.declarations.documents import read_document

    document, _ = read_document(file, file.name)
    return document.data if isinstance(document.data, dict) else {}


def _labelled(folder: Path) -> Iterator[Pair]:
    """Yield the names of the files of a folder, with the label that each declares."""
    for file in sorted(folder.glob(ENDING)):
        label = _data(file).get("label")
        yield file.stem, label if isinstance(label, str) else ""


def _sites(place: Place) -> list[Pair]:
    return list(_labelled(place.referentiel / "sites"))


def _indicators(place: Place) -> list[Pair]:
    return list(_labelled(place.referentiel / "indicators"))


def _declared(place: Place) -> list[Pair]:
    return _indicators(place) + _sites(place)


def _editions(place: Place) -> list[Pair]:
    return list(_labelled(place.referentiel / "editions"))


def _modules(place: Place) -> list[Pair]:
    found: dict[str, str] = {}
    for file in sorted((place.referentiel / "editions").glob(ENDING)):
        held = _data(file).get("modules")
        for number, module in held.items() if isinstance(held, dict) else ():
            label = module.get("label") if isinstance(module, dict) else None
            found[number] = label if isinstance(label, str) else ""
    return sorted(found.items(), key=lambda one: (len(one[0]), one[0]))


def years(place: Place) -> list[str]:
    """Return the years that may be asked for, the last one first."""
    found: set[str] = set()
    if place.data is not None and place.data.is_dir():
        for name in islice(_names(place.data), MOST):
            found.update(YEAR.findall(name))
    if not found:
        for file in place.referentiel.glob(f"*/{ENDING}"):
            found.update(IN_FORCE.findall(file.read_text("utf-8", "replace")))
    return sorted(found, reverse=True)


def _names(folder: Path) -> Iterator[str]:
    """Yield the names of files below a folder, and of the folders on the way."""
    for _, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]
        yield from folders
        yield from (one for one in files if not one.startswith("."))


def _years(place: Place) -> list[Pair]:
    return [(one, "") for one in years(place)]


def _months(place: Place) -> list[Pair]:
    from qualstat.render import numbers
    from qualstat.render.language import current

    return [
        (f"{year}-{month + 1:02}", numbers.month(month, current()))
        for year in years(place)
        for month in range(12)
    ]


def _quarters(place: Place) -> list[Pair]:
    return [(f"{year}Q{quarter}", "") for year in years(place) for quarter in range(1, 5)]


def _formats(_: Place) -> list[Pair]:
    from qualstat.cli import output

    endings = {form: ending for ending, form in output.ENDINGS.items()}
    return [(form, endings.get(form, "")) for form in output.FORMATS]


def _profiles(place: Place) -> list[Pair]:
    from qualstat.sources.loader import SHIPPED

    folders = [SHIPPED] if place.sources is None else [place.sources, SHIPPED]
    found: dict[str, str] = {}
    for folder in folders:
        for name, label in _labelled(folder):
            found.setdefault(name, label)
    return list(found.items())


def _columns(place: Place) -> list[Pair]:
    """Return the columns of the table that a command gives."""
    module = COLUMNS.get(" ".join(place.path))
    known = import_module(module).columns() if module else ()
    return [(one.name, one.title) for one in known]


def _periods(place: Place) -> list[Pair]:
    """Return the years, then the quarters and months of any of them."""
    return [*_years(place), *_quarters(place), *_months(place)]


def _roles(_: Place) -> list[Pair]:
    from qualstat.cli import explain

    return [(one, "") for one in explain.ROLES]


def _folders(_: Place) -> list[Pair]:
    return [(FOLDERS, "")]


def _files(_: Place) -> list[Pair]:
    return [(FILES, "")]


def _kinds(place: Place) -> list[Pair]:
    """Return the kinds of files that the référentiel has a schema for."""
    return [(one.stem, "") for one in sorted((place.referentiel / "schema").glob("*.json"))]


def _states(place: Place) -> list[Pair]:
    """Return the editions; a folder may stand there too."""
    return [*_labelled(place.referentiel / "editions"), *_folders(place)]


def _stored(place: Place) -> list[Pair]:
    """Return the files that a store knows: a shell waits for no other run."""
    if place.store is None or not place.store.is_file():
        return []
    with closing(sqlite3.connect(f"{place.store.resolve().as_uri()}?mode=ro", uri=True)) as held:
        return held.execute("SELECT name, register FROM files ORDER BY id").fetchall()


# The module whose `columns()` are those of a command's table; it must load nothing heavy.
COLUMNS = {
    "compute": "qualstat.render.fields",
    "compare": "qualstat.render.comparison.fields",
    "history list": "qualstat.render.published.fields",
    "trend": "qualstat.render.trend.fields",
    "outlook": "qualstat.render.outlook.fields",
    "label": "qualstat.render.readiness.fields",
    "purge": "qualstat.render.purging.fields",
    "coverage": "qualstat.render.mapped.fields",
    "store status": "qualstat.render.standing.fields",
    "referentiel show": "qualstat.render.origins.fields",
    "referentiel test": "qualstat.render.worked.fields",
    "referentiel diff": "qualstat.render.differences.fields",
}
Known = Callable[[Place], Iterable[Pair]]
BY_OPTION: dict[str, Known] = {
    "--site": _sites, "--indicator": _indicators, "--module": _modules, "--columns": _columns,
    "--what-if": _indicators,
}  # fmt: skip
BY_METAVAR: tuple[tuple[str, Known], ...] = (
    (N_("YEAR"), _years),
    (N_("PERIOD"), _periods),
    (N_("MONTH"), _months),
    (N_("QUARTER"), _quarters),
    (N_("FORMAT"), _formats),
    (N_("PROFILE"), _profiles),
    (N_("COLUMN"), _columns),
    (N_("ID"), _declared),
    (N_("INDICATOR"), _indicators),
    (N_("EDITION"), _editions),
    (N_("[INDICATOR]..."), _indicators),
    (N_("ROLE"), _roles),
    (N_("FOLDER"), _folders),
    (N_("KIND"), _kinds),
    (N_("BEFORE"), _states),
    (N_("AFTER"), _states),
    (N_("FILE"), _files),
    (N_("[NAME]..."), _stored),
)
