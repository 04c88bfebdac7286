"""The pages on source profiles: what they show is accepted, and they leave no key out."""

import re
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import BaseModel

from qualstat.registers import REGISTERS, Register
from qualstat.sources import profile
from qualstat.sources.dates import SPELLED, WORDS, date_form
from qualstat.sources.loader import read, shipped, shipped_names
from source_pages import MANUAL, PAGES, Block, blocks, cells, counted

EXAMPLES = [
    pytest.param(block, id=f"{page.stem}-{block.name}")
    for page in sorted(PAGES.glob("*.md"))
    for block in blocks(page)
    if block.kind == "yaml"
]
NOT_WRITTEN = {"id", "first_of", "which"}  # the file's name, a list, the words first and last
TEXT = MANUAL.read_text("utf-8")


@pytest.mark.parametrize("block", EXAMPLES)
def test_an_example_is_a_valid_profile(tmp_path: Path, block: Block) -> None:
    assert re.fullmatch(r"[a-z-]+\.yaml", block.name), "its first line is to name the file"
    block.write(tmp_path)
    found, findings = read(tmp_path / block.name)
    assert findings == []
    assert found is not None


def register_of(name: str) -> Register | None:
    """Return the register that a file of this name is in the plain form."""
    return next((one for one in REGISTERS.values() if fnmatch(name, one.pattern)), None)


def worked() -> list[tuple[Block, Block, Block]]:
    """Return the worked examples: an export, its profile, and the plain form of it."""
    held = blocks(MANUAL)
    found = []
    for export, own, plain in zip(held, held[1:], held[2:], strict=False):
        kinds = [export.kind, own.kind, plain.kind]
        if kinds == ["csv", "yaml", "csv"] and register_of(plain.name):
            found.append((export, own, plain))
    return found


@pytest.mark.parametrize("example", worked(), ids=lambda three: three[1].name)
def test_a_worked_example_reads_as_the_plain_form_shown(
    tmp_path: Path, example: tuple[Block, Block, Block]
) -> None:
    export, own, plain = example
    own.write(tmp_path / "sources")
    export.write(tmp_path / "export")
    plain.write(tmp_path / "plain")
    found = counted(tmp_path / "export", tmp_path / "sources")
    shown = counted(tmp_path / "plain", None)
    assert [one.rule for one in found.findings if one.severity != "information"] == []
    register = register_of(plain.name)
    assert register is not None
    held = found.registers[register.name]
    assert held.rejected == 0
    assert cells(held) == cells(shown.registers[register.name]) != {}


def test_all_that_was_asked_for_is_worked_out() -> None:
    assert len(worked()) >= 8


def keys(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()} - NOT_WRITTEN


@pytest.mark.parametrize("model", ["Profile", "Taking", "Condition", "Events", "Moment"])
def test_every_key_is_documented(model: str) -> None:
    listed = set(re.findall(r"^\| `([a-z_]+)` \|", TEXT, re.MULTILINE))
    assert keys(getattr(profile, model)) - listed == set()


def test_no_other_key_is_documented() -> None:
    tables = TEXT.partition("## Toutes les clés")[2].partition("## Les dates")[0]
    known = {one for model in (profile.Profile, profile.Taking, profile.Condition, profile.Events,
                               profile.Moment) for one in keys(model)}  # fmt: skip
    assert set(re.findall(r"^\| `([a-z_]+)` \|", tables, re.MULTILINE)) == known


def test_every_letter_of_a_date_is_documented() -> None:
    section = TEXT.partition("## Les dates")[2].partition("## Les nombres")[0]
    shown = set(re.findall(r"`([^`]+)`", section))
    spelled = {name for names in SPELLED for name in names.split()}
    # The program forgives these other spellings.
    forgiven = {"ddd", "dddd", "am", "am/pm", "AM/PM"}
    assert spelled - forgiven - shown == set()
    assert set(WORDS) <= shown
    for form in re.findall(r"`((?:jj|aaaa|mm)/[^`]+)`", TEXT):
        date_form(form)


def test_every_shipped_profile_has_its_page_and_its_line() -> None:
    own = [name for name in shipped_names() if not name.startswith(profile.PLAIN)]
    assert sorted(own) == sorted(page.stem for page in PAGES.glob("*.md") if page != MANUAL)
    for name in own:
        (line,) = re.findall(rf"^\| \[{name}\]\({name}\.md\) \|.*$", TEXT, re.MULTILINE)
        files = shipped(name).files
        assert line.endswith(" rien |") != bool(files)
        assert not files or f"`{files[0]}`" in line


def test_links_lead_somewhere() -> None:
    for page in PAGES.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_examples_do_not_share_names() -> None:
    names = sorted(one.values[0].name for one in EXAMPLES)
    assert [first for first, second in pairwise(names) if first == second] == []
