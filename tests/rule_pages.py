"""The pages on rules: their examples, and what is found where one of them stands.

An example is a few files; the first line of each names it. One that no text can show is said in
words, and made here.
"""

import gzip
import io
import os
import re
import shlex
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from cli_runs import ROOT, bare
from qualstat.cli import report
from qualstat.cli.journal import Journal
from qualstat.cli.main import main
from qualstat.findings import Finding
from qualstat.render import findings as shown
from qualstat.render.language import set_language
from registers_by_hand import CALLS, MAIL, REFERENTIEL
from spoiled_referentiel import spoiled

PAGES = ROOT / "docs" / "regles"
MANUAL = PAGES / "LISEZ-MOI.md"
FITS, RAISED = "Convient", "Est relevé"
SEVERITIES = {"bloquant": "blocking", "avertissement": "warning", "information": "information"}
BLANK = "\u00a0"
TITLE = re.compile(rf"# `([a-z-]+)`{BLANK}: (.+)\n")
SEVERITY = re.compile(rf"^\*\*Gravité\*\*{BLANK}: ([a-z]+)$", re.MULTILINE)
COMMAND = re.compile(rf"^Commande{BLANK}: `qualstat ([^`]+)`$", re.MULTILINE)
FILE = re.compile(
    r"^```(?P<kind>csv|yaml|text)\n# (?P<name>.+?)(?:, en (?P<encoding>[a-z0-9-]+))?"
    r"(?P<before>, avant)?\n"
    r"(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL,
)  # fmt: skip
EXPORT = f"{CALLS}\nistres;15/01/2018 09:00;standard;repondu;5;60;1\n"


@dataclass(frozen=True)
class Example:
    """Some files and the command that reads them; `says` is the heading they stand under."""

    rule: str
    says: str
    command: str
    files: list[dict[str, str]]

    def told(self, folder: Path) -> list[Finding]:
        """Return the findings of its command in a working folder, after an earlier run of it."""
        earlier = [one for one in self.files if one["before"]]
        if earlier:
            replace(self, files=[{**one, "before": ""} for one in earlier]).write(folder)
            told(folder, self.command)
            for path in (folder / "registres").iterdir():
                path.unlink()
        now = [one for one in self.files if not one["before"]]
        replace(self, files=now).write(folder)
        return told(folder, self.command)

    def write(self, folder: Path) -> None:
        """Write the files into a working folder, with what they need around them."""
        data, declared = folder / "registres", REFERENTIEL
        data.mkdir(exist_ok=True)
        if any(one["name"].startswith("referentiel/") for one in self.files):
            declared = spoiled(folder, {})
        for one in self.files:
            path = self._place(folder, one["name"])
            path.parent.mkdir(parents=True, exist_ok=True)
            make = MADE.get((self.rule, self.says)) if one["kind"] == "text" else None
            if make is None:
                path.write_text(one["text"], encoding=one["encoding"] or "utf-8")
            else:
                make(path)
        if not any(data.iterdir()):
            (data / "appels.csv").write_text(EXPORT, encoding="utf-8")
        configured = folder / "qualstat.yaml"
        if not configured.exists():
            sources = "sources: sources\n" if (folder / "sources").exists() else ""
            configured.write_text(f"data: registres\nreferentiel: {declared}\n{sources}")

    @staticmethod
    def _place(folder: Path, name: str) -> Path:
        """Return the place of a file: a bare name is that of an export."""
        own = name == "qualstat.yaml" or name.startswith(("referentiel/", "sources/", "publies/"))
        return folder / name if own else folder / "registres" / name


@dataclass(frozen=True)
class Page:
    """A page of the manual."""

    rule: str
    title: str
    severity: str
    text: str

    def example(self, says: str) -> Example:
        """Return the example under a heading."""
        text = self.text.partition(f"\n## {says}\n")[2].partition("\n## ")[0]
        command = COMMAND.search(text)
        files = [one.groupdict() for one in FILE.finditer(text)]
        assert text.count("```") == 2 * len(files) > 0, f"{self.rule}: {says}"
        return Example(self.rule, says, command[1] if command else "check", files)


def page(path: Path) -> Page:
    """Return a page."""
    text = path.read_text(encoding="utf-8")
    title, severity = TITLE.match(text), SEVERITY.search(text)
    assert title, path
    assert severity, path
    assert title[1] == path.stem
    return Page(path.stem, title[2], severity[1], text)


def told(folder: Path, command: str) -> list[Finding]:
    """Return the findings that a command typed in a folder tells, wherever it tells them."""
    found: list[Finding] = []

    def listed(_accounts: Any, findings: list[Finding], _console: Any) -> None:
        found.extend(findings)

    with pytest.MonkeyPatch.context() as patch:
        for name in set(os.environ) - set(bare()):
            patch.delenv(name)
        patch.setenv("LANGUAGE", "en")  # put back afterwards: the program sets it
        patch.chdir(folder)
        patch.setattr(report, "findings", found.extend)
        patch.setattr(shown, "render_check", listed)
        patch.setattr(Journal, "find", lambda _, one: found.append(one))
        main(shlex.split(command))
    set_language("en")
    return found


def _workbook(*sheets: str, rows: str = EXPORT) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as workbook:
        for name in sheets:
            sheet = workbook.add_worksheet(name)
            text = "Lisez-moi" if name == "Lisez-moi" else rows
            for line, row in enumerate(text.splitlines()):
                sheet.write_row(line, 0, row.split(";"))
    return held.getvalue()


def _archive(packing: int = zipfile.ZIP_DEFLATED, *, locked: bool = False) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as archive:
        archive.writestr("appels.csv", EXPORT)
        if locked:  # the central directory is written at the end
            archive.infolist()[0].flag_bits |= 1
    return held.getvalue()


def _bytes(content: bytes) -> Callable[[Path], Any]:
    return lambda path: path.write_bytes(content)


def _services(path: Path) -> None:
    rows = [f"istres;{n};courriel;usager;demande;15/01/2018;;Bureau {n}" for n in range(65)]
    path.write_text("\n".join([MAIL, *rows]), encoding="utf-8")


PACKED, WORKBOOK = gzip.compress(EXPORT.encode()), _workbook("Appels")
MADE: dict[tuple[str, str], Callable[[Path], Any]] = {
    ("damaged-archive", FITS): _bytes(PACKED),
    ("damaged-archive", RAISED): _bytes(PACKED[:-12]),
    ("damaged-workbook", FITS): _bytes(WORKBOOK),
    ("damaged-workbook", RAISED): _bytes(WORKBOOK[:-100]),
    ("empty-workbook", FITS): _bytes(WORKBOOK),
    ("empty-workbook", RAISED): _bytes(_workbook("Appels", rows="")),
    ("endless-line", RAISED): _bytes(EXPORT.encode() + b"x" * 10_000_000),
    ("many-services", RAISED): _services,
    ("missing-file", RAISED): Path.unlink,
    ("no-such-sheet", FITS): _bytes(WORKBOOK),
    ("no-such-sheet", RAISED): _bytes(WORKBOOK),
    ("not-a-file", RAISED): Path.mkdir,
    ("protected", FITS): _bytes(_archive()),
    ("protected", RAISED): _bytes(_archive(locked=True)),
    ("put-off", RAISED): _bytes(EXPORT.encode() + b"istres;16/01/2018 09:0"),
    ("too-large", FITS): _bytes(PACKED),
    ("too-large", RAISED): _bytes(PACKED),
    ("unknown-packing", FITS): _bytes(_archive()),
    ("unknown-packing", RAISED): _bytes(_archive(zipfile.ZIP_LZMA)),
    ("unread-sheet", FITS): _bytes(WORKBOOK),
    ("unread-sheet", RAISED): _bytes(_workbook("Appels", "Lisez-moi")),
    ("unreadable", RAISED): lambda path: path.symlink_to("nulle-part.csv"),
}
