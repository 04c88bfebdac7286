"""Alike: findings of one cause in a file, told once.

Takes findings; gives groups, errors first. Convention owned here: findings of a file are alike
where they say the same of the same column; they stand at the first of their lines, and are counted
all the same.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from qualstat.findings import Finding, Severity

ORDER: tuple[Severity, ...] = ("blocking", "warning", "information")
LINES_NAMED = 3


class Alike(Struct, frozen=True):
    """Findings of one cause: the first of them with the count of all, and their lines."""

    finding: Finding
    lines: tuple[int, ...]


def by_file(findings: Sequence[Finding]) -> Iterator[tuple[str, list[Alike]]]:
    """Yield each file with its findings, errors before warnings; files with an error first."""
    files: dict[str, list[Finding]] = {}
    for finding in findings:
        files.setdefault(finding.file, []).append(finding)
    with_error = {one.file for one in findings if one.severity == ORDER[0]}
    for file in sorted(files, key=lambda one: one not in with_error):
        yield file, _grouped(files[file])


def _grouped(findings: Sequence[Finding]) -> list[Alike]:
    held: dict[object, list[Finding]] = {}
    for one in sorted(findings, key=lambda one: (ORDER.index(one.severity), one.line or 0)):
        said = tuple(str(part) for part in (one.found, one.expected, one.advice))
        held.setdefault((one.severity, one.rule, one.column, said), []).append(one)
    return [_alike(found) for found in held.values()]


def _alike(found: Sequence[Finding]) -> Alike:
    lines = tuple(one.line for one in found if one.line is not None)
    return Alike(replace(found[0], count=sum(one.count for one in found)), lines)
