"""`qualstat store forget`: the tallies of files that are gone, taken out of a store.

Takes names of files; prints those that were forgotten. Convention owned here: names are those of
`store status`; `--vanished` stands for all that are gone, and never for nothing by mistake.
"""

from pathlib import Path
from typing import Annotated

import typer

from qualstat.cli import configuration, options, status, streams
from qualstat.cli.store import named
from qualstat.cli.usage import mistake
from qualstat.findings import N_, message
from qualstat.render.language import plural, translate

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar=N_("[NAME]..."), help=N_("files that are gone, as the status has them")),
]
Vanished = Annotated[
    bool, typer.Option("--vanished", help=N_("all the files that are gone from the folder"))
]


def forget(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    names: Names = None,
    vanished: Vanished = False,
    store: named.Store = None,
    data: options.Data = None,
    referentiel: options.Declared = None,
    sources: options.Profiles = None,
    max_unpacked: options.MaxUnpacked = None,
    quiet: options.Quiet = False,
) -> int:
    """Forget files that are gone; return the exit status."""
    configured = configuration.read(Path())
    path = named.store(store, configured)
    if bool(names) == vanished:
        found = message(N_("names, and --vanished") if names else N_("no file is named"))
        raise mistake(
            translate("NAME"), found, message(N_("names of files that are gone, or --vanished"))
        )
    held = named.read(
        data=data, referentiel=referentiel, sources=sources, unpacked=max_unpacked,
        configured=configured,
    )  # fmt: skip
    from qualstat import pipeline

    gone = pipeline.forget(held.request(held.data), path, names or [])
    if not quiet:
        streams.tell(plural("{n} file forgotten.", "{n} files forgotten.", len(gone)))
    if gone:
        streams.say("\n".join(gone))
    return status.DONE
