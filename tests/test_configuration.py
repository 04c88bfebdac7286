"""`qualstat.yaml`, the variables and the options: which one wins, and what is refused."""

from pathlib import Path
from typing import Any

import pytest

from cli_runs import ROOT, Fake
from qualstat.cli.configuration import Configuration, language, read
from qualstat.errors import UsageError


def written(folder: Path, text: str) -> Path:
    (folder / "qualstat.yaml").write_text(text, "utf-8")
    return folder


def refusals(folder: Path) -> list[tuple[int | None, str, str]]:
    """Return line, column and rule of each mistake in a folder's file."""
    with pytest.raises(UsageError) as caught:
        read(folder)
    return [(one.line, one.column, one.rule) for one in caught.value.findings]


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path) == Configuration()


def test_keys_are_text_and_paths_relative_to_the_file(tmp_path: Path) -> None:
    text = "data: 012\nreferentiel: /etc/ref\nsources: s\nlang: fr\nmax_rejects: 2 %\n"
    written(tmp_path, text + "max_unpacked: 3GB\n")
    assert read(tmp_path) == Configuration(
        tmp_path / "012", Path("/etc/ref"), tmp_path / "s", None, "fr", "2 %", "3GB"
    )


@pytest.mark.parametrize("text", ["", "# rien\n", "data:\n", "data: ~\n"])
def test_what_is_blank_is_absent(tmp_path: Path, text: str) -> None:
    assert read(written(tmp_path, text)) == Configuration()


def test_an_unknown_key_is_answered_with_the_nearest(tmp_path: Path) -> None:
    written(tmp_path, "lang: en\n  # a remark\nmax-reject: 5\n")
    assert refusals(tmp_path) == [(3, "1", "unknown-key")]
    with pytest.raises(UsageError) as caught:
        read(tmp_path)
    (one,) = caught.value.findings
    assert one.file == "qualstat.yaml"
    assert one.advice is not None
    assert one.advice.values == {"likely": "max_rejects"}


def test_every_mistake_at_once(tmp_path: Path) -> None:
    written(tmp_path, "data: [a, b]\nlang: de\nmax_rejects: many\n")
    assert [(line, rule) for line, _, rule in refusals(tmp_path)] == [
        (1, "configuration"), (2, "configuration"), (3, "configuration"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("data: a\nlang: fr\ndata: b\n", 3),
        ("data: a\n\tlang: fr\n", 2),
        ("data: a\n: :\n- b\n", 2),
        ("- data\n", 1),
        ("data\n", 1),
    ],
)
def test_what_is_no_list_of_keys(tmp_path: Path, text: str, line: int) -> None:
    assert [one[0] for one in refusals(written(tmp_path, text))] == [line]


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "qualstat.yaml").mkdir()
    assert len(refusals(tmp_path)) == 1


def test_a_mistake_in_the_file_is_status_2_and_help_still_works(
    run: Any, fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(written(tmp_path, "dta: x\nlang: fr\n"))
    ran = run("compute")
    assert (ran.status, ran.out) == (2, "")
    assert "qualstat.yaml:1" in ran.err
    assert "data" in ran.err
    assert run("compute", "--help").status == 0
    assert run("--help").status == 0
    assert run("check").status == 2
    assert fake.asked == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lang: fr\n", "fr"), ("# lang: fr\n", None), ("{lang: fr}\n", "fr"), ("data: x\n", None),
        ("lang: de\n", None), ("lang: [\n", None),
    ],
)  # fmt: skip
def test_the_language_of_the_file(tmp_path: Path, text: str, said: str | None) -> None:
    assert language(written(tmp_path, text)) == said


def test_options_win_over_variables_and_variables_over_the_file(
    run: Any, fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(written(tmp_path, "data: of-file\nreferentiel: ref-of-file\n"))
    words = ("compute", "--format", "csv")

    def places() -> tuple[str, str]:
        return str(fake.asked[-1].data), str(fake.asked[-1].referentiel)

    assert run(*words).status == 0
    assert places() == ("of-file", "ref-of-file")
    monkeypatch.setenv("QUALSTAT_DATA", "of-variable")
    monkeypatch.setenv("QUALSTAT_REFERENTIEL", "ref-of-variable")
    run(*words)
    assert places() == ("of-variable", "ref-of-variable")
    run(*words, "--data", "of-option", "--referentiel", "ref-of-option")
    assert places() == ("of-option", "ref-of-option")
    monkeypatch.setenv("QUALSTAT_DATA", "")  # as if it were not set
    run(*words)
    assert places() == ("of-file", "ref-of-variable")


@pytest.mark.usefixtures("fake")
def test_the_limit_of_rejected_rows(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scorecard made by hand has 16 rejected rows."""
    monkeypatch.chdir(written(tmp_path, "data: x\nmax_rejects: 3\n"))
    words = ("compute", "--format", "csv")
    assert run(*words).status == 5
    monkeypatch.setenv("QUALSTAT_MAX_REJECTS", "20")
    assert run(*words).status == 0
    assert run(*words, "--max-rejects", "3").status == 5
    monkeypatch.setenv("QUALSTAT_MAX_REJECTS", "3")
    assert run(*words, "--max-rejects", "none").status == 0


def test_without_any_folder_of_registers(
    run: Any, fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("compute", "check"):
        ran = run(command)
        assert (ran.status, ran.out) == (2, "")
        assert "--data FOLDER" in ran.err
        assert "QUALSTAT_DATA" in ran.err
        assert "qualstat.yaml" in ran.err
    assert run("compute", "--data", "x", "--format", "csv").status == 0
    assert fake.asked[0].referentiel == ROOT / "referentiel"


def test_a_folder_that_does_not_exist_is_registers_not_found(run: Any, tmp_path: Path) -> None:
    ran = run("compute", "--data", str(tmp_path / "nowhere"))
    assert (ran.status, ran.out) == (4, "")
    assert "nowhere" in ran.err
    assert run("check", "--data", str(tmp_path / "nowhere")).status == 4
    assert run("compute", "--referentiel", str(tmp_path / "nowhere")).status == 3
