"""The schema of a store, and how an older one becomes this one.

Takes a connection; changes its tables. Convention owned here: `VERSION` is the number of
`STEPS`; each step leads from one version to the next, and a step that was ever released is never
edited.
"""

import sqlite3

APPLICATION = 0x7175616C  # « qual », by which a SQLite file is known to be a store
FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,   -- its path under the data folder
    register TEXT NOT NULL,
    profile TEXT NOT NULL,
    reading TEXT NOT NULL,       -- the digest of what decides how it is read
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    sha256 TEXT NOT NULL,        -- of the file as it stands
    sites TEXT NOT NULL,         -- the names that its site numbers stand for
    findings TEXT NOT NULL       -- without those that quote a cell
);
CREATE TABLE tables (
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    read INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    made_of INTEGER NOT NULL,
    left_out INTEGER NOT NULL,
    owner TEXT NOT NULL,
    tally BLOB NOT NULL,         -- cells by day
    ledger BLOB,                 -- rows with a reference, as keyed digests
    PRIMARY KEY (file, place)
);
"""
SETTLED = """
CREATE TABLE settled (
    site TEXT NOT NULL,
    month INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    given TEXT NOT NULL,         -- as JSON
    PRIMARY KEY (site, month, indicator)
) WITHOUT ROWID;
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    month INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
);
CREATE TABLE runs (
    kind TEXT PRIMARY KEY,
    inputs TEXT NOT NULL,        -- the digest of all that decides
    status INTEGER NOT NULL,
    told TEXT NOT NULL
) WITHOUT ROWID;
"""
PURGES = """
CREATE TABLE purges (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL,           -- of the run
    before TEXT NOT NULL,        -- the first month that it left
    certificate TEXT NOT NULL    -- as it was written beside the store
);
CREATE TABLE frozen (            -- rows before that month, of files that are gone or have stayed
    register TEXT NOT NULL,
    name TEXT NOT NULL,          -- of the table
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,        -- of the file as it stood
    removed TEXT,                -- the day of the purge that removed it, none where it has stayed
    absent TEXT NOT NULL,        -- dates that its source lacks, and why
    sites TEXT NOT NULL,
    read INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    made_of INTEGER NOT NULL,
    left_out INTEGER NOT NULL,
    owner TEXT NOT NULL,
    purged INTEGER NOT NULL,
    tally BLOB NOT NULL,
    ledger BLOB,                 -- rows by record, without digests
    PRIMARY KEY (register, name)
);
ALTER TABLE tables ADD COLUMN purged INTEGER NOT NULL DEFAULT 0;
"""
PUBLISHED = """
CREATE TABLE published (         -- figures as an earlier report printed them
    site TEXT NOT NULL,          -- an id, or « all »
    indicator TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    value TEXT NOT NULL,         -- an exact number, as « 1283/100 »
    numerator INTEGER,
    denominator INTEGER,
    file TEXT NOT NULL,
    PRIMARY KEY (site, indicator, first_day, last_day)
) WITHOUT ROWID;
"""
# of a file that an older version read, none: it is read again
WAITS = """
ALTER TABLE tables ADD COLUMN waits BLOB;
ALTER TABLE frozen ADD COLUMN waits BLOB;
"""
# what files make together, so that nothing is put together again while they stay
COUNTED = """
CREATE TABLE counted (
    register TEXT PRIMARY KEY,
    state TEXT NOT NULL,         -- the digest of all it was put together from
    read INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    purged INTEGER NOT NULL,
    told TEXT NOT NULL,          -- files, superseded rows, last day known, as JSON
    findings TEXT NOT NULL,      -- on its rows
    events BLOB NOT NULL,        -- rows by site and day
    dates BLOB NOT NULL,         -- records by date
    parts BLOB NOT NULL,         -- rows by file, site and month
    first_days BLOB NOT NULL     -- by site and month
);
CREATE TABLE counted_cells (
    register TEXT NOT NULL REFERENCES counted ON DELETE CASCADE,
    share INTEGER NOT NULL,      -- of the sites
    tally BLOB NOT NULL,
    waits BLOB,
    PRIMARY KEY (register, share)
) WITHOUT ROWID;
"""
STEPS = (FIRST, SETTLED, PURGES, PUBLISHED, WAITS, COUNTED)
VERSION = len(STEPS)


def brought_up(connection: sqlite3.Connection) -> None:
    """Bring an empty or older store to this version, all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for step in STEPS[version:]:
            for statement in step.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
