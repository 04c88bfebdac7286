"""Remote places: a folder in object storage, as fsspec reaches it.

Takes an address, as in `s3://registres/2018`; gives what stands for its path. Convention owned
here: it answers like a path of the standard library, but for what the system alone knows.
"""

from pathlib import Path
from typing import Any, cast

from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, cut, message


def at(address: str) -> Path:
    """Return the place at an address.

    Raises `UsageError` where what is needed is not installed, or knows no such address.
    """
    try:
        from upath import UPath

        place = cast("Any", UPath(address))
        known = not is_local(place) and place.fs  # made here: what is missing is said at once
    except ImportError:
        raise UsageError(_refused(address, install=True)) from None
    except ValueError:
        raise UsageError(_refused(address, install=False)) from None
    if not known:
        raise UsageError(_refused(address, install=False))
    return cast("Path", place)  # it has what is asked of a path here


def is_local(path: Path) -> bool:
    """Tell whether a path is one of this machine's own."""
    return isinstance(path, Path)


def _refused(address: str, *, install: bool) -> Finding:
    found = message(N_("the address “{address}” cannot be reached"), address=cut(address))
    expected = message(N_("a folder, or an address that fsspec knows, as in s3://registres"))
    advice = message(N_("install qualstat[remote], and the package of this kind of address"))
    return Finding("usage", "blocking", found, expected, advice if install else None, file="--data")
