"""`qualstat explain`: all that is behind one figure.

Takes options; gives an explanation on stdout or in a file, and the rest on stderr. Convention
owned here: `--rows` without a role asks for all the rows that count.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from qualstat import pipeline
from qualstat.cli import asked, inputs, options, output, report, status
from qualstat.cli.commands import Command
from qualstat.findings import N_
from qualstat.spelling import fold, nearest

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from rich.console import Console

    from qualstat.explanations import Explanation

ROWS, EVERY = "--rows", "denominator"
Role = Literal["numerator", "denominator", "late", "overdue", "pending", "excluded"]
ROLES: tuple[Role, ...] = ("numerator", "denominator", "late", "overdue", "pending", "excluded")


class Explaining(Command):
    """The command, whose `--rows` may stand without a value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return what options leave of the arguments."""
        return super().parse_args(ctx, completed(args))


def completed(words: Sequence[str]) -> list[str]:
    """Return the words of a command line with the role that a bare `--rows` stands for.

    >>> completed(["--rows", "--late"])
    ['--rows', 'denominator', '--late']

    A word that is no role is one mistyped where the indicator is already named.
    """
    found: list[str] = []
    named = not words[0].startswith("-") if words else False
    for place, word in enumerate(words):
        found.append(word)
        following = words[place + 1] if place + 1 < len(words) else "-"
        known = named or fold(following) in ROLES or nearest(following, ROLES) is not None
        if word == ROWS and (following.startswith("-") or not known):
            found.append(EVERY)
    return found


app = typer.Typer(add_completion=False, rich_markup_mode=None)
Chosen = Annotated[
    str, typer.Argument(metavar=N_("INDICATOR"), help=N_("an indicator, as the list has it"))
]
Rows = Annotated[
    str | None,
    typer.Option(
        ROWS,
        metavar=N_("ROLE"),
        help=N_(
            "list its rows: numerator, denominator (or nothing), late, pending, overdue or excluded"
        ),
    ),
]
Late = Annotated[
    bool, typer.Option("--late", help=N_("the cases beyond the deadline, worst first"))
]
Ways = Annotated[
    bool, typer.Option("--ways", help=N_("the other ways to a yearly figure, side by side"))
]


@app.command(
    cls=Explaining,
    help=N_("Explain one figure: what it means, its arithmetic, and the rows behind it."),
    epilog="qualstat explain collectivites-courriels-5j --site istres --year 2018",
)
def explain(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    indicator: Chosen,
    site: options.Sites = None,
    year: options.Year = None,
    month: options.Month = None,
    quarter: options.Quarter = None,
    start: options.Start = None,
    end: options.End = None,
    as_of: options.AsOf = None,
    edition: options.Edition = None,
    rows: Rows = None,
    late: Late = False,
    ways: Ways = False,
    data: options.Data = None,
    referentiel: options.Declared = None,
    form: options.Format = None,
    file: options.Output = None,
    sources: options.Profiles = None,
    source: options.Source = None,
    store: options.Store = None,
    max_unpacked: options.MaxUnpacked = None,
    quiet: options.Quiet = False,
    no_progress: options.NoProgress = False,
    no_pager: options.NoPager = False,
) -> int:
    """Print or write an explanation; return the exit status."""
    period = asked.period(year=year, month=month, quarter=quarter, start=start, end=end)
    question = inputs.question(period, site, [indicator], as_of=as_of, edition=edition)
    role, target = asked.choice(ROWS, rows, ROLES), output.target(file, form)
    held = inputs.inputs(
        data=data, referentiel=referentiel, sources=sources, unpacked=max_unpacked, source=source,
        store=store, spared=target.file,
    )  # fmt: skip
    ahead = output.ahead(target, "explained.screen", "explained.records")
    shown = not (quiet or no_progress)
    with inputs.asking(held, shown=shown, ahead=ahead, **question) as (request, move):
        found = pipeline.explain(request, role=role, late=late, progress=move)
    report.scorecard(found.scorecard, check=held.check, named=period is not None, quiet=quiet)
    if found.scorecard.figures:  # else what is told says that no register holds a row
        output.write(_document(found, ways=ways), target, paged=not (no_pager or quiet))
    return status.of(found.scorecard.findings)


def _document(found: "Explanation", *, ways: bool) -> output.Document:
    """Return an explanation in every format; `ways` shows the other ways to its figure."""
    from qualstat.render.explained import records

    def draw(console: "Console") -> None:
        from qualstat.render.explained.screen import render

        render(found, console, ways=ways)

    def markdown() -> str:
        from qualstat.render.explained.markdown import to_markdown

        return to_markdown(found, ways=ways)

    return output.Document(draw, markdown, lambda form: records.written(found, form, ways=ways))
