"""`qualstat store export` and `import`: a store as CSV files, and back.

Takes a folder; writes it, or makes a store of it. Convention owned here: the key of the digests is
not in an export unless it is asked for, and both commands say where it must be.
"""

from pathlib import Path
from typing import Annotated

import typer

from qualstat.cli import configuration, folders, options, status, streams
from qualstat.cli.store import named
from qualstat.findings import N_
from qualstat.render.language import plural, translate

EXPORTED = "qualstat store export base-csv --store base.store"
Folder = Annotated[str, typer.Argument(metavar=N_("FOLDER"), help=N_("the folder of the export"))]
WithKey = Annotated[
    bool,
    typer.Option("--with-key", help=N_("the key of the digests too: keep the folder as secret as"
                                       " the registers")),
]  # fmt: skip


def export(
    folder: Folder,
    with_key: WithKey = False,
    store: named.Store = None,
    quiet: options.Quiet = False,
) -> int:
    """Write a store as CSV; return the exit status."""
    path, place = named.store(store, configuration.read(Path())), Path(folder)
    from qualstat.store import opened
    from qualstat.store.keys import key_file
    from qualstat.store.plain.writing import META_FILE, write

    folders.check(place, META_FILE)
    with opened(path, existing=True) as held, folders.written(place, META_FILE) as made:
        done = write(held, made, with_key=with_key)
    if quiet:
        return status.DONE
    files, rows = len(done.rows) + 1, sum(done.rows.values())
    streams.tell(plural("{n} file in {folder}, with {rows} rows.",
                        "{n} files in {folder}, with {rows} rows.", files, folder=folder,
                        rows=rows))  # fmt: skip
    if done.key:
        streams.tell(translate("The key is in it: keep it as secret as the registers."))
    elif done.digests:
        said = N_(
            "The key is not in it, and digests are of no use without: keep {file} apart, too."
        )
        streams.tell(translate(said, file=str(key_file(path))))
    return status.DONE


def import_(folder: Folder, store: named.Store = None, quiet: options.Quiet = False) -> int:
    """Make a store of an export; return the exit status."""
    path = named.store(store, configuration.read(Path()))
    from qualstat.store import opened
    from qualstat.store.keys import key_file
    from qualstat.store.plain.reading import check_empty, put, read

    check_empty(path)
    held = read(Path(folder))
    with opened(path) as made:
        put(made, held)
        usable = bool(made.key())
    if quiet:
        return status.DONE
    streams.tell(plural("{n} file known to {store}.", "{n} files known to {store}.", held.files,
                        store=str(path)))  # fmt: skip
    if held.digests and not usable:
        said = N_("The key is not there: put it at {file} before the next run, or the files with"
                  " references will be read again.")  # fmt: skip
        streams.tell(translate(said, file=str(key_file(path))))
    return status.DONE
