"""`qualstat referentiel test`: the worked cases, each against the figure it must give.

Takes options; prints. Conventions owned here: a case that does not hold, or that cannot be read, is
a référentiel that does not say what it should, status 3.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualstat.cli import options, output, report, status
from qualstat.cli.referentiel import asking
from qualstat.findings import N_

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from qualstat.pipeline.working import Worked


def work_cases(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    indicators: Annotated[
        list[str] | None,
        typer.Argument(metavar=N_("[INDICATOR]..."), help=N_("of these only (else of all)")),
    ] = None,
    declared: options.Declared = None,
    form: options.Format = None,
    file: options.Output = None,
    sort: options.Sort = None,
    columns: options.Columns = None,
    quiet: options.Quiet = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print what the worked cases give; return the exit status."""
    target = output.target(file, form)
    from qualstat.render.worked import fields

    wanted = output.wanted(columns, sort, None, fields.columns)
    held = asking.loaded(declared, quiet=quiet)
    from qualstat.pipeline.working import failed, work
    from qualstat.referentiel import case_files
    from qualstat.referentiel.choosing import chosen_indicators
    from qualstat.render.worked import table

    chosen = {one.id for one in chosen_indicators(held, tuple(indicators or ()), None)}
    folder = asking.folder(declared)
    cases, wrong = case_files.read(folder, held)
    each = list(work(folder, [one for one in cases if one.indicator in chosen]))
    report.findings(wrong)
    if quiet:
        report.findings([failed(one, table.said(one)) for one in each if not one.holds])
    else:
        output.write(_document(each, wanted, unread=bool(wrong)), target, paged=not no_pager)
    return status.DONE if not wrong and all(one.holds for one in each) else status.REFERENTIEL


def _document(each: "Sequence[Worked]", wanted: output.Wanted, *, unread: bool) -> output.Document:
    from qualstat.render.worked import screen, table

    return output.Document(
        lambda console: screen.render(each, wanted.view, console, unread=unread),
        lambda: table.to_markdown(each, wanted.view),
        lambda form: table.written(each, wanted.view, form),
    )
