"""Reports: everything that is said on stderr.

Takes findings and errors; prints them. Conventions owned here: on a terminal a finding is laid
out over lines, elsewhere (a log, a cron mail) it is one line; `compute` shows few findings, and
`check` shows them all.
"""

import shlex
import sys
import traceback
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from qualstat.cli import BUG, INTERRUPTED, streams
from qualstat.errors import QualstatError
from qualstat.findings import N_, OF_THE_QUESTION, REJECTED, Finding, Severity, message
from qualstat.render.language import plural, say, translate

if TYPE_CHECKING:  # it loads the whole house, which `--help` can do without
    from qualstat.scorecards import Account, Scorecard

MOST = 20  # findings that `compute` shows
SHOWN: tuple[Severity, ...] = ("blocking", "warning")


def findings(found: Sequence[Finding]) -> None:
    """Print findings on stderr."""
    from qualstat.render.findings import render_findings, text

    if not found or sys.stderr is None:
        return
    if sys.stderr.isatty():
        streams.show_aside(lambda console: render_findings(found, console))
    else:
        streams.tell("\n".join(text(one) for one in found))


def failure(error: QualstatError) -> None:
    """Say why nothing was done."""
    findings(error.findings)


def told(error: BaseException) -> Sequence[Finding]:
    """Return what is to be said of an error; nothing of an interruption."""
    if isinstance(error, QualstatError):
        return error.findings
    return [_bug(error)] if isinstance(error, Exception) else []


def status_of(error: BaseException) -> int:
    """Return the exit status of an error."""
    if isinstance(error, QualstatError):
        return error.status
    return BUG if isinstance(error, Exception) else INTERRUPTED


def bug(error: Exception, *, traced: bool) -> None:
    """Say that we failed, and where the whole story is."""
    if traced:
        streams.tell("".join(traceback.format_exception(error)).rstrip("\n"))
    findings([_bug(error)])


def _bug(error: Exception) -> Finding:
    # neither the text of the error nor its values: they may quote a register (P1)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    said = message(N_("qualstat failed: {kind} in {where}"), kind=type(error).__name__, where=where)
    wanted = message(N_("this is a defect of qualstat: set QUALSTAT_DEBUG=1 to see the traceback"))
    return Finding("bug", "blocking", said, advice=wanted)


def compact(found: Sequence[Finding], *, check: str, quiet: bool) -> None:
    """Say what hampers a computation, in a few lines; `check` is the command that says all."""
    told = [one for one in found if one.severity in SHOWN and one.rule != REJECTED]
    # what only this question says comes before what `check` lists too
    told.sort(key=lambda one: (SHOWN.index(one.severity), one.rule not in OF_THE_QUESTION))
    if quiet:
        findings([one for one in told if one.severity == "blocking"])
        return
    findings(told[:MOST])
    if len(told) > MOST:
        streams.tell(
            plural(
                "{n} more finding: {check} shows them all.",
                "{n} more findings: {check} shows them all.",
                len(told) - MOST,
                check=check,
            )
        )


def check_command(given: Mapping[str, str | None]) -> str:
    """Return the command that lists every finding of the same inputs."""
    words = [word for name, text in given.items() if text for word in (name, text)]
    return shlex.join(["qualstat", "check", *words])


def scorecard(held: "Scorecard", *, check: str, named: bool, quiet: bool) -> None:
    """Say what figures alone do not: the period, unless it was named, findings and rejects."""
    if not (named or quiet) and held.periods:
        from qualstat.periods import Period
        from qualstat.render import numbers
        from qualstat.render.language import current

        first, last = held.periods[0], held.periods[-1]
        chosen(numbers.period(Period(first.start, last.end), current()))
    compact((*held.findings, *held.changes), check=check, quiet=quiet)
    if not quiet:
        rejected(held.accounts, check=check, gone=held.gone)


def rejected(accounts: Sequence["Account"], *, check: str, gone: int = 0) -> None:
    """Say how many rows were rejected of which registers: those that were read, at all sites.

    `gone` are those of files that were purged since.
    """
    count = sum(one.rejected for one in accounts)
    if count:
        registers = [
            f"{translate(one.register)} {say(Fraction(one.rejected))}"
            for one in accounts
            if one.rejected
        ]
        streams.tell(
            plural(
                "{n} row rejected, all sites together ({registers}): {check} shows it.",
                "{n} rows rejected, all sites together ({registers}): {check} shows them.",
                count,
                check=check,
                registers=registers,
            )
        )
    if gone:
        streams.tell(plural("Of these, {n} was in a file that is purged, and cannot be shown.",
                            "Of these, {n} were in files that are purged, and cannot be shown.",
                            gone))  # fmt: skip


def beyond_limit(count: int, limit: str) -> None:
    """Say that more rows were rejected than allowed."""
    said = message(N_("too many rejected rows ({count})"), count=count)
    wanted = message(N_("at most {limit}"), limit=limit)
    findings([Finding("max-rejects", "blocking", said, wanted, file="--max-rejects")])


def chosen(period: str) -> None:
    """Name the period that nobody asked for."""
    streams.tell(
        translate("No period asked: {period}, the last year a register reaches.", period=period)
    )
