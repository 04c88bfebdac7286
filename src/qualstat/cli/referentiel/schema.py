"""`qualstat referentiel schema`: the JSON Schema of a kind of file, for an editor.

Takes a kind; prints or writes. Convention owned here: the schema is made from the models that read
the files, in the language spoken.
"""

from typing import Annotated

import typer

from qualstat.cli import options, output, status, streams, writing
from qualstat.findings import N_


def schema(
    kind: Annotated[
        str, typer.Argument(metavar=N_("KIND"), help=N_("a folder or a file, as in indicators"))
    ],
    file: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar=N_("FILE"), help=N_("a file: .json; - is stdout")),
    ] = None,
    quiet: options.Quiet = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print or write a schema; return the exit status."""
    target = output.target(file, "json")
    from qualstat.render import schemas

    content = schemas.text(kind).encode()
    if target.file is None:
        streams.send(content, paged=not (no_pager or quiet))
    else:
        with writing.written(target.file) as stream:
            stream.write(content)
    return status.DONE
