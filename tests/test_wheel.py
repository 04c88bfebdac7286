"""The wheel, away from the repository: what it carries is enough, and gives the same figures."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and lay it out in a folder, as an installation would."""
    built = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    command += ["--no-build-isolation", "--wheel-dir", str(built), str(ROOT)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(built / "site")
    return built / "site"


def run(*words: str, cwd: Path, site: Path | None = None) -> str:
    """Run the program in a folder, from the wheel or from the repository; return its stdout."""
    environ = {**os.environ, "PYTHONPATH": str(site or ROOT / "src"), "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "qualstat", *words]
    done = subprocess.run(command, cwd=cwd, env=environ, capture_output=True, text=True, check=True)
    return done.stdout


def test_init_then_compute_gives_the_same_figures(installed: Path, tmp_path: Path) -> None:
    run("init", "demo", cwd=tmp_path, site=installed)
    asked = ("compute", "--site", "istres", "--year", "2018", "--format", "json")
    there = json.loads(run(*asked, cwd=tmp_path / "demo", site=installed))
    here = json.loads(run(*asked, cwd=ROOT))
    assert there == here
    assert len(there["figures"]) == 20


def test_it_carries_its_data(installed: Path) -> None:
    names = {path.relative_to(installed).as_posix() for path in installed.rglob("*")}
    assert "qualstat/holidays.csv" in names
    assert "qualstat/locale/fr/LC_MESSAGES/qualstat.mo" in names
    assert "qualstat/shipped/referentiel/sites/istres.yaml" in names
    assert "qualstat/shipped/samples/EXEMPLE-FICTIF.txt" in names


def test_the_packages_referentiel_serves_elsewhere(installed: Path, tmp_path: Path) -> None:
    said = run("referentiel", "list", cwd=tmp_path, site=installed)
    assert "courriels-5j" in said
