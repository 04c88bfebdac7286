"""Containers: the bytes of a file, packed or not, and every reason not to give them."""

import gzip
import io
import os
import re
import threading
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from qualstat.exports.containers import Stream, bare, compression, members, opened
from qualstat.exports.unreadable import Unreadable

ROWS = "".join(f"istres;{n};reçu;{n * n % 97}\n" for n in range(5000)).encode()
LIMIT = 1 << 20
MIB = 1 << 20


def zst(data: bytes) -> bytes:
    return bytes(pa.Codec("zstd").compress(data, asbytes=True))


def zipped(*files: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def content(path: Path, member: str = "", *, limit: int = LIMIT, size: int = 1000) -> bytes:
    parts = []
    with opened(path, member, limit=limit) as stream:
        while part := stream.read(size):
            parts.append(part)
    assert all(len(part) == size for part in parts[:-1])
    return b"".join(parts)


def refusal(path: Path, member: str = "", *, limit: int = LIMIT) -> str:
    with pytest.raises(Unreadable) as caught:
        content(path, member, limit=limit)
    for text in (caught.value.found, caught.value.expected, caught.value.advice):
        assert "{" not in str(text)
    return f"{caught.value.found}: {caught.value.advice}"


DAMAGED = "the archive is damaged, cut short or of another kind than its name says"


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("a.csv", ROWS),
        ("a.csv.gz", gzip.compress(ROWS)),
        ("a.CSV.GZ", gzip.compress(ROWS)),
        ("several.gz", gzip.compress(ROWS[:777]) + gzip.compress(b"") + gzip.compress(ROWS[777:])),
        ("a.csv.zst", zst(ROWS)),
        ("frames.zst", zst(ROWS[:777]) + zst(b"") + zst(ROWS[777:])),
    ],
)
@pytest.mark.parametrize("size", [1000, MIB])
def test_the_bytes_of_a_file(tmp_path: Path, name: str, packed: bytes, size: int) -> None:
    assert content(saved(tmp_path, name, packed), size=size) == ROWS


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_bytes_of_a_member(tmp_path: Path, packing: int) -> None:
    inner = zipped(("b.csv", b"b"))
    files = (("2018/a.csv", ROWS), ("b.zip", inner), ("c.csv.gz", gzip.compress(b"c")))
    path = saved(tmp_path, "export.zip", zipped(*files, packing=packing))
    assert content(path, "2018/a.csv") == ROWS
    assert content(path, "b.zip") == inner
    assert content(path, "c.csv.gz") == b"c"  # as its name is read: without the ending
    assert content(saved(tmp_path, "empty.gz", gzip.compress(b""))) == b""


def test_names() -> None:
    assert [bare(one) for one in ("a.csv.gz", "b/a.XLSX.Zst", "a.zip", "gz", "a.gz.csv")] == [
        "a.csv", "b/a.XLSX", "a.zip", "gz", "a.gz.csv",
    ]  # fmt: skip
    assert compression(Path("a.csv.GZ")) == "gz"
    assert compression(Path("a.zst")) == "zst"
    assert compression(Path("a.csv")) == compression(Path("a.zip")) == ""
    assert compression(Path("a.zip"), "a.csv") == "zip"


def test_members_are_files_that_somebody_put_there(tmp_path: Path) -> None:
    names = "b.csv 2018/ 2018/a.csv __MACOSX/b.csv .hidden.csv 2018/.DS_Store .git/c.csv".split()
    path = saved(tmp_path, "a.zip", zipped(*((name, b"") for name in (*names, "./d.csv"))))
    assert members(path) == ["b.csv", "2018/a.csv", "./d.csv"]
    assert content(path, "./d.csv") == b""


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_was_replaced_is_the_last_one(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.zip", zipped(("a.csv", b"old"), ("b.csv", b""), ("a.csv", b"new")))
    assert members(path) == ["a.csv", "b.csv"]
    assert content(path, "a.csv") == b"new"


def test_what_is_no_zip_archive_has_no_members(tmp_path: Path) -> None:
    for data in (b"", ROWS, zipped(("a.csv", ROWS))[:-30]):
        with pytest.raises(Unreadable, match=DAMAGED):
            members(saved(tmp_path, "a.zip", data))
    with pytest.raises(Unreadable, match="it does not exist"):
        members(tmp_path / "none.zip")


def test_a_member_that_is_not_there(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.zip", zipped(("a.csv", ROWS)))
    assert "the archive holds no file b.csv" in refusal(path, "b.csv")


@pytest.mark.parametrize("kept", [1, 5, 300, -9, -1])
@pytest.mark.parametrize(("name", "pack"), [("a.gz", gzip.compress), ("a.zst", zst)])
def test_a_truncated_file(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes], kept: int
) -> None:
    assert DAMAGED in refusal(saved(tmp_path, name, pack(ROWS)[:kept]))


def test_what_is_not_packed_as_its_name_says(tmp_path: Path) -> None:
    for name, member in (("a.gz", ""), ("a.zst", ""), ("a.zip", "a.csv")):
        assert DAMAGED in refusal(saved(tmp_path, name, ROWS), member)


def test_packed_bytes_that_were_altered(tmp_path: Path) -> None:
    for name, packed in (("a.gz", gzip.compress(ROWS)), ("a.zip", zipped(("a", ROWS)))):
        altered = bytearray(packed)
        altered[len(packed) // 2] ^= 0xFF
        assert DAMAGED in refusal(saved(tmp_path, name, altered), "a" if "zip" in name else "")


def test_an_encrypted_member_is_listed_but_not_read(tmp_path: Path) -> None:
    packed = bytearray(zipped(("a.csv", ROWS)))
    packed[6] |= 1  # flags of the local header
    packed[packed.index(b"PK\1\2") + 8] |= 1  # and of the central directory
    path = saved(tmp_path, "a.zip", packed)
    assert members(path) == ["a.csv"]
    assert "protected by a password" in refusal(path, "a.csv")


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_could_fill_the_memory(tmp_path: Path, packing: int) -> None:
    path = saved(tmp_path, "a.zip", zipped(("a.csv", ROWS), packing=packing))
    assert "packed in an uncommon way" in refusal(path, "a.csv")


def test_the_limit_is_on_unpacked_bytes(tmp_path: Path) -> None:
    zip_path = saved(tmp_path, "a.zip", zipped(("a.csv", ROWS)))
    for path, member in (
        (saved(tmp_path, "a.gz", gzip.compress(ROWS)), ""),
        (saved(tmp_path, "a.zst", zst(ROWS)), ""),
        (zip_path, "a.csv"),
    ):
        assert content(path, member, limit=len(ROWS)) == ROWS
        text = refusal(path, member, limit=len(ROWS) - 1)
        assert f"more than {len(ROWS) - 1} bytes" in text
        assert "--max-unpacked" in text
    assert content(saved(tmp_path, "a.csv", ROWS), limit=1) == ROWS


def test_an_archive_that_admits_its_size_is_not_unpacked(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.zip", zipped(("a.csv", ROWS)))
    with pytest.raises(Unreadable, match="more than 9 bytes"):
        opened(path, "a.csv", limit=9).__enter__()


def bomb(packing: str) -> bytes:
    """Return 3 GiB of zeros, packed."""
    zeros = bytes(64 * MIB)
    if packing == "zip":
        return zipped(("a", zeros))
    return (gzip.compress(zeros, 1) if packing == "gz" else zst(zeros)) * 48


@pytest.mark.parametrize("packing", ["gz", "zst", "zip"])
def test_a_bomb_takes_no_memory(tmp_path: Path, packing: str) -> None:
    """The archive understates the size of its member, so that its own word is of no use."""
    packed, said = bomb(packing), (64 * MIB).to_bytes(4, "little")
    path = saved(tmp_path, f"a.{packing}", packed.replace(said, (9 * MIB).to_bytes(4, "little")))
    tracemalloc.start()
    try:
        text = refusal(path, "a" if packing == "zip" else "", limit=10 * MIB)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert ("more than 10485760 bytes" in text) == (packing != "zip")
    assert peak < 16 * MIB


def test_one_member_that_unpacks_to_3_gib(tmp_path: Path) -> None:
    """A single gz member, made by repeating what deflate makes of a block of zeros."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    front = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    path = saved(tmp_path, "a.gz", gzip.compress(b"")[:10] + front * 3072)
    assert "more than" in refusal(path, limit=10 * MIB)


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"istres;1\n")


def rewrite(path: Path) -> None:
    os.utime(path, ns=(0, 0))


def replace(path: Path) -> None:
    before = path.stat()
    other = saved(path.parent, "other", ROWS)
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)


@pytest.mark.parametrize("change", [append, rewrite, replace, Path.unlink])
@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, name: str, change: Callable[[Path], None]
) -> None:
    path = saved(tmp_path, name, gzip.compress(ROWS) if name.endswith("gz") else ROWS)

    def read_meanwhile() -> None:
        with opened(path, limit=LIMIT) as stream:
            stream.read(10)
            change(path)

    with pytest.raises(Unreadable, match="the file changed while it was read"):
        read_meanwhile()


def test_what_went_wrong_first_is_what_is_said(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.csv", ROWS)

    def read_meanwhile() -> None:
        with opened(path, limit=LIMIT):
            append(path)
            raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        read_meanwhile()


def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.append(refusal(tmp_path / "a.csv")), daemon=True)
    reader.start()
    reader.join(timeout=10)
    assert said
    assert "no ordinary file" in said[0]


def test_what_is_no_file(tmp_path: Path) -> None:
    assert "it does not exist" in refusal(tmp_path / "none.csv")
    for path in (tmp_path, Path("/dev/zero")):
        assert "no ordinary file" in refusal(path)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(5, "Input/output error"), "the system says “Input/output error”"),
        (OSError("inflate failed"), DAMAGED),
        (EOFError(), DAMAGED),
    ],
)
def test_errors_of_a_read(error: Exception, words: str) -> None:
    def failing(_: int) -> bytes:
        raise error

    with pytest.raises(Unreadable, match=re.escape(words)):
        Stream(failing).read(1)


def test_files_are_closed(tmp_path: Path) -> None:
    packed = {"gz": gzip.compress(ROWS), "zst": zst(ROWS), "zip": zipped(("a", ROWS))}
    paths = [saved(tmp_path, f"a.{ending}", data) for ending, data in packed.items()]
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  # counting, not naming
    for path in paths:
        with opened(path, "a" if path.suffix == ".zip" else "", limit=LIMIT) as stream:
            stream.read(1)
        refusal(tmp_path)
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
