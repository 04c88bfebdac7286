"""Help: what it lists, how wide it is, and that its examples run."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli_runs import ROOT, bare, pages, process
from qualstat.cli.root import COMMANDS

NOT_NEEDED = ("pandas", "pyarrow", "pydantic", "yaml", "rich", "numpy")


@pytest.mark.parametrize("page", pages())
def test_every_page_ends_with_an_example_that_runs(
    run: Any, page: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = run(*page, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert max(len(line) for line in ran.out.splitlines()) <= 80
    lines = ran.out.splitlines()
    examples = lines[lines.index("Example:") + 1 :]
    for name in ("referentiel", "samples"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    for line in examples:
        program, *words = line.split()
        assert program == "qualstat"
        assert run(*words).status == 0


def test_it_lists_the_commands_that_work(run: Any) -> None:
    lines = run("--help").out.splitlines()
    listed = lines[lines.index("Commands:") + 1 : lines.index("Example:") - 1]
    assert [line.split()[0] for line in listed] == list(COMMANDS)
    for line in listed:
        assert run(line.split()[0], "--help").status == 0


def test_it_names_every_option_of_the_contract(run: Any) -> None:
    out = run("compute", "--help").out
    for option in (
        "--site", "--year", "--month", "--quarter", "--from", "--to", "--by", "--as-of",
        "--module", "--indicator", "--data", "--referentiel", "--format", "--output", "-o",
        "--fail-on", "--max-rejects", "--lang", "--quiet", "--no-progress", "--help", "--only",
        "--sort", "--columns", "--no-pager",
    ):  # fmt: skip
        assert option in out.replace(",", "").split()


@pytest.mark.parametrize("words", [(), ("referentiel",)])
def test_no_command_is_help_on_stderr_and_status_2(run: Any, words: tuple[str, ...]) -> None:
    bare_, asked = run(*words), run(*words, "--help")
    assert (bare_.status, bare_.out) == (2, "")
    assert bare_.err == asked.out


@pytest.mark.parametrize(
    ("words", "near"), [(("comput",), "compute"), (("referentiel", "lst"), "list")]
)
def test_an_unknown_command(run: Any, words: tuple[str, ...], near: str) -> None:
    ran = run(*words)
    assert (ran.status, ran.out) == (2, "")
    assert f"did you mean {near}?" in ran.err


def test_it_loads_no_heavy_library() -> None:
    for words in (["--help"], ["compute", "--help"], ["--version"]):
        code = "import sys; from qualstat.cli.main import main; "
        code += f"main({words}); print(*(set(sys.modules) & set({NOT_NEEDED})), file=sys.stderr)"
        ran = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=bare(), capture_output=True, text=True,
            check=True, timeout=60,
        )  # fmt: skip
        assert ran.stderr.strip() == ""


def test_no_colour_and_no_wide_line_in_a_pipe() -> None:
    for env in ({}, {"FORCE_COLOR": "1"}, {"GITHUB_ACTIONS": "true"}, {"COLUMNS": "200"}):
        out = process("compute", "--help", env=env).stdout
        assert "\x1b" not in out
        assert max(len(line) for line in out.splitlines()) <= 80
