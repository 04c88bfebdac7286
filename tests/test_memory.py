"""Memory given back: only where the C library can."""

import ctypes
import sys
from types import SimpleNamespace

import pytest

from qualstat.measures.memory import give_back


@pytest.mark.parametrize(
    ("platform", "library", "expected"),
    [
        ("linux", SimpleNamespace(malloc_trim=lambda _: asked.append(1)), [1]),
        ("linux", SimpleNamespace(), []),  # musl
        ("win32", None, []),
    ],
)
def test_only_where_the_library_can(
    monkeypatch: pytest.MonkeyPatch, platform: str, library: object, expected: list[int]
) -> None:
    asked.clear()
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: library)
    give_back()
    assert asked == expected


asked = list[int]()
