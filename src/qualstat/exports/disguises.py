"""Disguises: files under a workbook's name that are none, or that nobody may open.

Takes the bytes of a file; gives the endings that suit them, or raises `Unreadable` for what
calamine would only call unknown.
Convention owned here: a file is what its content says, whatever its ending.
"""

import io
import re
from zipfile import ZipFile

from qualstat.exports import unreadable
from qualstat.exports.containers import MALFORMED
from qualstat.findings import N_

ARCHIVE = b"PK\x03\x04"  # xlsx, xlsm and ods
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # xls, and what Excel protects
HEAD = 4096
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # how Excel names a protected xlsx
# In an xls: the record that starts the workbook, followed by the one that asks for a password.
ASKING = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}\x2f\x00", re.DOTALL)
MANIFEST = "META-INF/manifest.xml"  # where an ods says that it is protected
KINDS = (
    (rb"<html|<!doctype html|<table", N_("a web page")),
    (rb"\A\s*<\?xml", N_("an XML document")),
    (rb"\A%pdf", N_("a PDF document")),
)


def endings(data: bytes, limit: int) -> tuple[str, ...]:
    """Return the endings that suit the bytes of a workbook.

    Raises `Unreadable` where they are none, or would unpack to more than `limit` bytes.
    """
    if not data:
        raise unreadable.empty()
    if data.startswith(ARCHIVE):
        return _archive_endings(data, limit)
    if not data.startswith(COMPOUND):
        raise unreadable.no_workbook(_kind(data[:HEAD]))
    if ENCRYPTED in data or ASKING.search(data):
        raise unreadable.protected_workbook()
    return (".xls",)


def _archive_endings(data: bytes, limit: int) -> tuple[str, ...]:
    """Return the endings that suit an archive."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            members = {one.filename: one.file_size for one in archive.infolist()}
            size = members.get(MANIFEST, HEAD)
            manifest = archive.read(MANIFEST) if size <= 1 << 20 and MANIFEST in members else b""
    except (*MALFORMED, OSError):
        raise unreadable.damaged_workbook() from None
    if sum(members.values()) > limit:
        raise unreadable.too_large(limit)
    if b"encryption-data" in manifest:
        raise unreadable.protected_workbook()
    if "content.xml" in members:
        return (".ods",)
    if "[Content_Types].xml" not in members:
        raise unreadable.no_workbook(N_("an archive of other files"))
    return (".xlsx", ".xlsm")


def _kind(head: bytes) -> str:
    """Return in words what the first bytes of a file show it to be."""
    for pattern, kind in KINDS:
        if re.search(pattern, head.removeprefix(b"\xef\xbb\xbf"), re.IGNORECASE):
            return kind
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return N_("a text file") if wide or b"\0" not in head else N_("a file of another kind")
