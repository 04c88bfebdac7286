"""Dask: parts of files read by the workers of a Dask cluster, where the files are at hand.

Takes files, and the address of a scheduler; gives `FilePart` values. Conventions owned here: every
worker sees the files under the same paths, and has the same version of qualstat; what a lost
worker was reading is read again, by another one, and at last here.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qualstat import __version__
from qualstat.engines.lots import Task, dealt
from qualstat.engines.parts import FilePart, PartReader
from qualstat.errors import UsageError
from qualstat.exports.table import Share
from qualstat.findings import N_, Finding, Message, cut, message
from qualstat.reading.files import SourceFile
from qualstat.registers import KnownSites

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 10  # seconds in which a scheduler answers


def read_part(file: SourceFile, sites: KnownSites, key: str, share: Share) -> FilePart:
    """Return what a share of a file holds: what a worker is asked to do."""
    return PartReader(sites, key).read(file, share)


def version() -> str:
    """Return the version of qualstat: asked of each worker."""
    return __version__


def read_parts(
    files: Sequence[SourceFile],
    sites: KnownSites,
    key: str,
    scheduler: str,
    advance: Callable[[int], None] | None = None,
) -> Iterator[tuple[Task, FilePart]]:
    """Yield the parts of files as they are read.

    `advance` is told how many more bytes were read. Raises `UsageError` where no scheduler answers,
    it has no worker, or a worker is not like this machine.
    """
    from distributed import as_completed

    with _client(scheduler) as client:
        workers = _workers(client, scheduler)
        tasks = [task for lot in dealt([one.size for one in files], workers) for task in lot]
        asked = {
            client.submit(read_part, files[one.file], sites, key, one.share, pure=False): one
            for one in tasks
        }
        for future in as_completed(asked):
            task = asked[future]
            yield task, _result(future, files, sites, key, task)
            if advance:
                advance(files[task.file].size // task.share.of)


def _result(
    future: Any, files: Sequence[SourceFile], sites: KnownSites, key: str, task: Task
) -> FilePart:
    """Return what a worker read, or what is read here where the workers died of it."""
    from distributed import KilledWorker

    try:
        found: FilePart = future.result()
    except KilledWorker:
        return read_part(files[task.file], sites, key, task.share)
    return found


@contextmanager
def _client(scheduler: str) -> "Iterator[Client]":
    """Give what speaks with a scheduler."""
    try:
        from distributed import Client
    except ImportError:
        lacks = message(N_("the package “distributed” is not installed"))
        advice = message(N_("install qualstat[dask]"))
        raise UsageError(_refused("--engine dask", lacks, advice)) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # a lost worker is no news here
    try:
        client = Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError):
        said = message(N_("no scheduler answers at “{address}”"), address=cut(scheduler))
        advice = message(N_("start one with “dask scheduler”, and type the address it tells"))
        raise UsageError(_refused("--scheduler", said, advice)) from None
    with client:
        yield client


def _workers(client: "Client", scheduler: str) -> int:
    """Return how many threads the workers have together, each of them being like this machine."""
    try:
        versions = set(client.run(version).values())
    except Exception as error:  # whatever a worker without it raises
        said = message(N_("a worker cannot load qualstat: {reason}"), reason=cut(str(error)))
        advice = message(N_("install the same version of qualstat on each worker"))
        raise UsageError(_refused("--scheduler", said, advice)) from None
    if versions - {__version__}:
        said = message(N_("the workers have qualstat {theirs}, this machine {ours}"),
                       theirs=sorted(versions), ours=__version__)  # fmt: skip
        advice = message(N_("install the same version of qualstat on each worker"))
        raise UsageError(_refused("--scheduler", said, advice))
    threads: int = sum(client.nthreads().values())
    if not threads:
        said = message(N_("the scheduler at “{address}” has no worker"), address=cut(scheduler))
        advice = message(N_("start workers with “dask worker {address}”"), address=scheduler)
        raise UsageError(_refused("--scheduler", said, advice))
    return threads


def _refused(option: str, found: Message, advice: Message) -> Finding:
    return Finding(
        "usage", "blocking", found,
        message(N_("the address of a Dask scheduler that has workers")), advice,
        file=option,
    )  # fmt: skip
