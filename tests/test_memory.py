"""Memory given back: only where the C library can."""

import ctypes
import sys
from types import SimpleNamespace

import pytest

from qualstat.measures.memory import give_back


@pytest.mark.parametrize(
    ("platform", "functions", "times"),
    [
        ("linux", ["malloc_trim"], 1),
        ("linux", [], 0),  # musl
        ("win32", ["malloc_trim"], 0),
    ],
)
def test_only_where_the_library_can(
    monkeypatch: pytest.MonkeyPatch, platform: str, functions: list[str], times: int
) -> None:
    asked: list[int] = []
    library = SimpleNamespace(**dict.fromkeys(functions, asked.append))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: library)
    give_back()
    assert len(asked) == times
