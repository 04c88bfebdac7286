"""Errors: input that cannot be used at all.

Each class carries the exit status of the contract; they are caught once, at the edge (`cli`).
Defects that leave something to compute are findings, not errors.
"""

from collections.abc import Sequence

from qualstat.findings import Finding


class QualstatError(Exception):
    """Input that cannot be used; `findings` say where, what, and what to do."""

    status = 70

    def __init__(self, findings: Finding | Sequence[Finding]) -> None:
        self.findings = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__("; ".join(str(finding.found) for finding in self.findings))

    def __reduce__(self) -> tuple[type["QualstatError"], tuple[tuple[Finding, ...]]]:
        """Travel between processes by the findings."""
        return type(self), (self.findings,)


class UsageError(QualstatError):
    """A wrong option, configuration file or identifier."""

    status = 2


class ReferentielError(QualstatError):
    """A référentiel that cannot be used."""

    status = 3


class RegisterError(QualstatError):
    """No register at all, or one that cannot be read."""

    status = 4


class OutputError(QualstatError):
    """A result that cannot be written."""

    status = 6
