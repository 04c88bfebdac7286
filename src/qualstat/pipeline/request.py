"""Requests: what is asked of the house.

Takes nothing; gives `Request` values. Convention owned here: what is not asked for is everything.
"""

from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct

from qualstat.engines.crew import ALONE, Crew
from qualstat.exports.place import LIMIT
from qualstat.periods import Period


class Request(Struct, frozen=True):
    """What is asked: where the declarations and registers are, and which figures."""

    referentiel: Path
    data: Path
    sites: tuple[str, ...] = ()  # all of them when empty
    period: Period | None = None
    by: Literal["month", "quarter", "year"] | None = None
    as_of: date | None = None
    module: int | None = None
    indicators: tuple[str, ...] = ()  # all of them when empty
    sources: Path | None = None  # the folder of profiles
    alone: str = ""  # `data` is one file of this name, not a folder
    source: str | None = None  # the profile of that file; seen from its header when None
    store: Path | None = None  # where what was read is kept
    crew: Crew = ALONE  # who reads large registers
    max_unpacked: int = LIMIT  # bytes that what is packed may unpack to
    edition: str | None = None  # the edition that judges; the one in force when None
