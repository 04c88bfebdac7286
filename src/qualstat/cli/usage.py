"""Usage: a mistake in what was typed, as an error.

Takes an option and what is wrong with it; gives a `UsageError`. Convention owned here: the
place of such a mistake is the option as it is typed.
"""

from collections.abc import Iterable

from qualstat.errors import UsageError
from qualstat.findings import Finding, Message, meant
from qualstat.spelling import nearest


def mistake(
    option: str, found: Message, expected: Message | None, advice: Message | None = None
) -> UsageError:
    """Return the error of an option that cannot be understood."""
    return UsageError(Finding("usage", "blocking", found, expected, advice, file=option))


def likely(name: str, known: Iterable[str]) -> Message | None:
    """Return the advice to type the nearest known name, where one is near."""
    return meant(nearest(name, known))
