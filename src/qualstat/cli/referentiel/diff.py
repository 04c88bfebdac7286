"""`qualstat referentiel diff`: what is added, dropped or changed, value by value.

Takes options; prints. Convention owned here: differences are the result, and the status is 0
whether there are some or none.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from qualstat.cli import options, output, status
from qualstat.cli.referentiel import asking
from qualstat.findings import N_

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from qualstat.referentiel.views import Compared

STATE = N_("an edition, a day as in 2018-06-30, or a folder")


def diff(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    before: Annotated[str, typer.Argument(metavar=N_("BEFORE"), help=STATE)],
    after: Annotated[str, typer.Argument(metavar=N_("AFTER"), help=STATE)],
    declared: options.Declared = None,
    form: options.Format = None,
    file: options.Output = None,
    sort: options.Sort = None,
    columns: options.Columns = None,
    quiet: options.Quiet = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print what differs between two states; return the exit status."""
    target = output.target(file, form)
    from qualstat.render.differences import fields

    wanted = output.wanted(columns, sort, None, fields.columns)
    from qualstat.referentiel.views import compared

    found = compared(before, after, asking.folder(declared))
    output.write(_document(found, wanted), target, paged=not (no_pager or quiet))
    return status.DONE


def _document(found: "Compared", wanted: output.Wanted) -> output.Document:
    from qualstat.render.differences import screen, table

    return output.Document(
        lambda console: screen.render(found, wanted.view, console),
        lambda: table.to_markdown(found, wanted.view),
        lambda form: table.written(found, wanted.view, form),
    )
