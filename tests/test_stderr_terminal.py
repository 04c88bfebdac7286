"""What is told on stderr, on a terminal: coloured by us alone, whatever the data hold."""

from pathlib import Path

import pytest

from harmful import EVIL, OF_OURS, RAW
from terminals import on_terminal

MARK = "\ufffd"


@pytest.mark.parametrize(
    ("lang", "head"), [("fr", "\x1b[31merreur\u00a0: \x1b[0m"), ("en", "\x1b[31merror: \x1b[0m")]
)
def test_an_error_is_in_colours_and_whole(lang: str, head: str) -> None:
    status, _, err = on_terminal("compute", "--site", "istre", "--lang", lang, stderr=True)
    assert status == 2
    assert err.startswith(head)
    assert MARK not in err


def test_a_warning_is_in_colours_and_whole(tmp_path: Path) -> None:
    tmp_path.joinpath("appels.csv").write_text("site;debut;ligne;issue;attente_s;duree_s;x\n")
    words = ("compute", "--data", str(tmp_path), "--year", "2018")
    status, _, err = on_terminal(*words, stderr=True)
    assert status == 0
    assert "\x1b[33mwarning: \x1b[0m" in err
    assert MARK not in err


def test_without_colours_there_is_none() -> None:
    err = on_terminal("compute", "--site", "istre", stderr=True, env={"NO_COLOR": "1"})[2]
    assert err.startswith("error: ")
    assert "\x1b" not in err


def test_what_the_data_hold_colours_nothing(tmp_path: Path) -> None:
    """Ours stay, and theirs become marks: names of files, and what is typed."""
    name = EVIL.translate({0: None, ord("/"): None})
    tmp_path.joinpath(f"appels{name}.csv").write_bytes(b"")
    words = ("compute", "--data", str(tmp_path), "--year", "2018")
    for typed in ((), ("--site", name)):
        err = on_terminal(*words, *typed, stderr=True)[2]
        assert MARK in err
        assert not RAW.search(OF_OURS.sub("", err).replace("\n", ""))
