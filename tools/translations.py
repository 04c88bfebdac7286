"""Extract every source text into the French catalogue and compile it.

Run `python tools/translations.py` after changing a text, fill in what it names, and run it
again; `--check` writes nothing and fails when something is missing or stale. Texts come from
the marks in `src/qualstat` and from the gettext calls of the installed typer.
"""

import importlib.util
import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "qualstat"
PO = SOURCE / "locale" / "fr" / "LC_MESSAGES" / "qualstat.po"
KEYWORDS = {"N_": None, "_": None, "translate": None, "plural": (1, 2)}
TYPER_FILES = ("core.py", "rich_utils.py")  # those that call gettext
DATED = datetime(2018, 1, 1, tzinfo=UTC)  # fixed: the same texts give the same bytes
PLURALS = "nplurals=2; plural=(n > 1);"


def extracted() -> Catalog:
    """Return a catalogue of every source text, without translations."""
    found = Catalog(
        locale="fr", domain="qualstat", project="qualstat", fuzzy=False, charset="utf-8",
        creation_date=DATED, revision_date=DATED, last_translator="qualstat",
        language_team="français", copyright_holder="qualstat",
        header_comment="# Textes de qualstat en français.",
    )  # fmt: skip
    for name, _, text, _, _ in extract_from_dir(str(SOURCE), [("**.py", "python")],
                                                keywords=KEYWORDS):  # fmt: skip
        found.add(text, locations=[(f"src/qualstat/{name}", 0)])
    for file in typer_files():
        for _, text, _, _ in extract_from_file("python", str(file), keywords={"_": None}):
            found.add(text, locations=[(f"typer/{file.name}", 0)])
    return found


def typer_files() -> list[Path]:
    """Return the files of the installed typer that hold texts."""
    spec = importlib.util.find_spec("typer")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return [folder / name for name in TYPER_FILES] if folder else []


def known() -> dict[object, Message]:
    """Return the messages of the catalogue on disk, by source text."""
    if not PO.exists():
        return {}
    with PO.open("rb") as stream:
        return {_key(one.id): one for one in read_po(stream, locale="fr") if one.id}


def _key(text: object) -> object:
    return tuple(text) if isinstance(text, list | tuple) else text


def merged() -> Catalog:
    """Return the extracted texts with the translations on disk."""
    catalogue, held = extracted(), known()
    for one in catalogue:
        if one.id and _key(one.id) in held:
            old = held[_key(one.id)]
            one.string, one.flags = old.string, one.flags | (old.flags & {"fuzzy"})
    return catalogue


def untranslated(catalogue: Catalog) -> list[object]:
    """Return the source texts that have no translation, or a doubtful one."""
    return [one.id for one in catalogue if one.id and (one.fuzzy or not _filled(one.string))]


def _filled(text: object) -> bool:
    return all(text) if isinstance(text, list | tuple) else bool(text)


def misplaced(catalogue: Catalog) -> list[object]:
    """Return the source texts whose translation names other places than they do."""
    return [one.id for one in catalogue if one.id and _filled(one.string) and _differs(one)]


def _differs(one: Message) -> bool:
    sources = one.id if isinstance(one.id, list | tuple) else (one.id,)
    targets = one.string if isinstance(one.string, list | tuple) else (one.string,)
    places = set().union(*(_places(text) for text in sources))
    return any(_places(text) - places for text in targets) or any(
        _places(text) - {"n"} != places - {"n"} for text in targets
    )


def _places(text: str | None) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text or "") if name is not None}


def po_bytes(catalogue: Catalog) -> bytes:
    """Return the catalogue as the text file translators edit."""
    target = io.BytesIO()
    write_po(target, catalogue, width=100, sort_by_file=False, sort_output=True,
             include_lineno=False, no_location=False)  # fmt: skip
    kept = [line for line in target.getvalue().splitlines(keepends=True)
            if not line.startswith((b'"Generated-By', b'"PO-Revision-Date',
                                    b'"POT-Creation-Date'))]  # fmt: skip
    return b"".join(kept)


class BareCatalog(Catalog):
    """A catalogue whose header does not name the tool that wrote it: other versions, same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header's fields."""
        return [one for one in super().mime_headers if one[0] != "Generated-By"]


def mo_bytes(po: bytes) -> bytes:
    """Return the compiled form of a catalogue."""
    bare = BareCatalog(
        locale="fr", domain="qualstat", project="qualstat", fuzzy=False, charset="utf-8",
        creation_date=DATED, revision_date=DATED, last_translator="qualstat",
        language_team="français", copyright_holder="qualstat",
    )  # fmt: skip
    for one in read_po(io.BytesIO(po), locale="fr"):
        if one.id:
            bare[one.id] = one
    target = io.BytesIO()
    write_mo(target, bare)
    return target.getvalue()


def problems() -> list[str]:
    """Return what is wrong with the catalogue on disk, one line each."""
    catalogue = merged()
    found = [f"not translated: {text!r}" for text in untranslated(catalogue)]
    found += [f"other places than its source: {text!r}" for text in misplaced(catalogue)]
    po = po_bytes(catalogue)
    if not PO.exists() or PO.read_bytes() != po:
        found.append(f"{PO.name} is stale: run python tools/translations.py")
    mo = PO.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != mo_bytes(po):
        found.append(f"{mo.name} is stale: run python tools/translations.py")
    return found


def main(arguments: list[str]) -> int:
    """Write the catalogue, or only check it."""
    if "--check" not in arguments:
        PO.parent.mkdir(parents=True, exist_ok=True)
        po = po_bytes(merged())
        PO.write_bytes(po)
        PO.with_suffix(".mo").write_bytes(mo_bytes(po))
    found = problems()
    print("\n".join(found) or "every text is translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
