"""Inputs: what a command reads, as the pipeline is asked for it.

Takes the options that say where things are; gives an `Inputs`. Conventions owned here: options
win over variables, variables over the file; `--data -` is one export on standard input, put aside
while the command runs, for it is read more than once.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from qualstat.cli import asked, configuration, places, progress, report, writing
from qualstat.cli.usage import mistake
from qualstat.findings import N_, message

if TYPE_CHECKING:  # it loads the whole house, which `--help` can do without
    from qualstat.periods import Period
    from qualstat.pipeline import Request

ENGINES = ["local", "dask"]
STDIN = "-"
NAME = "stdin"


class Inputs(Struct, frozen=True):
    """Where the declarations, the exports and their profiles are.

    `source` is the profile of what comes on standard input; `unpacked` how many bytes packed
    content may unpack to, None for the program's own limit. `check` is the command that lists
    every finding of the same inputs, `jobs` how many processes read them, or
    the workers of a `scheduler`.
    """

    referentiel: Path
    data: Path
    sources: Path | None
    unpacked: int | None
    source: str | None = None
    store: Path | None = None
    check: str = ""
    jobs: int = 1
    scheduler: str = ""

    @property
    def stdin(self) -> bool:
        """Whether the export comes on standard input."""
        return str(self.data) == STDIN

    def request(self, data: Path, ahead: Sequence[str] = (), **asked: Any) -> "Request":
        """Return what is asked of the pipeline; modules `ahead` load while registers are read."""
        from qualstat.engines.crew import Crew
        from qualstat.pipeline import Request

        if self.unpacked is not None:
            asked["max_unpacked"] = self.unpacked
        if self.stdin:
            asked |= {"alone": NAME, "source": self.source}
        crew = Crew(self.jobs, self.scheduler, tuple(ahead))
        asked |= {"sources": self.sources, "store": self.store, "crew": crew}
        return Request(self.referentiel, data, **asked)


def inputs(  # noqa: PLR0913  # one parameter an option
    *,
    data: str | None,
    referentiel: str | None,
    sources: str | None,
    unpacked: str | None,
    source: str | None = None,
    configured: configuration.Configuration | None = None,
    store: str | None = None,
    jobs: str | None = None,
    engine: str | None = None,
    scheduler: str | None = None,
    spared: Path | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Inputs:
    """Return what a command reads; `spared` is what it writes, which none of that may be.

    Raises `UsageError` where nothing names the data, or what is named makes no sense.
    """
    configured = configured or configuration.read(Path())
    declared = places.referentiel(referentiel, environ, configured)
    places.tell_unread(declared, referentiel, environ, configured)
    typed = {"--data": data, "--referentiel": referentiel, "--sources": sources,
             "--source": source, "--max-unpacked": unpacked}  # fmt: skip
    found = Inputs(
        declared,
        places.data(data, environ, configured),
        places.sources(sources, environ, configured, declared),
        places.unpacked(unpacked, environ, configured),
        source,
        None if data == STDIN else places.store(store, environ, configured),
        report.check_command(typed),
        places.jobs(jobs, environ),
        _scheduler(engine, scheduler),
    )
    if store is not None and found.stdin:
        lone = message(N_("a store, and an export on standard input"))
        raise mistake("--store", lone, message(N_("--store with a folder of exports")))
    if source is not None and not found.stdin:
        lone = message(N_("a profile for standard input, and files to read"))
        raise mistake("--source", lone, message(N_("--source with --data - only")))
    writing.spare(spared, found.data, found.sources)
    return found


def _scheduler(engine: str | None, address: str | None) -> str:
    """Return the address of the scheduler whose workers read; empty where this machine reads."""
    chosen = asked.choice("--engine", engine, ENGINES) or ("dask" if address else "local")
    if chosen == "dask" and not address:
        lone = message(N_("Dask, and no scheduler"))
        raise mistake("--engine dask", lone, message(N_("--scheduler with its address")))
    if chosen == "local" and address:
        lone = message(N_("a scheduler, and the engine of this machine"))
        raise mistake("--scheduler", lone, message(N_("--scheduler with --engine dask")))
    return address or ""


def question(  # noqa: PLR0913  # one parameter an option
    period: "Period | None",
    site: Sequence[str] | None,
    indicator: Sequence[str] | None,
    *,
    by: str | None = None,
    as_of: str | None = None,
    module: str | None = None,
    edition: str | None = None,
) -> dict[str, Any]:
    """Return what is asked of the registers, by the names of a `Request`."""
    return {
        "period": period, "sites": tuple(site or ()), "indicators": tuple(indicator or ()),
        "by": asked.choice("--by", by, asked.BY), "as_of": asked.day("--as-of", as_of),
        "module": asked.module(module), "edition": edition,
    }  # fmt: skip


@contextmanager
def asking(
    held: Inputs, *, shown: bool, ahead: Sequence[str] = (), **asked: Any
) -> "Iterator[tuple[Request, Callable[[int, int], None] | None]]":
    """Give what is asked of the pipeline, and what moves the progress bar where one is `shown`.

    `ahead` names the modules that show the answer: they load while registers are read.
    """
    with at_hand(held) as place, progress.shown(wanted=shown) as move:
        yield held.request(place, ahead, **asked), move


@contextmanager
def at_hand(held: Inputs) -> Iterator[Path]:
    """Give the folder or file to read: standard input is put aside first."""
    if not held.stdin:
        yield held.data
        return
    if sys.stdin is None:
        raise mistake("--data -", message(N_("nothing comes on standard input")),
                      message(N_("an export on standard input")))  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="qualstat-") as folder:
        file = Path(folder, NAME)
        with file.open("wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        yield file
