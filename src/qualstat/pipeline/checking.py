"""Checking: every finding on declarations and registers, and where each row went.

Takes a `Request`; gives a `Checked`. Convention owned here: nothing is computed.
"""

from collections.abc import Callable

from msgspec import Struct

from qualstat.engines.local import Progress
from qualstat.errors import ReferentielError
from qualstat.findings import Finding
from qualstat.pipeline.gathering import count, rows_gone
from qualstat.pipeline.known_days import known_until
from qualstat.pipeline.request import Request
from qualstat.reading.rejects import Reject
from qualstat.referentiel import case_files
from qualstat.referentiel.loader import read
from qualstat.scorecards import Account
from qualstat.scorecards.accounts import accounts


class Checked(Struct, frozen=True):
    """What `check` found: findings of the référentiel and registers, and the rows' account."""

    findings: tuple[Finding, ...]
    accounts: tuple[Account, ...]
    usable: bool = True  # whether the référentiel is


def check(
    request: Request,
    *,
    progress: Progress | None = None,
    reject: Callable[[Reject], None] | None = None,
) -> Checked:
    """Return every finding; hand each rejected row to `reject` as it is met.

    An invalid référentiel gives its findings alone. Raises `RegisterError` without registers.
    """
    referentiel, findings = read(request.referentiel)
    if referentiel is None:
        return Checked(tuple(findings), (), usable=False)
    _, cases = case_files.read(request.referentiel, referentiel)
    try:
        counted, found = count(referentiel, request, progress=progress, reject=reject)
    except ReferentielError as error:  # of a source profile
        return Checked((*findings, *error.findings), (), usable=False)
    as_of = known_until(counted, request.as_of)
    if reject is not None and counted.frozen.before is not None:
        found.append(rows_gone(counted.frozen.before))
    held = accounts(referentiel, counted.registers, as_of, request.period)
    usable = not any(one.severity == "blocking" for one in cases)
    return Checked((*findings, *cases, *found), held, usable=usable)
