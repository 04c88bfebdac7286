"""Recounting: a sample of the files of a store, counted again.

Takes a `Request` and a `Draw`; gives a `Recount`. Convention owned here: nothing of the store
changes, whatever is found.
"""

from pathlib import Path

from qualstat.engines.local import Progress
from qualstat.engines.recounting import Draw, Recount
from qualstat.engines.recounting import recount as recounted
from qualstat.pipeline.gathering import named
from qualstat.pipeline.request import Request
from qualstat.referentiel.loader import load
from qualstat.store import opened


def recount(
    request: Request, store: Path, drawn: Draw, *, progress: Progress | None = None
) -> Recount:
    """Return what became of the files drawn.

    Raises `UsageError` where there is no store, `ReferentielError`, `RegisterError`.
    """
    referentiel, _ = load(request.referentiel)
    files, _ = named(request)
    with opened(store, existing=True) as held:
        return recounted(held, files, referentiel.known_sites, drawn, progress=progress)
