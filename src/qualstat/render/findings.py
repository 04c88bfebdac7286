"""Findings as text: one by one on the error stream, by file in `check`, and the row account.

Takes findings and accounts; gives lines, and prints them on a console. Convention owned here:
a finding reads where, what was found, what was expected, what to do; in `check` a file is named
once, findings alike are one with their first lines, and each names its rule.
"""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from qualstat.findings import N_, Finding
from qualstat.render import layout, numbers, words
from qualstat.render.alike import LINES_NAMED, ORDER, by_file
from qualstat.render.harmless import one_line
from qualstat.render.language import current, plural, translate
from qualstat.render.layout import INDENT, QUIET, Column
from qualstat.render.screen import show
from qualstat.scorecards import Account

SEVERITIES = {
    "blocking": N_("error"),
    "warning": N_("warning"),
    "information": N_("note"),
}
STYLES = {"blocking": "red", "warning": "yellow", "information": QUIET}
COUNTS = ("read", "counted", "superseded", "rejected", "outside")


def place(finding: Finding) -> str:
    """Return where a finding is, as editors read it: `file:line:5`, `file:line, column recu_le`."""
    where = finding.file + (f":{finding.line}" if finding.line is not None else "")
    if finding.column.isdecimal() and finding.line is not None:
        return f"{where}:{finding.column}"
    return ", ".join(part for part in (where, _column(finding)) if part)


def _column(finding: Finding) -> str:
    return translate("column {column}", column=finding.column) if finding.column else ""


def said(finding: Finding) -> list[str]:
    """Return what was found, what was expected and what to do, one sentence each."""
    found = translate(finding.found)
    if finding.count > 1:
        found += plural(" ({n} time)", " ({n} times)", finding.count)
    lines = [found]
    if finding.expected is not None:
        lines.append(translate("expected: {expected}", expected=finding.expected))
    if finding.advice is not None:
        lines.append(translate("to do: {advice}", advice=finding.advice))
    return lines


def text(finding: Finding) -> str:
    """Return a finding on one line, without colour: for logs and error messages."""
    where = place(finding)
    head = translate("{severity}: ", severity=translate(SEVERITIES[finding.severity]))
    body = " — ".join(said(finding))
    return one_line(f"{head}{where}{translate(': ')}{body}" if where else head + body)


def render_findings(findings: Sequence[Finding], console: Console) -> None:
    """Print findings one after the other, each with its place."""
    for finding in findings:
        show(_lines(finding, console.width, named=True), console)


def render_check(
    accounts: Sequence[Account], findings: Sequence[Finding], console: Console
) -> None:
    """Print findings grouped by file, their count, and the account of rows (C10)."""
    show(_by_file(findings, console.width), console)
    show([Text(counted(findings), style="bold")], console)
    if accounts:
        show([Text(), *account_lines(accounts, console.width)], console)


def counted(findings: Sequence[Finding]) -> str:
    """Return how many findings of each severity there are."""
    errors, warnings, notes = (
        sum(one.severity == severity for one in findings) for severity in ORDER
    )
    if not findings:
        return translate("No finding.")
    said = []
    if errors:
        said.append(plural("{n} error", "{n} errors", errors))
    if warnings:
        said.append(plural("{n} warning", "{n} warnings", warnings))
    if notes:
        said.append(plural("{n} note", "{n} notes", notes))
    return ", ".join(said) + "."


def _by_file(findings: Sequence[Finding], width: int) -> Iterator[Text]:
    for file, held in by_file(findings):
        if file:
            yield Text(file, style="bold")
        for one in held:
            yield from _lines(one.finding, width, named=False, lines=one.lines)
        yield Text()


def _lines(
    finding: Finding, width: int, *, named: bool, lines: Sequence[int] = ()
) -> Iterator[Text]:
    first, *rest = said(finding)
    word = translate(SEVERITIES[finding.severity])
    head = Text(word, style=STYLES[finding.severity])
    where = place(finding) if named else _within(finding, lines)
    joint = translate(": ") if named else ", "
    head.append(f"{joint}{where}{translate(': ')}" if where else translate(": "), style="")
    head.append(first, style="default")
    if not named:
        head.append(f" [{finding.rule}]", style=QUIET)
    indent = 0 if named or not finding.file else INDENT
    opening, *more = layout.wrap(head, width - indent - INDENT)
    opening.pad_left(indent)
    yield opening
    for line in more:
        line.pad_left(indent + INDENT)
        yield line
    for one in rest:
        yield from layout.wrap(Text(one, style=QUIET), width - indent - INDENT,
                               indent=indent + INDENT)  # fmt: skip


def _within(finding: Finding, lines: Sequence[int]) -> str:
    line = translate("line {line}", line=finding.line) if finding.line is not None else ""
    if len(lines) > 1:
        first = [str(one) for one in lines[:LINES_NAMED]]  # a line is never grouped as a count is
        more = ["…"] if len(lines) > LINES_NAMED else []
        line = translate("lines {lines}", lines=[*first, *more])
    return ", ".join(part for part in (line, _column(finding)) if part)


def account_table(accounts: Sequence[Account]) -> list[Text]:
    """Return the account of rows: read = counted + superseded + rejected + outside."""
    header = [translate("Register"), translate("read"), translate("counted"),
              translate("superseded"), translate("rejected"), translate("outside")]  # fmt: skip
    rows = [_account(words.register(one.register), one) for one in accounts]
    if len(accounts) > 1:
        total = Account("", *(sum(getattr(one, name) for one in accounts) for name in COUNTS))
        rows.append(_account(translate("total"), total))
    columns = [
        Column(name, layout.widest([name, *(row[place] for row in rows)]), right=place > 0)
        for place, name in enumerate(header)
    ]
    lines = layout.row([[Text(name, style=QUIET)] for name in header], columns)
    for row in rows:
        lines += layout.row([[Text(cell)] for cell in row], columns)
    return lines


def account_lines(accounts: Sequence[Account], width: int) -> list[Text]:
    """Return the account as a table where it fits, else as sentences."""
    lines = account_table(accounts)
    if layout.widest(line.plain for line in lines) > width:
        lines = [line for one in accounts for line in layout.wrap(Text(_equation(one)), width)]
    return [*lines, *layout.flow(_explained(accounts), width, joint=" ")]


def _explained(accounts: Sequence[Account]) -> Iterator[Text]:
    """Yield what becomes of the rows that are neither counted nor rejected, where there are any."""
    if any(one.superseded for one in accounts):
        yield Text(translate("Superseded: by a fuller version."), style=QUIET)
    if any(one.outside for one in accounts):
        yield Text(translate("Outside: the period, or what the site follows."), style=QUIET)


def _equation(one: Account) -> str:
    return translate(
        "{register}: {read} read = {counted} counted + {superseded} superseded"
        " + {rejected} rejected + {outside} outside",
        register=words.register(one.register),
        **dict(zip(COUNTS, _account("", one)[1:], strict=True)),
    )


def _account(name: str, one: Account) -> list[str]:
    counts = (getattr(one, field) for field in COUNTS)
    return [name, *(numbers.number(count, current()) for count in counts)]
