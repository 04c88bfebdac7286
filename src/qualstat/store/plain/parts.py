"""Parts: the tables of a store that an export holds, each with its CSV files.

Takes nothing; gives the literal table `PARTS`. Conventions owned here: a table of the schema is
one entry here; one with tallies has the columns `register` and `sites`, which say what its
numbers mean, and gives its cells to one file a register; the order is the one in which rows may
be put back.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

Kind = Literal["text", "whole", "sites", "findings", "register", "some text", "some whole"]
KEY, TABLE = "key", "tables"


class Part(Struct, frozen=True):
    """A table of a store: `NAME.csv`, and `CELLS-REGISTER.csv` where it holds tallies.

    `select` gives its columns in order, then the tally, the ledger and the waits where there are
    `cells`; `insert` takes the columns by name, and `:tally`, `:ledger` and `:waits`. `key` are the
    columns that name a row, `since` the version of the schema that brought it; `later` is the
    version that brought a column, which is 0 before.
    """

    name: str
    columns: dict[str, Kind]
    key: tuple[str, ...]
    select: str
    insert: str
    since: int = 1
    cells: str = ""
    later: Mapping[str, int] = field(default_factory=dict)

    def columns_at(self, version: int) -> list[str]:
        """Return the names of its columns in a version of the schema."""
        return [name for name in self.columns if self.later.get(name, 1) <= version]


META = Part(
    "meta", {"name": "text", "value": "text"}, ("name",),
    "SELECT name, value FROM meta ORDER BY name",
    "INSERT INTO meta VALUES (:name, :value)",
)  # fmt: skip
FILES = Part(
    "files",
    {
        "file": "text", "register": "register", "profile": "text", "reading": "text",
        "size": "whole", "mtime_ns": "whole", "inode": "whole", "sha256": "text",
        "sites": "sites", "findings": "findings",
    },
    ("file",),
    "SELECT name, register, profile, reading, size, mtime_ns, inode, sha256, sites, findings"
    " FROM files ORDER BY id",
    "INSERT INTO files (name, register, profile, reading, size, mtime_ns, inode, sha256, sites,"
    " findings) VALUES (:file, :register, :profile, :reading, :size, :mtime_ns, :inode, :sha256,"
    " :sites, :findings)",
)  # fmt: skip
TABLES = Part(
    TABLE,
    {
        "file": "text", "place": "whole", "name": "text", "read": "whole", "rejected": "whole",
        "made_of": "whole", "left_out": "whole", "owner": "text", "purged": "whole",
        "register": "register", "sites": "sites",
    },
    ("file", "place"),
    "SELECT files.name, place, tables.name, read, rejected, made_of, left_out, owner, purged,"
    " register, sites, tally, ledger, waits FROM tables JOIN files ON files.id = tables.file"
    " ORDER BY files.id, place",
    "INSERT INTO tables (file, place, name, read, rejected, made_of, left_out, owner, purged,"
    " tally, ledger, waits) VALUES ((SELECT id FROM files WHERE name = :file), :place, :name,"
    " :read, :rejected, :made_of, :left_out, :owner, :purged, :tally, :ledger, :waits)",
    cells="cells",
    later={"purged": 3},
)  # fmt: skip
SETTLED = Part(
    "settled",
    {"site": "text", "month": "whole", "indicator": "text", "given": "text"},
    ("site", "month", "indicator"),
    "SELECT site, month, indicator, given FROM settled ORDER BY site, month, indicator",
    "INSERT INTO settled VALUES (:site, :month, :indicator, :given)",
    since=2,
)
REVISIONS = Part(
    "revisions",
    {
        "id": "whole", "site": "text", "month": "whole", "indicator": "text", "before": "text",
        "after": "text",
    },
    ("id",),
    "SELECT id, site, month, indicator, before, after FROM revisions ORDER BY id",
    "INSERT INTO revisions VALUES (:id, :site, :month, :indicator, :before, :after)",
    since=2,
)  # fmt: skip
RUNS = Part(
    "runs",
    {"kind": "text", "inputs": "text", "status": "whole", "told": "text"},
    ("kind",),
    "SELECT kind, inputs, status, told FROM runs ORDER BY kind",
    "INSERT INTO runs VALUES (:kind, :inputs, :status, :told)",
    since=2,
)
PURGES = Part(
    "purges",
    {"id": "whole", "day": "text", "before": "text", "certificate": "text"},
    ("id",),
    "SELECT id, day, before, certificate FROM purges ORDER BY id",
    "INSERT INTO purges VALUES (:id, :day, :before, :certificate)",
    since=3,
)
FROZEN = Part(
    "frozen",
    {
        "register": "register", "name": "text", "file": "text", "sha256": "text",
        "removed": "some text", "absent": "text", "sites": "sites", "read": "whole",
        "rejected": "whole", "made_of": "whole", "left_out": "whole", "owner": "text",
        "purged": "whole",
    },
    ("register", "name"),
    "SELECT register, name, file, sha256, removed, absent, sites, read, rejected, made_of,"
    " left_out, owner, purged, tally, ledger, waits FROM frozen ORDER BY register, name",
    "INSERT INTO frozen VALUES (:register, :name, :file, :sha256, :removed, :absent, :sites, :read,"
    " :rejected, :made_of, :left_out, :owner, :purged, :tally, :ledger, :waits)",
    since=3,
    cells="frozen",
)  # fmt: skip
PUBLISHED = Part(
    "published",
    {
        "site": "text", "indicator": "text", "first_day": "text", "last_day": "text",
        "value": "text", "numerator": "some whole", "denominator": "some whole", "file": "text",
    },
    ("site", "indicator", "first_day", "last_day"),
    "SELECT site, indicator, first_day, last_day, value, numerator, denominator, file"
    " FROM published ORDER BY site, indicator, first_day, last_day",
    "INSERT INTO published VALUES (:site, :indicator, :first_day, :last_day, :value, :numerator,"
    " :denominator, :file)",
    since=4,
)  # fmt: skip
LATER = {"surveys": 5}  # the version of the schema that brought a register; 1 without
WAITED = 5  # the one that brought waits
PARTS = (META, FILES, TABLES, SETTLED, REVISIONS, RUNS, PURGES, FROZEN, PUBLISHED)


def cells_file(part: Part, register: str) -> str:
    """Return the name of the file of a part's cells of a register."""
    return f"{part.cells}-{register}.csv"


def waits_file(part: Part, register: str) -> str:
    """Return the name of the file of a part's waits of a register."""
    return f"{part.cells}-waits-{register}.csv"


def ledger_file(part: Part) -> str:
    """Return the name of the file of a part's rows with a reference."""
    return f"{part.cells}-ledger.csv"
