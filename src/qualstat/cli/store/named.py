"""Named: the store that the options name, and the registers beside it.

Takes options; gives paths and requests. Conventions owned here: a store is named by `--store`,
`QUALSTAT_STORE` or `qualstat.yaml`, and nothing is done without one; a folder of registers that
nobody names, or that is not there, is no mistake where the store alone is enough.
"""

import os
from pathlib import Path
from typing import Annotated

import typer

from qualstat.cli import configuration, inputs, places
from qualstat.cli.usage import mistake
from qualstat.errors import UsageError
from qualstat.findings import N_, message

Store = Annotated[
    str | None,
    typer.Option("--store", metavar=N_("FILE"), help=N_("the store (else QUALSTAT_STORE or"
                                                        " “store:” in qualstat.yaml)")),
]  # fmt: skip


def store(option: str | None, configured: configuration.Configuration) -> Path:
    """Return the store that is named; raises `UsageError` where none is."""
    found = places.store(option, os.environ, configured)
    if found is not None:
        return found
    raise mistake(
        "--store",
        message(N_("no store is named")),
        message(N_("a file that “qualstat compute --store FILE” has made")),
        message(N_("type --store FILE, or set QUALSTAT_STORE, or “store:” in qualstat.yaml")),
    )


def read(
    *,
    data: str | None,
    referentiel: str | None,
    sources: str | None,
    unpacked: str | None,
    configured: configuration.Configuration,
) -> inputs.Inputs:
    """Return where the registers of a store are."""
    if data == inputs.STDIN:
        found = message(N_("a store, and an export on standard input"))
        raise mistake("--data", found, message(N_("the folder of the registers")))
    return inputs.inputs(
        data=data, referentiel=referentiel, sources=sources, unpacked=unpacked,
        configured=configured,
    )  # fmt: skip


def alone(referentiel: str | None, configured: configuration.Configuration) -> inputs.Inputs:
    """Return where the declarations are, of a store without its registers."""
    return inputs.Inputs(
        places.referentiel(referentiel, os.environ, configured), Path(), None, None
    )


def beside(data: str | None, configured: configuration.Configuration) -> str | None:
    """Return the folder of registers to look at: a mistake only where an option names it."""
    if data is not None:
        return data
    try:
        found = places.data(None, os.environ, configured)
    except UsageError:
        return None
    return str(found) if found.is_dir() else None
