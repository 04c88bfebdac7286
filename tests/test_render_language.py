"""The language spoken: how it is chosen, and how values are said in it."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from qualstat.errors import UsageError
from qualstat.findings import message
from qualstat.render import language


@pytest.fixture(autouse=True)
def _no_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak without a catalogue: what is tested here is not its texts."""
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    language.set_language("en")


@pytest.mark.parametrize(
    ("option", "environ", "configured", "spoken"),
    [
        ("fr", {"QUALSTAT_LANG": "en"}, "en", "fr"),
        (None, {"QUALSTAT_LANG": "fr", "LANG": "en_GB.UTF-8"}, "en", "fr"),
        (None, {"LANG": "en_GB.UTF-8"}, "fr", "fr"),
        (None, {"LC_ALL": "fr_FR.UTF-8", "LANG": "en_GB.UTF-8"}, None, "fr"),
        (None, {"LC_MESSAGES": "fr_CA", "LANG": "C"}, None, "fr"),
        (None, {"LC_ALL": "", "LANG": "fr"}, None, "fr"),
        (None, {"LANG": "de_DE"}, None, "en"),
        (None, {"LANG": "C.UTF-8"}, None, "en"),
        (None, {}, None, "en"),
    ],
)
def test_choose(
    option: str | None, environ: dict[str, str], configured: str | None, spoken: str
) -> None:
    """The option wins over the variable, the file and the system; else English."""
    assert language.choose(option, environ, configured) == spoken


def test_unknown_language() -> None:
    """A language asked for by name must be one that is spoken."""
    with pytest.raises(UsageError) as error:
        language.choose(None, {"QUALSTAT_LANG": "de"}, None)
    assert str(error.value.findings[0].found) == "QUALSTAT_LANG: “de” is not a language of qualstat"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2018, "2018"),  # a year or a line, not grouped
        (20769, "20\u202f769"),
        (Fraction(5, 2), "2,5"),
        (date(2018, 12, 31), "31/12/2018"),
        (["a", "b"], "a, b"),
        (message("{n} rows", n=12_000), "12\u202f000 rows"),
        (True, "True"),
        (None, "None"),
    ],
)
def test_values_are_said(value: object, said: str) -> None:
    """The values of a message take the forms of the language."""
    language.set_language("fr")
    try:
        assert language.translate("{value}", value=value) == said
    finally:
        language.set_language("en")


def test_braces_of_a_value() -> None:
    """A value is never a form of its own: a cell may hold braces."""
    assert language.translate(message("“{cell}” is wrong", cell="{oops}")) == "“{oops}” is wrong"


def test_plural() -> None:
    """A count takes its own form, and its number is said."""
    assert language.plural("{n} row", "{n} rows", 1) == "1 row"
    assert language.plural("{n} row", "{n} rows", 12_000) == "12,000 rows"


def test_any_name_of_a_place() -> None:
    """A place may have any name, those of the parameters too."""
    assert language.translate(message("“{text}”, {one}", text="a", one=2)) == "“a”, 2"
    assert language.plural("{n} {one}", "{n} {many}", 2, one="row", many="rows") == "2 rows"
