"""Remote places: exports in object storage give what the same files give here."""

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from qualstat.exports import remote
from registers_by_hand import ROOT

YEAR = ("--year", "2018", "--format", "csv")


@pytest.fixture
def bucket() -> Iterator[str]:
    """Give the address of the samples of 2018, a copy in memory; one register is in an archive."""
    held = fsspec.filesystem("memory")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted((ROOT / "samples").rglob("*.csv")):
            name = path.relative_to(ROOT / "samples").as_posix()
            if "visites" in name:
                archive.write(path, name)
            else:
                held.pipe(f"/registres/{name}", path.read_bytes())
    held.pipe("/registres/visites.zip", packed.getvalue())
    yield "memory://registres"
    held.rm("/registres", recursive=True)


def test_the_same_figures(run: Any, bucket: str) -> None:
    here = run("compute", *YEAR, "--data", str(ROOT / "samples"))
    there = run("compute", *YEAR, "--data", bucket)
    assert there.status == here.status == 0
    plain = here.out.replace(" made-up-example", "")
    assert there.out == plain
    assert len(plain.splitlines()) > 80


def test_a_store_knows_them_again(run: Any, bucket: str, tmp_path: Path) -> None:
    asked = ("compute", *YEAR, "--data", bucket, "--store", str(tmp_path / "a.store"))
    first = run(*asked)
    again = run(*asked)
    assert first.status == again.status == 0
    assert first.out == again.out
    known = run("store", "status", "--store", str(tmp_path / "a.store"), "--data", bucket)
    assert known.status == 0
    assert known.out


def test_an_address_of_an_unknown_kind(run: Any) -> None:
    found = run("compute", *YEAR, "--data", "nulle-part://registres")
    assert found.status == 2
    assert "the address “nulle-part://registres” cannot be reached" in found.err


def test_without_the_package(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "upath", None)
    found = run("compute", *YEAR, "--data", "memory://registres")
    assert found.status == 2
    assert "install qualstat[remote]" in found.err


def test_a_path_is_local() -> None:
    assert remote.is_local(ROOT)
    assert not remote.is_local(remote.at("memory://registres"))
