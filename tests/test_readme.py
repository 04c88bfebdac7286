"""The README: its commands run, and its tables say what the program's own tables say."""

import re
import shlex
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

import pytest
import typer.main
from babel.messages.pofile import read_po

from cli_runs import ROOT, pages
from published import LINES
from qualstat import errors
from qualstat.cli import (
    configuration,
    main,
    output,
    root,
    status,
)
from qualstat.registers import REGISTERS
from qualstat.registers.values import codes
from qualstat.render import words

README = (ROOT / "README.md").read_text("utf-8")
CATALOGUE = ROOT / "src/qualstat/locale/fr/LC_MESSAGES/qualstat.po"
ELSEWHERE = {"make", "pip", "python3", "source"}  # what sets the program up


def blocks(*, language: str) -> list[list[str]]:
    """Return the lines of the README's blocks of code."""
    found = re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [block.splitlines() for block in found]


def commands() -> list[tuple[str, int]]:
    """Return each line to type, and the status it promises: 0, or that of its comment."""
    lines = [line for language in ("console", "bash") for block in blocks(language=language)
             for line in block]  # fmt: skip
    assert all(line.startswith("$ ") for line in lines)
    parts = [line.removeprefix("$ ").partition("  # code ") for line in lines]
    return [(typed, int(code or 0)) for typed, _, code in parts]


def tables() -> list[list[list[str]]]:
    """Return the cells of the README's tables, headers first."""
    lines = README.splitlines()
    found = [list(part) for kind, part in groupby(lines, lambda one: one[:1] == "|") if kind]
    return [[_cells(row) for row in table if "---" not in row] for table in found]


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def table(*header: str) -> list[list[str]]:
    """Return the rows of the table under a header."""
    (found,) = (one for one in tables() if tuple(one[0]) == header)
    return found[1:]


def quoted(cell: str) -> list[str]:
    """Return what a cell shows as code."""
    return re.findall(r"`([^`]+)`", cell)


@pytest.mark.parametrize(("typed", "promised"), commands())
def test_a_command_runs(
    run: Any, typed: str, promised: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if " init " not in typed:  # a repository of one's own: nothing is written into this one
        for name in ("referentiel", "samples"):
            (tmp_path / name).symlink_to(ROOT / name)
    for step in typed.split(" && "):
        program, *rest = shlex.split(step)
        if program == "cd":
            monkeypatch.chdir(rest[0])
        elif program not in ELSEWHERE:
            assert program == "qualstat"
            ran = run(*rest)
            assert ran.status == promised, ran.err


def test_make_and_pip_do_what_is_said() -> None:
    targets = {line.split(":")[0] for line in (ROOT / "Makefile").read_text("utf-8").splitlines()}
    others = [shlex.split(typed) for typed, _ in commands() if typed.split()[0] in ELSEWHERE]
    assert [words for words in others if words[0] == "pip"] == [["pip", "install", "."]]
    assert {words[1] for words in others if words[0] == "make"} == {"demo", "test"} <= targets


def test_commands() -> None:
    groups = {page[0] for page in pages() if len(page) > 1}
    named = [page for page in pages() if page and (len(page) > 1 or page[0] not in groups)]
    rows = table("commande", "ce qu'elle fait")
    assert [quoted(name) for name, _ in rows] == [["qualstat " + " ".join(one)] for one in named]


def test_every_option_exists() -> None:
    known = {"--help", "--lang"}
    for module, _ in root.COMMANDS.values():
        command = typer.main.get_command(import_module(module).app)
        known |= {name for one in _all(command) for name in one.opts}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", README))
    assert len(named) > 10
    assert named <= known


def _all(command: Any) -> list[Any]:
    below = getattr(command, "commands", {}).values()
    return [*command.params, *(one for sub in below for one in _all(sub))]


def test_formats() -> None:
    endings = {form: ending for ending, form in output.ENDINGS.items()}
    rows = table("format", "fin du nom de fichier", "pour")
    assert [(quoted(form), quoted(ending)) for form, ending, _ in rows] == [
        ([form], [endings[form]] if form in endings else []) for form in output.FORMATS
    ]


def test_exit_statuses() -> None:
    raised = [one.status for one in (errors.UsageError, errors.ReferentielError,
                                     errors.RegisterError, errors.OutputError)]  # fmt: skip
    given = [status.DONE, status.FOUND, status.REFERENTIEL, status.REGISTER, status.REJECTS]
    known = {*raised, *given, main.DONE, main.BUG, main.INTERRUPTED}
    rows = table("code de sortie", "sens")
    assert [int(code) for code, _ in rows] == sorted(known)
    (found,) = (meaning for code, meaning in rows if int(code) == status.FOUND)
    assert set(status.FAIL_ON) < set(quoted(found))


def test_registers() -> None:
    rows = table("registre", "fichiers", "colonnes")
    assert len(rows) == len(REGISTERS)
    for (_, files, columns), register in zip(rows, REGISTERS.values(), strict=True):
        required, *optional = quoted(columns)
        assert quoted(files) == [register.pattern]
        assert required.split(";") == list(register.required)
        assert [*register.required, *optional] == list(register.columns)


def test_columns_and_their_values() -> None:
    said = {name: values for names, values in table("colonne", "valeurs") for name in quoted(names)}
    every = {name for one in REGISTERS.values() for name in one.columns}
    assert every - set(said) == {"recu_le", "demande_le", "arrivee"}  # named beside `debut`
    assert set(quoted(said["debut"])) == every - set(said)
    for register in REGISTERS.values():
        for name in register.categories:
            assert tuple(quoted(said[name])) == codes(register, name)
            blank = register.model.model_fields[name]
            assert said[name].endswith("ou rien") == (type(None) in get_args(blank.annotation))


def test_sites() -> None:
    said = {name: values for names, values in table("colonne", "valeurs") for name in quoted(names)}
    assert sorted(quoted(said["site"])) == sorted(
        path.stem for path in (ROOT / "referentiel/sites").glob("*.yaml")
    )


def test_configuration_and_variables() -> None:
    (keys,) = re.findall(r"les clés possibles : ([^)]*)\)", README)
    assert quoted(keys) == configuration.KEYS
    sources = "".join(one.read_text("utf-8") for one in (ROOT / "src").rglob("*.py"))
    assert all(name in sources for name in re.findall(r"QUALSTAT_[A-Z_]+", README))


def test_it_speaks_as_the_screen_does() -> None:
    """What the catalogue calls a verdict or an absence, the README calls the same."""
    with CATALOGUE.open("rb") as stream:
        french = {one.id: one.string for one in read_po(stream, locale="fr")}
    for text in words.STATES.values():
        assert f"« {french[text]} »" in README or not french[text]
    for code, text in words.VERDICTS.items():
        assert f"{words.FACES[code]} **{french[text]}**" in README or not french[text]


def test_links_stay_in_the_repository() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert len(links) > 3
    assert [one for one in links if not (ROOT / one).is_file()] == []
    assert "://" not in README


def test_the_changelog_counts_the_published_lines() -> None:
    assert f"({len(LINES)} lines, held by" in (ROOT / "CHANGELOG.md").read_text("utf-8")
