"""Status: the exit status of figures that were computed.

Takes a scorecard or the account of rows; gives the contract's number. Convention owned here:
where several apply, 4 goes before 5, and 5 before 1.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qualstat.cli.asked import Limit
from qualstat.errors import ReferentielError, RegisterError
from qualstat.findings import Finding

if TYPE_CHECKING:  # it loads the whole house
    from qualstat.scorecards import Account, Figure

DONE, FOUND, REJECTS = 0, 1, 5
REFERENTIEL, REGISTER = ReferentielError.status, RegisterError.status
FAIL_ON = {"missed": {"missed"}, "near": {"near", "missed"}}


def blocking(findings: Iterable[Finding]) -> bool:
    """Whether any finding is blocking."""
    return any(one.severity == "blocking" for one in findings)


def of(findings: Iterable[Finding]) -> int:
    """Return the status that findings alone stand for."""
    return REGISTER if blocking(findings) else DONE


def beyond(accounts: "Sequence[Account]", limit: Limit) -> bool:
    """Whether more rows were rejected than allowed, over all registers."""
    return limit.exceeded(rejected(accounts), sum(one.read for one in accounts))


def rejected(accounts: "Sequence[Account]") -> int:
    """Return how many rows were rejected, over all registers."""
    return sum(one.rejected for one in accounts)


def failing(figures: "Iterable[Figure]", fail_on: str | None) -> bool:
    """Whether a figure has a verdict that `--fail-on` names."""
    return fail_on is not None and any(one.verdict in FAIL_ON[fail_on] for one in figures)
