"""Places: where the référentiel and the registers are.

Takes options, the environment and the configuration; gives folders. Conventions owned here:
options win over variables, variables over the file; a folder that holds both `referentiel` and
`samples` is read as it stands; elsewhere the package brings its own référentiel, and no
registers.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import qualstat
from qualstat.cli import asked, streams
from qualstat.cli.configuration import FILE, Configuration
from qualstat.cli.usage import mistake
from qualstat.findings import N_, cut, message
from qualstat.render.language import translate

MOST_JOBS = 4  # unless asked for
ADDRESS = "://"  # in what is no path
REFERENTIEL, SAMPLES, SOURCES = "referentiel", "samples", "sources"


def referentiel(option: str | None, environ: Mapping[str, str], configured: Configuration) -> Path:
    """Return the folder of the référentiel."""
    named = _named("--referentiel", option, environ.get("QUALSTAT_REFERENTIEL"))
    if named or configured.referentiel:
        return named or configured.referentiel or Path()
    return Path(REFERENTIEL) if _at_home() else shipped(REFERENTIEL)


def tell_unread(
    declared: Path, option: str | None, environ: Mapping[str, str], configured: Configuration
) -> None:
    """Say that the référentiel beside the configuration is not the one that is read."""
    named = option or environ.get("QUALSTAT_REFERENTIEL") or configured.referentiel
    beside = Path(REFERENTIEL)
    if named or not (Path(FILE).exists() and beside.is_dir()) or declared == beside:
        return
    streams.tell(translate(
        "The folder “referentiel” beside qualstat.yaml is not read: the program's own is. To have"
        " it read, add the line “referentiel: referentiel” to qualstat.yaml.",
    ))  # fmt: skip


def data(option: str | None, environ: Mapping[str, str], configured: Configuration) -> Path:
    """Return the folder of the registers; it may not exist, which reading it says.

    Raises `UsageError` when nothing names one.
    """
    text = environ.get("QUALSTAT_DATA", "") if option is None else option
    if ADDRESS in text:
        from qualstat.exports import remote

        return remote.at(text)
    named = _named("--data", option, environ.get("QUALSTAT_DATA")) or configured.data
    if named:
        return named
    if _at_home():
        return Path(SAMPLES)
    from qualstat.registers import PATTERNS

    raise mistake(
        "--data",
        message(N_("no folder of registers is named")),
        message(N_("a folder that holds {patterns}"), patterns=list(PATTERNS)),
        message(N_("type --data FOLDER, or set QUALSTAT_DATA, or “data:” in qualstat.yaml")),
    )


def sources(
    option: str | None, environ: Mapping[str, str], configured: Configuration, declared: Path
) -> Path | None:
    """Return the folder of the source profiles, None without any; `declared` is the référentiel."""
    named = _named("--sources", option, environ.get("QUALSTAT_SOURCES")) or configured.sources
    if named is None:
        beside = declared / SOURCES
        return beside if beside.is_dir() else None
    if named.is_dir():
        return named
    raise mistake(
        "--sources",
        message(N_("there is no folder “{name}”"), name=str(named)),
        message(N_("a folder of source profiles (.yaml)")),
    )


def store(option: str | None, environ: Mapping[str, str], configured: Configuration) -> Path | None:
    """Return the file in which what was read is kept; None where nobody names one."""
    if option is not None and not option:
        raise mistake("--store", message(N_("the value is missing")), message(N_("a file")))
    variable = environ.get("QUALSTAT_STORE")
    return Path(option or variable or "") if option or variable else configured.store


def unpacked(
    option: str | None, environ: Mapping[str, str], configured: Configuration
) -> int | None:
    """Return how many bytes packed content may unpack to; None where nobody says."""
    if option is not None:
        return asked.size("--max-unpacked", option)
    return asked.size(
        "--max-unpacked", environ.get("QUALSTAT_MAX_UNPACKED") or configured.max_unpacked
    )


def jobs(option: str | None, environ: Mapping[str, str]) -> int:
    """Return how many processes read large registers: one a core, where nobody says.

    Four at most: to cut a file, which each of them does, takes a fifth of the time of reading it.
    """
    text = environ.get("QUALSTAT_JOBS") if option is None else option
    if text is None or text == "":
        return min(len(os.sched_getaffinity(0)), MOST_JOBS) if sys.platform == "linux" else 1
    if re.fullmatch(r"[1-9][0-9]?", text):
        return int(text)
    found = message(N_("“{typed}” is not a number of processes"), typed=cut(text))
    raise mistake("--jobs", found, message(N_("a whole number from 1 to 99")))


def limit(option: str | None, environ: Mapping[str, str], configured: Configuration) -> asked.Limit:
    """Return how many rejected rows are too many."""
    if option is None:
        option = environ.get("QUALSTAT_MAX_REJECTS") or configured.max_rejects
    return asked.limit("--max-rejects", option)


def shipped(name: str) -> Path:
    """Return a folder that comes with the program: in the wheel, or around the sources."""
    package = Path(qualstat.__file__).resolve().parent
    within = package / "shipped" / name
    return within if within.is_dir() else package.parent.parent / name


def _named(name: str, option: str | None, variable: str | None) -> Path | None:
    if option is None:
        return Path(variable) if variable else None
    if not option:
        raise mistake(name, message(N_("the value is missing")), message(N_("a folder")))
    return Path(option)


def _at_home() -> bool:
    return Path(REFERENTIEL).is_dir() and Path(SAMPLES).is_dir()
