"""Forgetting: the tallies of files that are gone, taken out of a store.

Takes a `Request` and names; gives the names of what was forgotten. Conventions owned here: what
is still there is not forgotten, for the next run would count it again; nothing is forgotten
without the folder that shows what is gone, nor in a folder that holds none of the known files.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, cut, meant, message
from qualstat.pipeline.holding import files
from qualstat.pipeline.request import Request
from qualstat.reading.files import natural
from qualstat.spelling import nearest
from qualstat.store import opened
from qualstat.store.files import forget as forget_files
from qualstat.store.kept import kept


def forget(request: Request, store: Path, names: Sequence[str]) -> list[str]:
    """Forget the files of some names, all that are gone where none is named; return their names.

    Raises `UsageError` where one is unknown or still there, `OutputError`.
    """
    if not request.data.is_dir():
        raise UsageError(
            Finding(
                "usage", "blocking",
                message(N_("there is no folder “{name}”"), name=str(request.data)),
                message(N_("the folder of the registers, which shows what is gone")),
                message(N_("name it with --data")), file="--data",
            )
        )  # fmt: skip
    there = files(request)
    with opened(store, existing=True) as held, held.writing():
        known = kept(held)
        now = {one.name for one in there} | {
            name for name in known if (request.data / name).exists()
        }
        gone = sorted(known.keys() - now, key=natural)
        if not (names or known.keys() & now):
            raise _another(request.data)
        findings = [found for name in names for found in _wrong(name, known, gone)]
        if findings:
            raise UsageError(findings)
        chosen = list(dict.fromkeys(names)) if names else gone
        forget_files(held, chosen)
    return chosen


def _wrong(name: str, known: Collection[str], gone: Collection[str]) -> list[Finding]:
    """Return why a file cannot be forgotten; nothing where it can."""
    if name in gone:
        return []
    if name in known:
        return [
            Finding(
                "usage", "blocking", message(N_("it is still there, and is counted")),
                message(N_("a file that is gone")),
                message(N_("take it out of the folder of the registers first")), file=name,
            )
        ]  # fmt: skip
    return [
        Finding(
            "usage", "blocking",
            message(N_("“{name}” is no file that the store knows"), name=cut(name)),
            message(N_("the name of a file, as “qualstat store status” shows it")),
            meant(nearest(name, gone or known)),
        )
    ]  # fmt: skip


def _another(folder: Path) -> UsageError:
    return UsageError(
        Finding(
            "usage", "blocking",
            message(N_("none of the files that the store knows is in “{name}”"), name=str(folder)),
            message(N_("the folder that was counted into this store")),
            message(N_("name the folder with --data, or the files to forget one by one")),
            file="--data",
        )
    )  # fmt: skip
