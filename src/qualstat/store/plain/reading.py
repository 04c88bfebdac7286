"""Reading: the plain CSV files of a folder as what a store holds.

Takes a folder; gives an `Export`, all of it read and checked, to be put into a new store.
Conventions owned here: what differs from what was exported is refused, at its line where the line
itself tells, else by the SHA-256 of its file; an export of an older schema lacks the parts that
came later.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, message
from qualstat.registers import REGISTERS
from qualstat.store import keys, schema
from qualstat.store.database import Store, opened
from qualstat.store.plain import waits, words
from qualstat.store.plain.gathered import Gathered
from qualstat.store.plain.parts import (
    KEY,
    LATER,
    META,
    PARTS,
    TABLE,
    WAITED,
    Part,
    cells_file,
    ledger_file,
    waits_file,
)
from qualstat.store.plain.sheets import Sheet, refused
from qualstat.store.plain.writing import (
    DIGEST_OF,
    DIGESTS,
    FORM,
    FORM_NAME,
    KEY_FILE,
    MADE_BY,
    META_FILE,
    SCHEMA_NAME,
    columns_of,
    digest_of,
)

Row = dict[str, Any]


class Export(Struct, frozen=True):
    """What an export holds: the rows of each part, and the key of its digests if there."""

    rows: Mapping[str, list[Row]] = field(default_factory=dict)
    key: str = ""

    @property
    def files(self) -> int:
        """How many files it knows."""
        return len(self.rows["files"])

    @property
    def digests(self) -> bool:
        """Whether it holds digests, which nothing but their key makes of use."""
        return any(row.get("ledger") is not None for row in self.rows[TABLE])


def read(folder: Path) -> Export:
    """Return what an export holds; raises `UsageError` where it is not as it was written."""
    meta = _meta(folder)
    parts = [one for one in PARTS if one is not META and one.since <= int(meta[SCHEMA_NAME])]
    rows = {one.name: _part(folder, one, int(meta[SCHEMA_NAME])) for one in parts}
    for name, value in meta.items():
        if name.startswith(DIGEST_OF):
            _unchanged(folder / Path(name.removeprefix(DIGEST_OF)).name, value)
    own = {FORM_NAME, SCHEMA_NAME, MADE_BY}
    kept = {name: value for name, value in meta.items()
            if name not in own and not name.startswith(DIGEST_OF)}  # fmt: skip
    rows[META.name] = [{"name": name, "value": value} for name, value in kept.items()]
    return Export(rows, _key(folder, kept))


def check_empty(path: Path) -> None:
    """Refuse a store that holds something."""
    if path.exists():
        with opened(path) as store:
            _check_empty(store)


def put(store: Store, export: Export) -> None:
    """Put an export into a store that holds nothing; raises `UsageError` where it holds something.

    The key goes beside it.
    """
    with store.writing() as connection:
        _check_empty(store)
        for part in PARTS:
            connection.executemany(part.insert, export.rows.get(part.name, []))
    if export.key:
        keys.write_key(store.path, export.key)


def _meta(folder: Path) -> dict[str, str]:
    """Return what an export says of itself."""
    sheet = Sheet(folder, META_FILE, list(META.columns))
    if not (folder / META_FILE).is_file():
        said = message(N_("no export of a store is in this folder"))
        wanted = message(N_("what “qualstat store export {folder}” writes"), folder=folder.name)
        raise refused(folder, said, wanted, advice=message(N_("name the folder of an export")))
    found: dict[str, str] = {}
    for name, value in sheet:
        if name in found:
            raise sheet.refused(message(N_("“{cell}”, twice"), cell=name),
                                message(N_("each name once")), "name")  # fmt: skip
        found[name] = words.meant(value)
    for name, latest in ((FORM_NAME, FORM), (SCHEMA_NAME, schema.VERSION)):
        if not words.WHOLE.fullmatch(found.get(name, "")) or not 0 < int(found[name]) <= latest:
            said = message(N_("“{name}” is {value}"), name=name, value=found.get(name, "–"))
            wanted = message(N_("a version from 1 to {latest}"), latest=latest)
            advice = message(N_("install the qualstat that exported it, or a later one"))
            raise refused(folder / META_FILE, said, wanted, column="value", advice=advice)
    return found


def _part(folder: Path, part: Part, version: int) -> list[Row]:
    """Return the rows of a part, as a version of the schema had it, with their tallies."""
    names = part.columns_at(version)
    sheet = Sheet(folder, f"{part.name}.csv", names)
    rows: dict[tuple[str, ...], Row] = {}
    gathered: dict[tuple[str, ...], Gathered] = {}
    places = [names.index(one) for one in part.key]
    for cells in sheet:
        row: Row = dict.fromkeys(part.later, 0)
        row |= {name: sheet.read(cells, name, words.KINDS[part.columns[name]]) for name in names}
        key = tuple(cells[place] for place in places)
        if key in rows:
            said = message(N_("“{cell}”, twice"), cell=" ".join(key))
            raise sheet.refused(said, message(N_("each of them once")), part.key[0])
        rows[key] = row
        if part.cells:
            gathered[key] = Gathered(row["register"], words.site_names(row["sites"]), sheet.line)
    if part.cells:
        _fill(folder, part, gathered, version)
        for key, one in gathered.items():
            _check(folder, part, rows[key], one)
            rows[key] |= one.packed()
    return list(rows.values())


def _fill(
    folder: Path, part: Part, gathered: Mapping[tuple[str, ...], Gathered], version: int
) -> None:
    """Give their cells and digests to the rows of a part, as a version of the schema had them."""
    width = len(part.key)
    for register in (one for one in REGISTERS if LATER.get(one, 1) <= version):
        sheet = Sheet(folder, cells_file(part, register), columns_of(part, register))
        for row in sheet:
            one = gathered.get(tuple(row[:width]))
            if one is None or one.register != register:
                raise _of_nothing(sheet, row[:width], part)
            one.add_cell(sheet, row)
    sheet = Sheet(folder, ledger_file(part), [*part.key, *DIGESTS])
    for row in sheet:
        one = gathered.get(tuple(row[:width]))
        if one is None:
            raise _of_nothing(sheet, row[:width], part)
        one.add_digest(sheet, row)
    for register in waits.WAITED if version >= WAITED else ():
        sheet = Sheet(folder, waits_file(part, register), waits.columns_of(part, register))
        for row in sheet:
            one = gathered.get(tuple(row[:width]))
            if one is None or one.register != register:
                raise _of_nothing(sheet, row[:width], part)
            one.waits.add(sheet, row)


def _of_nothing(sheet: Sheet, key: list[str], part: Part) -> UsageError:
    said = message(N_("“{cell}”"), cell=" ".join(key))
    return sheet.refused(
        said, message(N_("a line of {name}"), name=f"{part.name}.csv"), part.key[0]
    )


def _check(folder: Path, part: Part, row: Row, one: Gathered) -> None:
    """Refuse a row whose cells do not add up to it (C10)."""
    path = folder / f"{part.name}.csv"
    if not one.whole:
        said = message(N_("cells with a number that have more or fewer digests than rows"))
        wanted = message(N_("a digest for each of their rows, in {name}"), name=ledger_file(part))
        raise refused(path, said, wanted, line=one.line)
    if len(one.waits) and one.waits.records != one.records:
        said = message(N_("{n} records in its waits"), n=one.waits.records)
        wanted = message(N_("as many as in its cells: {n}"), n=one.records)
        raise refused(path, said, wanted, line=one.line)
    valid = row["read"] - row["rejected"] - row["purged"]
    if valid != one.rows:
        said = message(N_("{n} rows in its cells"), n=one.rows)
        wanted = message(N_("as many as rows read, and neither rejected nor purged: {n}"), n=valid)
        raise refused(path, said, wanted, line=one.line, column="read")


def _unchanged(path: Path, expected: str) -> None:
    if not path.is_file():
        said = message(N_("the file is missing"))
        raise refused(path, said, message(N_("every file that was exported")))
    if digest_of(path) != expected:
        said = message(N_("its content has changed since it was exported"))
        raise refused(path, said, message(N_("the SHA-256 that meta.csv tells")))


def _key(folder: Path, meta: Mapping[str, str]) -> str:
    """Return the key that was exported too; empty without one."""
    path = folder / KEY_FILE
    if not path.exists():
        return ""
    key = keys.text_of(path)
    if not key or keys.check_of(key) != meta.get(KEY):
        said = message(N_("it is not the key of these digests"))
        raise refused(path, said, message(N_("the key that was exported with them")))
    return key


def _check_empty(store: Store) -> None:
    if any(store.connection.execute(one.select).fetchone() for one in PARTS):
        raise UsageError(
            Finding(
                "store", "blocking", message(N_("it holds tallies already")),
                message(N_("a file that is not there yet")),
                message(N_("name another store")), file=str(store.path),
            )
        )  # fmt: skip
