"""The pages on rules: one for each rule, true to what the program says of its examples."""

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from cli_runs import ROOT
from rule_pages import (
    BLANK,
    FITS,
    MADE,
    MANUAL,
    PAGES,
    RAISED,
    SEVERITIES,
    Page,
    page,
)

SOURCE = ROOT / "src" / "qualstat"
BY_NAME = {path.stem: page(path) for path in sorted(PAGES.glob("*.md")) if path != MANUAL}
# No small file shows them, and their pages say why.
NO_EXAMPLE = {
    "bug", "calendar", "changed-while-read", "period", "store-damaged", "store-differs",
    "store-export", "value-form", "lost-key", "not-removed", "purge-unended", "purged-rows",
    "recount",
}  # fmt: skip
SHOWN = [
    pytest.param(one, says, id=f"{name}-{says}")
    for name, one in BY_NAME.items()
    if name not in NO_EXAMPLE
    for says in (FITS, RAISED)
]
LINE = re.compile(r"^\| \[([a-z-]+)\]\(([a-z-]+)\.md\) \| ([a-z]+) \| (.+) \|$", re.MULTILINE)


def takes_a_rule(node: ast.AST) -> bool:
    """Tell whether a class or a function takes a rule first."""
    if isinstance(node, ast.FunctionDef):
        return [one.arg for one in node.args.args[:1]] == ["rule"]
    fields = [one for one in getattr(node, "body", []) if isinstance(one, ast.AnnAssign)]
    return isinstance(node, ast.ClassDef) and [ast.unparse(one.target) for one in fields[:1]] == [
        "rule"
    ]


def bound(node: ast.AST, takers: Collection[str]) -> Iterator[ast.expr]:
    """Yield what a node gives to something called `rule`."""
    if isinstance(node, ast.Call):
        yield from (one.value for one in node.keywords if one.arg == "rule")
        if isinstance(node.func, ast.Name) and node.func.id in takers:
            yield from node.args[:1]
    if isinstance(node, ast.FunctionDef):
        pairs = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        yield from (value for one, value in pairs if one.arg == "rule" and value)
    if isinstance(node, ast.Assign):
        for target in node.targets:
            each = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                each = list(zip(target.elts, node.value.elts, strict=True))
            yield from (value for one, value in each if ast.unparse(one).lower() == "rule")


def rules_of_the_source() -> set[str]:
    """Return every rule that the program can name; each is to be written out where it is given."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")]
    nodes = [list(ast.walk(tree)) for tree in trees]
    defined = ast.ClassDef | ast.FunctionDef
    takers = {one.name for held in nodes for one in held
              if isinstance(one, defined) and takes_a_rule(one)}  # fmt: skip
    found = set()
    for held in nodes:
        others = {
            one.name for one in held if isinstance(one, defined) and not takes_a_rule(one)
        }  # of the same name, in this file
        for value in (one for node in held for one in bound(node, takers - others)):
            if isinstance(value, ast.Constant):
                found.add(value.value)
            else:
                assert ast.unparse(value).lower().rpartition(".")[2] == "rule", ast.unparse(value)
    return found


def test_every_rule_has_its_page_and_no_other_has_one() -> None:
    rules = rules_of_the_source()
    assert len(rules) > 100
    assert rules - set(BY_NAME) == set(), "rules without a page in docs/regles"
    assert set(BY_NAME) - rules == set(), "pages of rules that nothing names"


@pytest.mark.parametrize(("one", "says"), SHOWN)
def test_an_example_fits_or_is_raised(one: Page, says: str, tmp_path: Path) -> None:
    example = one.example(says)
    findings = example.told(tmp_path)
    assert "bug" not in {finding.rule for finding in findings}
    severities = {finding.severity for finding in findings if finding.rule == one.rule}
    assert severities == ({SEVERITIES[one.severity]} if says == RAISED else set()), findings


def test_what_has_no_example_says_why() -> None:
    for name, one in BY_NAME.items():
        reason = f"**Sans exemple**{BLANK}: " in one.text
        assert reason == (name in NO_EXAMPLE) == (f"## {RAISED}" not in one.text), name


def test_each_page_says_what_to_do() -> None:
    for name, one in BY_NAME.items():
        assert f"\n**Que faire**{BLANK}: " in one.text, name


def test_what_is_said_in_words_is_made_here() -> None:
    said = {
        (one.values[0].rule, one.values[1])
        for one in SHOWN
        if any(file["kind"] == "text" for file in one.values[0].example(one.values[1]).files)
    }
    assert set(MADE) == said - {("no-register", RAISED)}  # that one is a text


def test_the_table_names_each_page_once() -> None:
    lines = LINE.findall(MANUAL.read_text(encoding="utf-8"))
    assert [name for name, file, *_ in lines if name != file] == []
    assert sorted(name for name, *_ in lines) == sorted(BY_NAME)
    for name, _, severity, title in lines:
        assert (severity, title) == (BY_NAME[name].severity, BY_NAME[name].title)


def test_links_lead_somewhere() -> None:
    for path in PAGES.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_french_signs_follow_a_blank_that_does_not_break() -> None:
    for path in PAGES.glob("*.md"):
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        prose = re.sub(r"`[^`\n]*`", "x", text)
        assert re.findall(rf"[^\n]* [;:?!»][^\n]*|[^\n]*«[^{BLANK}][^\n]*", prose) == [], path.name
