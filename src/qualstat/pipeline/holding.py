"""Standing: what a store holds, when each source last delivered, and what became of its files.

Takes a store, the référentiel, and the folder of the registers where there is one; gives a
`Standing`. Convention owned here: the store alone says what it holds; the folder adds which files
are new, changed, to be read again or gone, and no tally is made.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from qualstat.pipeline.gathering import is_sample
from qualstat.pipeline.request import Request
from qualstat.reading.files import SourceFile, find, natural
from qualstat.referentiel.loader import load
from qualstat.registers import KnownSites
from qualstat.sources.loader import load as load_sources
from qualstat.store import Store, opened, schema
from qualstat.store.files import reading_of, twins
from qualstat.store.kept import Kept, kept
from qualstat.store.standing import FileState, Standing, State, usable_key, valid_rows
from qualstat.store.standing import standing as sources_of


def standing(request: Request, store: Path, *, folder: bool) -> Standing:
    """Return what a store holds; `folder`: beside the registers that the request names.

    Raises `UsageError` where there is no store, `ReferentielError`.
    """
    referentiel, _ = load(request.referentiel)
    there = files(request) if folder else []
    with opened(store, existing=True) as opened_, opened_.reading():
        held = kept(opened_)
        return Standing(
            path=opened_.path,
            size=opened_.path.stat().st_size,
            version=schema.VERSION,
            files=tuple(_states(opened_, held, there, referentiel.known_sites, folder=folder)),
            sources=sources_of(opened_, referentiel),
            referentiel=referentiel,
            key=usable_key(opened_),
            folder=str(request.data) if folder else "",
            sample=folder and is_sample(request.data),
        )


def files(request: Request) -> list[SourceFile]:
    """Return the files of the registers that a request names, without reading them."""
    sources, _ = load_sources(request.sources)
    found, _ = find(request.data, sources, limit=request.max_unpacked)
    return found


def _states(
    store: Store,
    held: Mapping[str, Kept],
    there: Sequence[SourceFile],
    sites: KnownSites,
    *,
    folder: bool,
) -> list[FileState]:
    """Return every file that the store knows or the folder holds, in natural order."""
    valid = valid_rows(store)
    now, twin_of = {one.name: one for one in there}, twins(held, there) if folder else {}
    found = [
        FileState(name, one.register, _state(one, now.get(name), sites)
                  if folder and name not in twin_of else "known", valid.get(name, 0))
        for name, one in held.items()
    ]  # fmt: skip
    found += [
        FileState(one.name, one.register.name, "new") for one in there if one.name not in held
    ]
    return sorted(found, key=lambda one: natural(one.name))


def _state(one: Kept, file: SourceFile | None, sites: KnownSites) -> State:
    """Return what became of a file, as the next run will see it."""
    if file is None:
        return "vanished"
    if one.stamp != file.place.stamp() and one.sha256 != file.place.fingerprint():
        return "changed"
    return "known" if one.reading == reading_of(file, sites) else "again"
