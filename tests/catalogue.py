"""The French catalogue, and the tool that keeps it, as the tests read them."""

import importlib.util
import re
from functools import cache
from types import ModuleType

from cli_runs import ROOT

BLANK = "\u00a0"  # the no-break space
WORD = re.compile(r"[^\W\d_]+")


@cache
def tools() -> ModuleType:
    """Return `tools/translations.py` as a module."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / "tools/translations.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def texts() -> dict[str, str]:
    """Return every French text by its source; each form of a plural is a text."""
    found: dict[str, str] = {}
    for one in tools().known().values():
        sources = one.id if isinstance(one.id, list | tuple) else (one.id,)
        targets = one.string if isinstance(one.string, list | tuple) else (one.string,)
        found.update(zip(sources, targets, strict=True))
    return found


def without_places(text: str) -> str:
    """Return a text with an ellipsis for each of its places."""
    return re.sub(r"{[^{}]*}", "…", text)


def words_of(text: str) -> list[str]:
    """Return the words of a text, those of its places apart."""
    return WORD.findall(without_places(text))
