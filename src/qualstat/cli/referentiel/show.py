"""`qualstat referentiel show`: an indicator or a site in full, or where each value comes from.

Takes options; prints. Conventions owned here: an engagement (E17) names the indicators that serve
it, in the edition of the day asked for, else in any; a site, a day, an engagement or a file asked
for shows values by their lines, an id alone shows the sheet.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from qualstat.cli import asked, options, output, status, streams
from qualstat.cli.referentiel import asking
from qualstat.cli.usage import likely, mistake
from qualstat.findings import N_, cut, message
from qualstat.spelling import fold

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from qualstat.referentiel import Referentiel
    from qualstat.referentiel.indicators import Indicator
    from qualstat.referentiel.origins import Asked


def show(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    name: Annotated[
        str,
        typer.Argument(
            metavar=N_("ID"),
            help=N_("an indicator or a site, as the list has it; or an engagement"),
        ),
    ],
    site: options.Sites = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar=N_("DAY"), help=N_("what is in force on a day (else on any)")),
    ] = None,
    declared: options.Declared = None,
    form: options.Format = None,
    file: options.Output = None,
    sort: options.Sort = None,
    columns: options.Columns = None,
    quiet: options.Quiet = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print an indicator or a site, or the values of an indicator; return the exit status."""
    day, target = asked.day("--on", on), output.target(file, form)
    from qualstat.render.origins import fields

    wanted = output.wanted(columns, sort, None, fields.columns)
    held = asking.loaded(declared, quiet=quiet)
    paged = not (no_pager or quiet)
    found = _indicators(held, name, day)
    if _plain(held, name) and not (site or day or wanted.view.asked or target.form != "terminal"):
        _sheet(held, name, paged=paged)
        return status.DONE
    from qualstat.referentiel import folder
    from qualstat.referentiel.choosing import chosen_sites
    from qualstat.referentiel.origins import Asked

    written, sites = folder.read(asking.folder(declared)), chosen_sites(held, site or ())
    each = [Asked(held, written, one, sites, day) for one in found]
    output.write(_document(each, wanted), target, paged=paged)
    return status.DONE


def _document(each: "Sequence[Asked]", wanted: output.Wanted) -> output.Document:
    from qualstat.render.origins import screen, table

    return output.Document(
        lambda console: screen.render(each, wanted.view, console),
        lambda: table.to_markdown(each, wanted.view),
        lambda form: table.written(each, wanted.view, form),
    )


def _sheet(held: "Referentiel", name: str, *, paged: bool) -> None:
    from qualstat.render.reference import render_indicator, render_site

    known = _known(held, name)
    if known in held.indicators:
        indicator = held.indicators[known]
        streams.show(lambda console: render_indicator(held, indicator, console), paged=paged)
    else:
        streams.show(lambda console: render_site(held, held.sites[known], console), paged=paged)


def _plain(held: "Referentiel", name: str) -> bool:
    """Whether a name is that of an indicator or a site."""
    return any(fold(one) == fold(name) for one in (*held.indicators, *held.sites))


def _known(held: "Referentiel", name: str) -> str:
    return next(one for one in (*held.indicators, *held.sites) if fold(one) == fold(name))


def _indicators(held: "Referentiel", name: str, day: date | None) -> "list[Indicator]":
    """Return the indicators that a name stands for; all that a site follows, for a site."""
    if _plain(held, name):
        known = _known(held, name)
        if known in held.indicators:
            return [held.indicators[known]]
        return [one for one in held.indicators.values() if held.ever_follows(known, one.id)]
    editions = held.editions if day is None else (held.edition(day),)
    found = [
        one
        for one in held.indicators.values()
        if any(fold(one.engagements.get(edition.id, "")) == fold(name) for edition in editions)
    ]
    if found:
        return found
    numbers = [number for edition in editions for number in edition.engagements]
    said = message(
        N_("“{name}” is neither an indicator, nor a site, nor an engagement that one serves"),
        name=cut(name),
    )
    expected = message(N_("an id that qualstat referentiel list shows"))
    raise mistake("", said, expected, likely(name, (*held.indicators, *held.sites, *numbers)))
