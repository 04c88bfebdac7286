"""The French catalogue: every text is there, fresh, and typed as French is."""

import ast
import gettext
import re
from collections.abc import Iterator

import pytest

from catalogue import BLANK, texts, tools, without_places, words_of
from cli_runs import ROOT
from qualstat.render.language import FOLDER

CATALOGUE = FOLDER / "fr" / "LC_MESSAGES" / "qualstat.mo"
HIGH = ":;!?%»"  # signs that follow a no-break space


def test_the_catalogue_is_complete_and_fresh() -> None:
    assert tools().problems() == []


def test_texts_name_the_places_of_their_sources() -> None:
    assert tools().misplaced(tools().merged()) == []


def marked() -> Iterator[str]:
    """Yield every literal text that the sources hand to a mark, within f-strings too."""
    marks = {"N_": 1, "translate": 1, "plural": 2}  # how many of its arguments are texts
    for file in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for held in node.args[: marks.get(node.func.id, 0)]:
                    if isinstance(held, ast.Constant) and held.value:
                        yield held.value


def test_no_marked_text_escapes_extraction() -> None:
    """An extraction that reads tokens does not see into the f-strings of older Pythons."""
    sources = set(texts())
    assert [text for text in marked() if text not in sources] == []


def test_the_compiled_catalogue_gives_the_texts() -> None:
    with CATALOGUE.open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    for one in tools().known().values():
        if isinstance(one.id, list | tuple):
            said = [compiled.ngettext(*one.id, n) for n in (0, 1, 2)]
            assert said == [one.string[0], one.string[0], one.string[1]]
        else:
            assert compiled.gettext(one.id) == one.string


SAME_IN_BOTH = {
    "Arguments", "Conventions", "Date", "Document", "Eng.", "Engagement", "FORMAT", "ID", "Module",
    "Notes", "Options", "SHA-256", "Services", "Site", "Sites", "Source", "Zone", "[OPTIONS]",
    "max. {month}", "min. {month}", "module {number}{label}", "p", "p < 0.001", "p < 0.01",
    "source: {source}", "stable", "suggestions", "total", "Test", "Tests", "Verdict", "volume",
    "zone {zone}", "{number} point", "{number} points",
}  # fmt: skip


def test_few_texts_are_the_same_in_french() -> None:
    """What is left in English would pass for French below."""
    alike = {
        source for source, text in texts().items()
        if words_of(source) == words_of(text) != []
    }  # fmt: skip
    assert alike == SAME_IN_BOTH


def typed_badly(text: str) -> list[str]:
    """Return what French typography refuses in a text, apart from what one types in a file."""
    code = re.sub(r"\b[a-z_]+: ?(?=[^«]*»)|\(!\)", "", text)  # « data: registres », as in YAML
    code = without_places(code)
    wrong = re.findall(rf"(?<!{BLANK})(?<![0-9])[{HIGH}]", code)  # 14:05 and 2% are typed so
    wrong += re.findall(f" [{HIGH}]", code)
    wrong += re.findall(f"«(?!{BLANK})", code)
    wrong += re.findall("[“”‘’\"]|  |\\.\\.\\.(?!$|')", code)
    return wrong if text.count("«") == text.count("»") else [*wrong, "«»"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Bilan\u00a0: 12\u00a0% à 14:05, soit 2%", []),
        ("Bilan : 12 %", [":", "%", " :", " %"]),
        ("quoi?", ["?"]),
        ("«\u00a0data: registres\u00a0»", []),
        ("« data »", ["»", " »", "«"]),
        ("l’été “chaud”", ["’", "“", "”"]),
        ("«\u00a0a", ["«»"]),
    ],
)
def test_what_typography_refuses(text: str, wrong: list[str]) -> None:
    assert typed_badly(text) == wrong


def test_texts_are_typed_as_french_is() -> None:
    assert {text: wrong for text in texts().values() if (wrong := typed_badly(text))} == {}


# ---- no English left
