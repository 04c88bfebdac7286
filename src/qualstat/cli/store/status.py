"""`qualstat store status`: what a store holds, and when each source last delivered.

Takes options; prints tables and sentences. Convention owned here: the store is enough; the folder
of the registers, where it is there, adds what became of its files; whatever is missing, the
status is 0.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from qualstat.cli import configuration, options, output
from qualstat.cli import status as statuses
from qualstat.cli.store import named

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from qualstat.store.standing import Standing

MADE = "qualstat compute --year 2018 --store base.store"


def status(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    store: named.Store = None,
    data: options.Data = None,
    referentiel: options.Declared = None,
    form: options.Format = None,
    file: options.Output = None,
    sort: options.Sort = None,
    columns: options.Columns = None,
    sources: options.Profiles = None,
    max_unpacked: options.MaxUnpacked = None,
    quiet: options.Quiet = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print how a store stands; return the exit status."""
    configured = configuration.read(Path())
    path, folder = named.store(store, configured), named.beside(data, configured)
    from qualstat.render.standing import fields

    target, wanted = output.target(file, form), output.wanted(columns, sort, None, fields.columns)
    held = named.alone(referentiel, configured)
    if folder is not None:
        held = named.read(
            data=folder, referentiel=referentiel, sources=sources, unpacked=max_unpacked,
            configured=configured,
        )  # fmt: skip
    from qualstat import pipeline

    found = pipeline.standing(held.request(held.data), path, folder=folder is not None)
    output.write(_document(found, wanted), target, paged=not (no_pager or quiet))
    return statuses.DONE


def _document(found: "Standing", wanted: output.Wanted) -> output.Document:
    from qualstat.render.standing import pages, table

    return output.Document(
        lambda console: pages.render(found, wanted.view, console),
        lambda: pages.to_markdown(found, wanted.view),
        lambda form: table.written(found, wanted.view, form),
    )
