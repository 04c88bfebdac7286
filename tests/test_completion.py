"""Completion: what a shell is told may be typed, and that nothing there ever fails."""

import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer.main

from cli_runs import PROGRAM, ROOT, bare, process
from qualstat.cli import candidates, completing, completion, explain, output, root
from qualstat.cli.main import COMPLETING, main
from qualstat.render.fields import FIELDS

SITES = {
    "aix": "Sous-préfecture d'Aix-en-Provence",
    "arles": "Sous-préfecture d'Arles",
    "istres": "Sous-préfecture d'Istres",
    "prefecture": "Préfecture, site Saint-Sébastien",
}
FREE = {
    "--as-of",
    "--jobs",
    "--max-rejects",
    "--max-unpacked",
    "--on",
    "--rows",
    "--sample",
    "--scheduler",
    "--seed",
    "--settle-seconds",
}  # no list can be made of them
HEAVY = {"pandas", "numpy", "pyarrow", "pydantic", "rich"}


@pytest.fixture
def told(run: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Give the function that asks what may stand in place of the last word."""
    assert run("--version").status == 0

    def asks(*words: str, shell: str = "fish") -> dict[str, str]:
        monkeypatch.setenv(COMPLETING, shell)
        assert main(words) == 0
        said = capsys.readouterr()
        monkeypatch.delenv(COMPLETING)
        assert said.err == ""
        pairs = (line.split("\t") for line in said.out.splitlines())
        return {value: about for value, about in pairs}  # noqa: C416  # two columns, no more

    return asks


def test_commands_options_and_names(told: Any) -> None:
    assert list(told("")) == list(root.COMMANDS)
    assert set(told("sources", "")) == {"list", "draft", "try"}
    assert list(told("compute", "--si")) == ["--site"]
    assert told("compute", "--site", "") == SITES
    assert told("compute", "--site", "is") == {"istres": SITES["istres"]}
    assert told("compute", "--site=ai") == {"--site=aix": SITES["aix"]}
    assert told("compute", "--module", "")["7"].startswith("Communication d'urgence")
    assert told("compute", "--indicator", "RDV-4j-D") == {
        "rdv-4j-delai": "Délai moyen de fixation du rendez-vous"
    }
    assert "istres" in told("referentiel", "show", "")
    assert "courriels-5j" in told("referentiel", "show", "")
    assert told("sources", "try", "plain-c") == {"plain-calls": "Forme simple : appels"}
    assert told("sources", "try", "plain-calls", "sam") == {":files": ""}


def test_choices(told: Any) -> None:
    assert list(told("compute", "--format", "")) == output.FORMATS
    assert list(told("compute", "--by", "")) == ["month", "quarter", "year"]
    assert list(told("compute", "--lang", "")) == ["fr", "en"]
    assert list(told("compute", "--only", "")) == output.ONLY
    assert list(told("explain", "courriels-5j", "--rows", "")) == list(explain.ROLES)
    assert set(told("explain", "rdv-4j")) == {"rdv-4j", "rdv-4j-delai"}
    assert list(told("completion", "")) == list(completion.SCRIPTS)
    assert list(told("compute", "--columns", "")) == list(FIELDS)


def test_lists_with_commas_and_orders(told: Any) -> None:
    assert list(told("compute", "--only", "missed,")) == ["missed,near", "missed,missing"]
    assert told("compute", "--columns", "site,previous_s") == {
        "site,previous_source": "Source, previous year"
    }
    assert list(told("compute", "--sort", "-marg")) == ["-margin", "-margin_cases"]


def test_descriptions_are_in_the_language_spoken(told: Any) -> None:
    assert told("compute", "--lang", "fr", "--columns", "margin_")["margin_cases"] == (
        "Marge, en cas"
    )
    assert told("--lang", "fr", "comput") == {
        "compute": "les indicateurs des sites sur une période"
    }


def test_an_option_already_given_is_not_offered_again(told: Any) -> None:
    more = told("compute", "--year", "2018", "--site", "aix", "--quiet", "--")
    assert not {"--year", "--quiet"} & set(more)
    assert {"--site", "--format", "--lang", "--help"} <= set(more)


def test_years_are_those_of_the_registers(told: Any) -> None:
    assert list(told("compute", "--year", "")) == ["2018", "2017"]
    assert list(told("compute", "--quarter", "2018")) == ["2018Q1", "2018Q2", "2018Q3", "2018Q4"]
    assert told("compute", "--lang", "fr", "--month", "2017-02") == {"2017-02": "février"}


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("appels-2019-03.csv", ["2019"]), ("2016/export.csv", ["2016"]),
        ("courriers_20150630.csv.gz", ["2015"]), ("rdv-201412.csv", ["2014"]),
        ("appels.csv", ["2019", "2017"]), ("appels-12018.csv", ["2019", "2017"]),
    ],
)  # fmt: skip
def test_years_in_names_else_since_when_something_is_in_force(
    told: Any, tmp_path: Path, name: str, years: list[str]
) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.touch()
    assert list(told("compute", "--data", str(tmp_path), "--year", "")) == years


def test_names_come_from_what_the_line_and_the_configuration_name(
    told: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine" / "sites").mkdir(parents=True)
    (tmp_path / "mine" / "sites" / "gap.yaml").write_text("label: Préfecture de Gap\n", "utf-8")
    here = {"gap": "Préfecture de Gap"}
    assert told("compute", "--referentiel", str(tmp_path / "mine"), "--site", "") == here
    monkeypatch.chdir(tmp_path)
    assert told("compute", "--site", "") == SITES  # the program's own
    (tmp_path / "qualstat.yaml").write_text("referentiel: mine\n", "utf-8")
    assert told("compute", "--site", "") == here


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "tcsh"])
@pytest.mark.parametrize(
    "words",
    [
        (), ("nothing", ""), ("compute", "--frobnicate", ""), ("compute", "--lang"),
        ("compute", "--lang", "xx", "--site", ""), ("compute", "--lang=", ""), ("--", ""),
        ("compute", "--data", "", "--year", ""), ("compute", "=", "="), ("compute", "--site=", "'"),
        ("compute", "--referentiel", "/nowhere", "--site", ""), ("compute", "\udcff"),
        ("compute", "--data", "\0", "--year", ""), ("referentiel", "show", "a", "b"),
    ],
)  # fmt: skip
def test_nothing_ever_fails(told: Any, shell: str, words: tuple[str, ...]) -> None:
    told(*words, shell=shell)


def test_a_mistake_in_a_file_hides_its_label_only(told: Any, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "referentiel", tmp_path / "r")
    (tmp_path / "r" / "sites" / "aix.yaml").write_text("label: [", "utf-8")
    (tmp_path / "r" / "sites" / "gap.yaml").write_text('label: "a\\tb\\nc\\e[2J"', "utf-8")
    found = told("compute", "--referentiel", str(tmp_path / "r"), "--site", "")
    assert found == {**SITES, "aix": "", "gap": "a b c\ufffd[2J"}


def test_a_wrong_configuration_is_for_commands_to_refuse(
    told: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "qualstat.yaml").write_text("data: [\nlang: xx", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert told("compute", "--site", "") == SITES
    assert "2017" in told("compute", "--year", "")


def options() -> list[tuple[tuple[str, ...], str]]:
    """Return every option that takes a value, under its command."""
    found = []
    for name, (module, _) in root.COMMANDS.items():
        command: Any = typer.main.get_command(import_module(module).app)
        below = getattr(command, "commands", {"": command})
        found += [
            (tuple(filter(None, (name, sub))), max(one.opts, key=len))
            for sub, held in below.items()
            for one in held.params
            if one.param_type_name == "option" and not one.is_flag
        ]
    return found


@pytest.mark.parametrize(("command", "option"), options())
def test_every_value_that_has_a_list_has_candidates(
    told: Any, command: tuple[str, ...], option: str
) -> None:
    listed = option not in FREE or (*command, option) == ("explain", "--rows")
    assert bool(told(*command, option, "")) == listed


def test_it_is_light() -> None:
    for words in (["compute", "--site", ""], ["compute", "--year", ""], ["compute", "--sort", ""]):
        code = f"import sys; from qualstat.cli.main import main; main({words});"
        code += f"print(*(set(sys.modules) & {HEAVY}), file=sys.stderr)"
        ran = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={**bare(), COMPLETING: "fish"},
            capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        assert ran.stdout
        assert ran.stderr.strip() == ""


def test_no_command_runs_while_a_shell_asks() -> None:
    ran = process("compute", "--year", "2018", env={COMPLETING: "zsh"})
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "2018\t\n", "")


def test_scripts_ask_as_they_are_answered(run: Any) -> None:
    for shell in completion.SCRIPTS:
        ran = run("completion", shell.upper())
        assert ran.status == 0
        assert f"{COMPLETING}={shell} " in ran.out
        assert completing.FILES in ran.out
        assert completing.FOLDERS in ran.out
        assert "@PROGRAM" not in ran.out
    ran = run("completion", "bsh")
    assert (ran.status, ran.out) == (2, "")
    assert "did you mean bash?" in ran.err


def test_as_many_names_are_looked_at_as_a_shell_can_wait_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "appels-2018.csv").touch()
    place = candidates.Place({"--data": [str(tmp_path)]})
    assert candidates.years(place) == ["2018"]
    monkeypatch.setattr(candidates, "MOST", 0)
    assert candidates.years(place) == ["2019", "2017"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder whose `bin` holds the program, and whose `script` a shell loads."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "qualstat"
    words = " ".join(f"'{word}'" for word in PROGRAM)
    program.write_text(f'#!/bin/sh\nexec {words} "$@"\n', "utf-8")
    program.chmod(0o755)
    return tmp_path


def shell(home: Path, name: str, commands: str, before: str = "true") -> list[str]:
    """Return what a shell prints that has loaded its script."""
    place = shutil.which(name)
    if place is None:
        pytest.skip(f"no {name} here")
    (home / "script").write_text(completion.script(name), "utf-8")
    path = f"{home / 'bin'}:{bare()['PATH']}"
    ran = subprocess.run(
        [place, "-c", f"{before}\nsource {home / 'script'}\n{commands}"], cwd=ROOT,
        env={**bare(), "PATH": path, "HOME": str(home)}, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    assert ran.stderr == ""
    return ran.stdout.splitlines()


@pytest.mark.parametrize(
    ("typed", "replies"),
    [
        (["compute", "--site", "ist"], ["istres"]),
        (["compute", "--site", "=", "a"], ["aix", "arles"]),
        (["compute", "--site", "="], list(SITES)),
        (["compute", "--referentiel", "'referentiel'", "--site", "pref"], ["prefecture"]),
        (["compute", "--columns", "site,lab"], ["site,label"]),
        (["sources", "tr"], ["try"]),
        (["compute", "--site", "nowhere"], []),
    ],
)
def test_bash(home: Path, typed: list[str], replies: list[str]) -> None:
    words = " ".join(f'"{word}"' for word in ["qualstat", *typed])
    ask = f"COMP_WORDS=({words}); COMP_CWORD={len(typed)}; _qualstat qualstat\n"
    ask += 'for one in "${COMPREPLY[@]}"; do echo "$one"; done; complete -p qualstat'
    assert shell(home, "bash", ask) == [*replies, "complete -F _qualstat qualstat"]


def test_fish(home: Path) -> None:
    ask = "complete -C 'qualstat compute --site is'"
    assert shell(home, "fish", ask) == [f"istres\t{SITES['istres']}"]


def test_zsh_reads_its_script(home: Path) -> None:
    said = shell(home, "zsh", "true", before="compdef() { echo $*; }")
    assert said == ["_qualstat qualstat"]


def test_editions_are_offered(told: Any) -> None:
    found = told("compute", "--edition", "")
    assert list(found) == ["2018", "2019"]
    assert found["2018"] == "Qual-e-Pref, édition 2018"
