"""`qualstat history`: figures as published, without their registers.

Takes options; gives findings and figures on stdout. Conventions owned here: what is wrong with a
file is the result of an import, and goes to stdout; a blocking finding imports nothing, and is 4.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualstat.cli import asked, configuration, options, output, places, report, status, streams
from qualstat.cli.commands import Command, Group
from qualstat.cli.usage import mistake
from qualstat.findings import N_, message

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from rich.console import Console

    from qualstat.pipeline.history import Imported
    from qualstat.published import Published
    from qualstat.referentiel import Referentiel
    from qualstat.render.tables.choosing import View

IMPORTED = "qualstat history import samples/publie-exemple-fictif.txt --store publie.store"

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
KEPT = Annotated[
    str | None,
    typer.Option("--store", metavar=N_("FILE"), help=N_("where published figures are kept")),
]


@app.callback(
    help=N_("Import figures as earlier reports published them, to serve as the year before where"
            " its registers are gone."),
    epilog="qualstat history import samples/publie-exemple-fictif.txt --check",
)  # fmt: skip
def history() -> None:
    """Do nothing by itself."""


@app.command(
    name="import",
    cls=Command,
    help=N_("Check a file of published figures (CSV or workbook: site, indicateur, periode,"
            " valeur) and keep them in the store."),
    short_help=N_("check and keep the figures of a file"),
    epilog=IMPORTED,
)  # fmt: skip
def import_(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    file: Annotated[
        str, typer.Argument(metavar=N_("FILE"), help=N_("figures as published, in any format"))
    ],
    store: KEPT = None,
    check: Annotated[
        bool, typer.Option("--check", help=N_("only check: keep nothing, and need no store"))
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help=N_("keep the new value of a figure that changed"))
    ] = False,
    referentiel: options.Declared = None,
    max_unpacked: options.MaxUnpacked = None,
    quiet: options.Quiet = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print what is wrong with a file, and keep its figures; return the exit status."""
    configured = configuration.read(Path())
    declared = places.referentiel(referentiel, os.environ, configured)
    kept = _store(store, configured, needed=not check)
    limit = places.unpacked(max_unpacked, os.environ, configured)

    from qualstat import pipeline
    from qualstat.exports.place import LIMIT, Place

    place = Place(Path(file), limit=limit or LIMIT)
    found = pipeline.import_published(declared, place, kept, check=check, replacing=replace)
    _print(found, check=check, quiet=quiet, paged=not no_pager)
    return status.of(found.findings)


def _print(found: "Imported", *, check: bool, quiet: bool, paged: bool) -> None:
    from qualstat.render.findings import render_check
    from qualstat.render.published.told import told

    if quiet:
        report.findings([one for one in found.findings if one.severity == "blocking"])
        return

    def draw(console: "Console") -> None:
        render_check((), found.findings, console)
        for line in told(found, check=check):
            console.print(line, markup=False, highlight=False)

    streams.show(draw, paged=paged)


@app.command(
    name="list",
    cls=Command,
    help=N_("List the published figures that a store keeps."),
    short_help=N_("the published figures of a store"),
    epilog=f"{IMPORTED}\nqualstat history list --store publie.store",
)
def list_(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    site: options.Sites = None,
    indicator: options.Indicators = None,
    year: options.Year = None,
    month: options.Month = None,
    quarter: options.Quarter = None,
    start: options.Start = None,
    end: options.End = None,
    store: KEPT = None,
    form: options.Format = None,
    file: options.Output = None,
    sort: options.Sort = None,
    columns: options.Columns = None,
    referentiel: options.Declared = None,
    no_pager: options.NoPager = False,
) -> int:
    """Print or write the figures of a store; return the exit status."""
    period = asked.period(year=year, month=month, quarter=quarter, start=start, end=end)
    target, view = output.target(file, form), _view(columns, sort)
    configured = configuration.read(Path())
    declared = places.referentiel(referentiel, os.environ, configured)
    kept = _store(store, configured, needed=True)
    assert kept is not None

    from qualstat import pipeline
    from qualstat.pipeline.history import Chosen

    chosen = Chosen(tuple(site or ()), tuple(indicator or ()), period)
    document = _document(*pipeline.published(declared, kept, chosen), view)
    output.write(document, target, paged=not no_pager)
    return status.DONE


@app.command(
    name="remove",
    cls=Command,
    help=N_("Remove published figures from a store: those of the sites, indicators and period"
            " named."),
    short_help=N_("remove published figures from a store"),
    epilog=f"{IMPORTED}\nqualstat history remove --year 2016 --store publie.store",
)  # fmt: skip
def remove(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    site: options.Sites = None,
    indicator: options.Indicators = None,
    year: options.Year = None,
    month: options.Month = None,
    quarter: options.Quarter = None,
    start: options.Start = None,
    end: options.End = None,
    store: KEPT = None,
    referentiel: options.Declared = None,
    quiet: options.Quiet = False,
) -> int:
    """Remove figures, and say how many; return the exit status."""
    period = asked.period(year=year, month=month, quarter=quarter, start=start, end=end)
    configured = configuration.read(Path())
    declared = places.referentiel(referentiel, os.environ, configured)
    kept = _store(store, configured, needed=True)
    assert kept is not None

    from qualstat import pipeline
    from qualstat.pipeline.history import Chosen
    from qualstat.render.published.told import removed

    chosen: Chosen = Chosen(tuple(site or ()), tuple(indicator or ()), period)
    _, gone = pipeline.remove_published(declared, kept, chosen)
    if not quiet:
        streams.say(removed(gone))
    return status.DONE


def _store(
    option: str | None, configured: configuration.Configuration, *, needed: bool
) -> Path | None:
    """Return the store named, which a command may need."""
    found = places.store(option, os.environ, configured)
    if found is None and needed:
        raise mistake(
            "--store",
            message(N_("no store is named, where published figures are kept")),
            message(N_("a file: one is made where there is none")),
            message(N_("type --store FILE, or set QUALSTAT_STORE, or “store:” in qualstat.yaml")),
        )
    return found


def _view(columns: str | None, sort: str | None) -> "View":
    """Return how the figures are wanted; refuse early what is none of their columns."""
    view = asked.view(columns=columns, sort=sort)
    if view.asked:
        from qualstat.render.published import fields
        from qualstat.render.tables import choosing

        choosing.check(fields.columns(), view)
    return view


def _document(referentiel: "Referentiel", held: "list[Published]", view: "View") -> output.Document:
    from qualstat.render.published import table

    return output.Document(
        lambda console: table.render(referentiel, held, view, console),
        lambda: table.to_markdown(referentiel, held, view),
        lambda form: table.written(referentiel, held, view, form),
    )
