"""Documents: what YAML itself refuses, and what the référentiel refuses of YAML."""

from pathlib import Path

import pytest
import yaml

from qualstat.declarations import documents
from spoiled_referentiel import short, told

SYNTAX: list[tuple[str, str, str]] = [
    ("label: Fos\n\tshort: Fos\n", "2:1", "a tab at the head of a line"),
    ("label: Fos : la ville\n", "1:12", "a second “:” on the line"),
    ("label: Fos\nshort\nkind: x\n", "2:1", "neither a key nor a value"),
    ("label: 'Fos\nshort: Fos\n", "1:8", "a quote that is never closed"),
    ("label: 'Sous-préfecture d'Istres'\n", "1:27", "does not fit the ones above"),
    ('label: "C:\\qualite"\n', "1:8", "a “\\” that means nothing"),
    ("follows:\n  - headings: [a, b\n    since: 2018-01\n", "2:15", "a bracket that is never"),
    ("follows:\n  - headings: [a]\n   since: 2018-01\n", "3:4", "does not fit the ones above"),
    ("label: @Fos\n", "1:8", "a sign that YAML keeps for itself"),
    ("label: *Fos\n", "1:8", "which repeats nothing"),
    ("label: Fos\n---\nlabel: Fos\n", "2:1", "a second document"),
    ("label: Fos\nshort: a\x07b\n", "2:9", "a character that no text file holds"),
    ("%YAML 3.0\n---\nlabel: Fos\n", "1:1", "cannot be read from here on"),
    ("label:\u00a0Fos\nshort: Fos\n", "1:7", "the space after “:” is a no-break space"),
    ("label: Fos\nshort:\u202fFos\n", "2:7", "the space after “:” is a no-break space"),
    ("a:\n  - b:\u00a0c\n    d: e\n", "2:7", "the space after “:” is a no-break space"),
    ("[" * 5000, "1:1", "nested too deep"),
]


@pytest.mark.parametrize("loader", [documents.LOADER, yaml.BaseLoader])
@pytest.mark.parametrize("case", SYNTAX)
def test_syntax(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: tuple[str, str, str], loader: type
) -> None:
    """A slip of YAML says where and what, without YAML's English; both loaders say the same."""
    text, place, said = case
    monkeypatch.setattr(documents, "LOADER", loader)
    (finding,) = documents.read_document(_written(tmp_path, text), "fos.yaml")[1]
    assert said in told(finding)
    if "nested" not in said:  # libyaml names the level it gave up at, Python the whole file
        assert short(finding) == f"fos.yaml:{place} yaml-syntax"
    assert "while" not in told(finding)


FORM: list[tuple[str, str]] = [
    ("label: Fos\nshort: Fos\nlabel: Fos\n", "3:1 duplicate-key"),
    ("follows:\n  - since: 2018-01\n    since: 2018-02\n", "3:5 duplicate-key"),
    ("[a]: b\n", "1:1 key-form"),
    ("~: b\n", "1:1 key-form"),
    ("a: !!python/name:os.system x\n", "1:4 tag"),
    ("a: &x [b]\nc: *x\n", "1:4 alias"),
    ("a: &x [*x]\n", "1:4 alias"),
    ("a: " + "[" * 30 + "]" * 30 + "\n", "1:23 nesting"),
]


@pytest.mark.parametrize(("text", "expected"), FORM)
def test_form_of_a_document(tmp_path: Path, text: str, expected: str) -> None:
    """Keys stand once, values stand where they hold, and no alias unfolds without end."""
    (finding,) = documents.read_document(_written(tmp_path, text), "fos.yaml")[1]
    assert short(finding) == f"fos.yaml:{expected}"


def test_duplicate_key_names_both_lines(tmp_path: Path) -> None:
    """A key given twice names the line of the first."""
    text = "label: Fos\nshort: Fos\nlabel: Fos\n"
    (finding,) = documents.read_document(_written(tmp_path, text), "fos.yaml")[1]
    assert str(finding.found) == "the key “label” stands here and on line 1"


def test_alias_bomb(tmp_path: Path) -> None:
    """Nine lines that would unfold to a thousand million names are refused at once."""
    lines = ["a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    document, findings = documents.read_document(_written(tmp_path, "\n".join(lines)), "x.yaml")
    assert document.data is None
    assert [finding.rule for finding in findings] == ["alias"]


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "fos.yaml"
    path.write_text(text, encoding="utf-8")
    return path
