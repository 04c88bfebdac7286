"""`qualstat purge`: raw registers of past months go, what they count stays.

Takes options; removes files, writes a certificate, and prints what was done. Conventions owned
here: a person is asked before anything goes, a script is not, for it has named the month; what
is removed stands in a folder that somebody named.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualstat import pipeline
from qualstat.cli import (
    asked,
    configuration,
    inputs,
    options,
    output,
    progress,
    report,
    status,
    streams,
    writing,
)
from qualstat.cli.certificates import Certificates
from qualstat.cli.commands import Command
from qualstat.cli.usage import mistake
from qualstat.findings import N_, message
from qualstat.render.language import translate

if TYPE_CHECKING:  # they load the whole house, which `--help` can do without
    from qualstat.purges import Plan, Purged
    from qualstat.render.tables import Column

YES = {"y", "yes", "o", "oui"}

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Before = Annotated[
    str | None,
    typer.Option(
        "--before",
        metavar=N_("MONTH"),
        help=N_("the first month that stays, as in 2018-01; all earlier ones go"),
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=N_("say what would be removed, and remove nothing"))
]
Yes = Annotated[
    bool, typer.Option("--yes", help=N_("do not ask on a terminal (a script is never asked)"))
]
Certificate = Annotated[
    str | None,
    typer.Option(
        "--certificate",
        metavar=N_("FILE"),
        help=N_("where the certificate is written (else beside the store)"),
    ),
]


@app.command(
    cls=Command,
    help=N_("Remove the raw registers of past months once what they count is stored and verified."
            " Their figures stay; their rows are gone for good."),
    epilog="qualstat purge --before 2018-01 --dry-run",
)  # fmt: skip
def purge(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    before: Before = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    certificate: Certificate = None,
    data: options.Data = None,
    referentiel: options.Declared = None,
    store: options.Store = None,
    form: options.Format = None,
    file: options.Output = None,
    sort: options.Sort = None,
    columns: options.Columns = None,
    sources: options.Profiles = None,
    max_unpacked: options.MaxUnpacked = None,
    quiet: options.Quiet = False,
    no_progress: options.NoProgress = False,
    no_pager: options.NoPager = False,
) -> int:
    """Remove past registers, or say which; return the exit status."""
    month = _month(before)
    target, wanted = output.target(file, form), output.wanted(columns, sort, None, _columns)
    configured = configuration.read(Path())
    held = inputs.inputs(
        data=data, referentiel=referentiel, sources=sources, unpacked=max_unpacked,
        store=store, configured=configured,
    )  # fmt: skip
    if not dry_run:
        _check_named(held, data or os.environ.get("QUALSTAT_DATA") or configured.data)
    writing.spare(target.file, held.data, held.sources)
    proofs, answers = _proofs(held.store, before, certificate), list[bool]()
    bar = progress.shown(wanted=not (quiet or no_progress))
    with _store(held.store, dry_run=dry_run) as where, bar as move:
        found = pipeline.purge(
            held.request(held.data), where, month, day=date.today(),  # noqa: DTZ011  # as people say
            agreed=_agreed(answers, dry_run=dry_run, yes=yes), keep=proofs.keep, resume=not dry_run,
            progress=move,
        )  # fmt: skip
    given = {"--data": data, "--referentiel": referentiel, "--sources": sources, "--store": store,
             "--max-unpacked": max_unpacked}  # fmt: skip
    if answers == [False] and target.file is None:  # all of it was shown before the question
        streams.tell(translate("Nothing is removed."))
        return status.DONE
    report.compact(found.plan.findings, check=report.check_command(given), quiet=quiet)
    output.write(_document(found, wanted, proofs), target, paged=not (no_pager or quiet))
    if target.form in output.SILENT and not quiet:
        _say_certificates(proofs)
    from qualstat.pipeline.purging import check_removed

    check_removed(found)
    return status.DONE


def _month(before: str | None) -> int:
    expected = message(N_("the first month that stays, as in --before 2018-01"))
    if before is None:
        raise mistake("--before", message(N_("the value is missing")), expected)
    return asked.month_of("--before", before)


def _proofs(store: Path | None, before: str | None, certificate: str | None) -> Certificates:
    """Return where the certificates go; refuse early what cannot be written."""
    named = None if certificate is None else Path(certificate)
    proofs = Certificates(store or Path("qualstat.store"), before or "", named)
    proofs.check()
    return proofs


def _check_named(held: inputs.Inputs, named: object) -> None:
    """Refuse to remove what nobody has named, or what would be kept nowhere."""
    if held.stdin:
        raise mistake("--data -", message(N_("standard input cannot be purged")),
                      message(N_("a folder of registers")))  # fmt: skip
    if not named:
        raise mistake(
            "--data", message(N_("the registers that come with the program, which nobody named")),
            message(N_("the folder from which registers are to be removed")),
            message(N_("type --data FOLDER, or --dry-run to see what would be done")),
        )  # fmt: skip
    if held.store is None:
        raise mistake(
            "--store", message(N_("no store is named: the counts would be lost with the rows")),
            message(N_("a file in which the counts are kept")),
            message(N_("type --store FILE, or set QUALSTAT_STORE, or “store:” in qualstat.yaml")),
        )  # fmt: skip


@contextmanager
def _store(named: Path | None, *, dry_run: bool) -> Iterator[Path]:
    """Give the store; one that is thrown away where nothing is to be changed and there is none."""
    if named is not None and (named.exists() or not dry_run):
        yield named
        return
    with tempfile.TemporaryDirectory(prefix="qualstat-") as folder:
        yield Path(folder, "store")


def _agreed(answers: list[bool], *, dry_run: bool, yes: bool) -> "Callable[[Plan], bool]":
    """Return who agrees to a plan: nobody to try, a person on a terminal, else the command.

    What a person answers is kept among `answers`.
    """

    def agreed(plan: "Plan") -> bool:
        if dry_run:
            return False
        interactive = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
        if yes or not interactive:
            return True
        answers.append(_answer(plan))
        return answers[-1]

    return agreed


def _answer(plan: "Plan") -> bool:
    """Show a plan, ask, and return whether the answer is yes."""
    from qualstat.purges import Purged
    from qualstat.render.purging import screen

    planned, view = Purged(plan, date.min), asked.view(columns=None, sort=None)
    shown = streams.drawn(lambda console: screen.render(planned, view, console), sys.stderr)
    streams.tell(shown.rstrip("\n"))
    streams.tell(translate("Remove these files for good? Type “yes”; anything else leaves all:"))
    with suppress(EOFError):
        return input().strip().casefold() in YES
    return False


def _say_certificates(proofs: Certificates) -> None:
    from qualstat.purges.certificate import hash_of

    for place, text in proofs.held.items():
        streams.tell(translate("Certificate: {file}", file=str(place)))
        streams.tell(translate("SHA-256 of the certificate: {hash}", hash=hash_of(text)))


def _columns() -> "Sequence[Column]":
    from qualstat.render.purging.fields import columns

    return columns()


def _document(found: "Purged", wanted: output.Wanted, proofs: Certificates) -> output.Document:
    """Return what was done, in every format."""
    places = [str(place) for place in proofs.held]
    from qualstat.render.purging import screen, table

    return output.Document(
        lambda console: screen.render(found, wanted.view, console, places),
        lambda: screen.to_markdown(found, wanted.view, places),
        lambda form: table.written(found, wanted.view, form),
    )
