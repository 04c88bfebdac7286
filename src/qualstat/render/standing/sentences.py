"""What is to be said of a store in sentences.

Takes a `Standing`; gives texts in the language spoken. Convention owned here: what is missing
comes with who holds it, and so whom to ask.
"""

from collections.abc import Iterator

from qualstat.render import closing, french, numbers, words
from qualstat.render.language import current, plural, translate
from qualstat.render.standing.table import month, site_name
from qualstat.store.standing import FileState, Source, Standing

KILO = 1_000  # bytes, as a file manager counts them
NAMED = 20  # files that are named, of each sort


def title(held: Standing) -> str:
    """Return the title: which store."""
    return translate("Store {path}", path=str(held.path))


def about(held: Standing) -> list[str]:
    """Return what the store is made of, piece by piece."""
    known = len(held.files) - len(held.in_state("new"))
    said = [
        plural("{n} file", "{n} files", known),
        plural("{n} valid row", "{n} valid rows", sum(one.rows for one in held.files)),
        translate("{size} kB", size=numbers.number(-(-held.size // KILO), current())),
        translate("schema version {version}", version=held.version),
    ]
    if held.key is False:
        said.append(translate("without its key: files with references will be read again"))
    return [*said, *([translate(closing.SAMPLE)] if held.sample else [])]


def missing(held: Standing) -> list[str]:
    """Return a sentence for each source that is missing."""
    return [_missing(held, one) for one in held.sources if one.missing]


def _missing(held: Standing, one: Source) -> str:
    """Return since when a source is missing, and whom to ask."""
    name = site_name(held, one.site)
    said = translate(
        "the {register} {of_site} are missing since {month}",
        register=words.register(one.register),
        of_site=french.of(name) if current() == "fr" else translate("of {name}", name=name),
        month=month(one.missing[0]),
    )
    span = plural("{n} month", "{n} months", len(one.missing))
    if not one.held_by:
        return f"{said} ({span})"
    asked = translate("to ask for at: {held_by}", held_by=words.typography(one.held_by))
    return f"{said} ({span}) · {asked}"


def unknown_holders(held: Standing) -> str:
    """Return what to declare so that a missing source says whom to ask; empty where nothing is."""
    if all(one.held_by for one in held.sources if one.missing):
        return ""
    return translate("Who holds a register is declared under “held_by” of its site.")


def changes(held: Standing) -> Iterator[str]:
    """Yield what became of the files of the folder."""
    if not held.folder:
        yield translate("not compared with the folder of the registers: it is not there")
        return
    new, changed = held.in_state("new"), held.in_state("changed")
    again, gone = held.in_state("again"), held.in_state("vanished")
    if new:
        yield plural("{n} new file: {names}", "{n} new files: {names}", len(new), names=_names(new))
    if changed:
        yield plural("{n} changed file: {names}", "{n} changed files: {names}", len(changed),
                     names=_names(changed))  # fmt: skip
    if again:
        yield plural("{n} file to read again, for its profile, the sites or the program changed",
                     "{n} files to read again, for profiles, the sites or the program changed",
                     len(again))  # fmt: skip
    if gone:
        yield plural("{n} file is gone, and counts no more: {names}",
                     "{n} files are gone, and count no more: {names}", len(gone),
                     names=_names(gone))  # fmt: skip
        yield translate("what is not to come back is forgotten by: qualstat store forget NAME")
    if not (new or changed or again or gone):
        yield translate("as it was counted: no file is new, changed or gone")


def _names(found: list[FileState]) -> str:
    names = [one.name for one in found[:NAMED]]
    return ", ".join([*names, "…"] if len(found) > NAMED else names)
