"""Reads: what one export gave.

Takes nothing; gives `FileRead` values. Convention owned here: an export that cannot be read to
its end gives no table, and a blocking finding.
"""

from collections.abc import Collection

from msgspec import Struct

from qualstat.findings import Finding
from qualstat.reading.files import SourceFile
from qualstat.tallies.count import FileCount


class FileRead(Struct, frozen=True):
    """What one export gave: the counts of its tables, and the findings on it.

    `torn`: it ends within a row that does not fit, as what is half written does.
    """

    file: SourceFile
    tables: Collection[FileCount]
    findings: tuple[Finding, ...]
    torn: bool = False
