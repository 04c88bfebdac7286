"""The language of a command line: which one is spoken, and that every text is."""

import re
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest

from cli_runs import pages
from qualstat.cli.root import COMMANDS
from qualstat.render import language


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of languages that were set, without setting them."""
    heard: list[str] = []
    monkeypatch.setattr("qualstat.cli.speech.set_language", heard.append)
    return heard


@pytest.fixture
def speak(run: Any, spoken: list[str]) -> Any:
    """Give the function that returns the language in which a command line is answered."""

    def speaks(*words: str) -> str:
        assert run(*words).status == 0
        return spoken[-1]

    return speaks


@pytest.mark.parametrize(
    ("words", "environ", "said"),
    [
        ("", "", "en"),
        ("", "LANG=fr_FR.UTF-8", "fr"),
        ("", "LANG=de_DE.UTF-8", "en"),
        ("", "LANG=fr_FR.UTF-8 LC_MESSAGES=C", "en"),
        ("", "LC_MESSAGES=fr_CA LANG=C", "fr"),
        ("", "LC_ALL=C LC_MESSAGES=fr_FR LANG=fr_FR", "en"),
        ("", "LC_ALL=C QUALSTAT_LANG=fr", "fr"),
        ("--lang en", "QUALSTAT_LANG=fr", "en"),
        ("--lang=fr", "", "fr"),
        ("--lang en --lang FR", "", "fr"),
    ],
)
def test_the_first_that_is_set_wins(
    speak: Any, monkeypatch: pytest.MonkeyPatch, words: str, environ: str, said: str
) -> None:
    for pair in environ.split():
        monkeypatch.setenv(*pair.split("="))
    assert speak(*words.split(), "--version") == said


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "fr", "compute", "--help"),
        ("compute", "--lang", "fr", "--help"),
        ("compute", "--help", "--lang=fr"),
        ("referentiel", "--lang", "fr", "list", "--help"),
    ],
)
def test_it_may_stand_anywhere(speak: Any, words: tuple[str, ...]) -> None:
    assert speak(*words) == "fr"


def test_the_file_comes_after_the_variable_and_before_the_system(
    speak: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "qualstat.yaml").write_text("lang: fr\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert speak("--version") == "fr"
    monkeypatch.setenv("QUALSTAT_LANG", "en")
    assert speak("--version") == "en"


@pytest.mark.parametrize("words", [("--lang", "de"), ("--lang=",), ("--lang",), ("--lang", "")])
def test_a_language_we_do_not_speak(run: Any, words: tuple[str, ...]) -> None:
    ran = run("compute", *words)
    assert (ran.status, ran.out) == (2, "")
    assert "--lang" in ran.err
    assert "fr or en" in ran.err


@pytest.mark.parametrize("words", [("--lang", "de"), ("--lang",)])
def test_the_refusal_speaks_the_language_without_the_option(
    run: Any, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("QUALSTAT_LANG", "fr")
    assert "fr ou en" in run("compute", *words).err
    monkeypatch.setenv("QUALSTAT_LANG", "de")
    assert "fr or en" in run("compute", *words).err


def test_a_variable_we_do_not_speak(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALSTAT_LANG", "de")
    ran = run("compute")
    assert ran.status == 2
    assert "QUALSTAT_LANG" in ran.err


class Marked(NullTranslations):
    """A catalogue that marks whatever passes through it."""

    def gettext(self, message: str) -> str:
        """Return a text, marked."""
        return re.sub(r"[^\W\d_]", "ж", re.sub(r"{[^}]*}", _kept, message)).translate(PLACES)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return a text for one or many, marked."""
        return self.gettext(msgid1 if n == 1 else msgid2)


HIDDEN = {ord("a") + place: 0xE000 + place for place in range(26)}
PLACES = {held: letter for letter, held in HIDDEN.items()}


def _kept(found: re.Match[str]) -> str:
    return found[0].translate(HIDDEN)


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak a language in which every letter that is translated is the same."""
    catalogue = Marked()
    monkeypatch.setattr("qualstat.cli.speech.set_language", lambda _: None)
    monkeypatch.setattr(language._spoken, "catalogue", catalogue)  # noqa: SLF001  # as set there


OWN = "|".join(sorted({name for page in pages() for name in page}, key=len, reverse=True))
NAMES = re.compile(rf"(qualstat|{OWN}|sources?|bash|zsh|fish|stdin|--?[a-z-]+|fr\|en|ID|N\b)")


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("words", [[], *([one] for one in COMMANDS)])
def test_every_word_of_help_is_translated(run: Any, words: list[str]) -> None:
    ran = run(*words, "--help")
    assert ran.status == 0
    help_, _, example = ran.out.rpartition(":\n")
    assert example.startswith("  qualstat ")
    left = NAMES.sub("", help_)
    left = re.sub(r"month\|quarter\|year|missed\|near|N\|P%|P%", "", left)
    assert re.findall(r"[A-Za-zé]+", left) == []


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize(
    "words",
    [
        ["comput"], ["compute", "--yeer", "2018"], ["compute", "--year"], ["init"],
        ["compute", "--quiet=1"], ["compute", "more"], ["compute", "--year", "2018", "--to", "1"],
        ["compute", "--by", "2"], ["compute", "-o", "2.7"], ["compute", "--max-rejects", "x"],
    ],
)  # fmt: skip
def test_every_word_of_a_mistake_is_translated(run: Any, words: list[str]) -> None:
    ran = run(*words)
    assert ran.status == 2
    own = "|".join(["qualstat", *COMMANDS])
    known = rf"{own}|comput|more|month|quarter|year|FOLDER|x\b"
    left = re.sub(rf"--?[a-z-]+|\.[a-z]+|{known}", "", ran.err)
    assert re.findall(r"[A-Za-z]+", left) == []
