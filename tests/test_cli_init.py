"""`qualstat init`: a folder in which the first command gives the report's figures."""

from pathlib import Path
from typing import Any

import pytest

from cli_runs import ROOT, process

FIRST = ("compute", "--site", "istres", "--year", "2018", "--format", "csv")


def files(folder: Path, kind: str = "*") -> set[str]:
    found = (one for one in folder.rglob(kind) if one.is_file())
    return {one.relative_to(folder).as_posix() for one in found if "__pycache__" not in one.parts}


def test_the_figures_are_those_of_the_repository(tmp_path: Path) -> None:
    made = process("init", "demo", cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    last = made.stdout.splitlines()[-1].strip()
    assert last == "cd demo && qualstat compute --site istres --year 2018"
    here, there = process(*FIRST, cwd=tmp_path / "demo"), process(*FIRST)
    assert here.returncode == there.returncode == 0
    assert here.stdout == there.stdout
    assert len(here.stdout.splitlines()) > 10


def test_what_it_holds(run: Any, tmp_path: Path) -> None:
    place = tmp_path / "a" / "demo"
    assert run("init", str(place)).status == 0
    assert files(place / "referentiel") == files(ROOT / "referentiel")
    samples = files(ROOT / "samples") - files(ROOT / "samples", "*.py")
    assert files(place / "exemples") == samples
    assert {"README.md", "EXEMPLE-FICTIF.txt"} < samples
    assert sorted(one.name for one in place.iterdir()) == [
        "exemples", "qualstat.yaml", "referentiel",
    ]  # fmt: skip


def test_its_configuration_says_what_it_holds(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", str(tmp_path / "demo"))
    monkeypatch.chdir(tmp_path / "demo")
    text = Path("qualstat.yaml").read_text("utf-8")
    assert "data: exemples" in text
    for key in ("referentiel", "lang", "max_rejects"):
        assert f"{key}:" in text
    assert run("check", "--quiet").status == 0
    uncommented = text.replace("# lang:", "lang:").replace("# max_rejects:", "max_rejects:")
    Path("qualstat.yaml").write_text(uncommented, "utf-8")
    assert run("check", "--quiet", "--lang", "en").status == 0


def test_an_empty_folder_will_do(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", ".").status == 0
    assert (tmp_path / "qualstat.yaml").is_file()


def test_nothing_that_exists_is_touched(run: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    for place in (tmp_path, tmp_path / "mine.txt"):
        ran = run("init", str(place))
        assert (ran.status, ran.out) == (2, "")
        assert str(place) in ran.err
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_a_place_that_cannot_be_written(run: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    ran = run("init", str(tmp_path / "file" / "demo"))
    assert (ran.status, ran.out) == (6, "")
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("failure", [OSError(28, "No space left"), KeyboardInterrupt()])
def test_a_failure_leaves_no_trace(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise failure

    monkeypatch.setattr("shutil.copyfile", full)
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        assert run("init", str(tmp_path / name)).status in (6, 130)
    assert [one.name for one in tmp_path.iterdir()] == ["empty"]
    assert list((tmp_path / "empty").iterdir()) == []


def test_quiet_says_nothing(run: Any, tmp_path: Path) -> None:
    ran = run("init", str(tmp_path / "demo"), "--quiet")
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_a_name_with_blanks_is_quoted(run: Any, tmp_path: Path) -> None:
    last = run("init", str(tmp_path / "my demo")).out.splitlines()[-1]
    assert f"cd '{tmp_path / 'my demo'}' && qualstat compute" in last
