"""What the commands on the référentiel share: where it is, and what it holds.

Takes options; gives the folder, and the référentiel loaded from it. Convention owned here: what is
doubtful in a référentiel that can be used goes to stderr; an unusable one is status 3, with every
mistake at once.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from qualstat.cli import configuration, places, report

if TYPE_CHECKING:  # it loads pydantic, which `--help` can do without
    from qualstat.referentiel import Referentiel


def folder(declared: str | None) -> Path:
    """Return the folder of the référentiel."""
    return places.referentiel(declared, os.environ, configuration.read(Path()))


def loaded(declared: str | None, *, quiet: bool) -> "Referentiel":
    """Return the référentiel; say what is doubtful in it."""
    from qualstat.referentiel.loader import load

    held, found = load(folder(declared))
    report.compact(found, check="qualstat referentiel check", quiet=quiet)
    return held
