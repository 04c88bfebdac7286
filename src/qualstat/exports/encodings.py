"""Encodings: bytes in whatever encoding, as chunks of UTF-8 with LF line ends.

Takes a stream of bytes, and its encoding where it is declared; gives `Chunk` values. Conventions
owned here: what is declared wins; else a byte order mark, then the zeros of UTF-16, then UTF-8
as long as it holds, then a single-byte encoding, which is cp1252 unless another one clearly
reads better. CRLF and lone CR are line ends like LF. Bytes that are no text become U+FFFD, and
their place is told: none vanishes.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

import numpy as np
from msgspec import Struct

from qualstat.exports import arrow, unreadable

CHUNK = 4 << 20  # the reader's memory is flat, and its work outweighs its calls
SAMPLE = 4096  # the bytes in which UTF-16 is looked for
EVIDENCE = 64 << 10  # the bytes over which an encoding is guessed
AROUND = 200  # bytes of a line on either side of what is no ASCII
UTF8 = "utf-8"
USUAL = "cp1252"  # the rule in French administrations
SINGLE_BYTE = (USUAL, "iso8859-15", "cp850", "mac-roman")  # Latin-1 is cp1252 as far as it goes
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BYTE_ORDER_MARKS = (
    (BYTE_ORDER_MARK, UTF8),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What is no text is decoded to lone surrogates, which no text holds: U+FFFD, texts may hold.
HANDLER, SURROGATE = "qualstat-undecodable", "\udcff"
MARK_LEAD, MARK_SECOND = 0xED, 0xA0  # in UTF-8: the first byte, and the least second one
REPLACEMENT = "\ufffd".encode()
NO_LEADS = bytes(byte for byte in range(256) if not 0xC2 <= byte <= 0xF4)
LEAD, LONGEST = 0xC0, 4  # the least byte that begins a longer character; the bytes of the longest
HIGH = re.compile(rb"[\x80-\xff]")
# What no French text holds: it tells an encoding that reads badly. ½ and ¼ before two letters
# are œ and Œ of ISO 8859-15.
STRANGE = re.compile(
    r"[^\t\n -~\xa0À-ÖØ-öø-ÿŒœŸ€«»°§²³·ªº©®±µ’‘“”–—…•½¼]|(?<!\d)[½¼](?=[^\W\d]{2})"
)
MARKS = (b"\xed\xb2", b"\xed\xb3")  # how marks begin
SURE = 3  # characters that read as UTF-8 by chance are fewer
Piece = tuple[bytes, bool]  # UTF-8, and whether it holds marks


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, none at the end."""


class Chunk(Struct, frozen=True):
    """Some UTF-8 text with LF line ends, cut anywhere between characters.

    `undecodable` are the offsets of bytes that were no text, the first one on each line.
    """

    data: bytes
    undecodable: tuple[int, ...] = ()


@dataclass
class Decoded:
    """The chunks of a stream, to be read once, and how it is encoded as far as it was read.

    Raises `Unreadable` at a declared encoding that does not exist.
    """

    stream: Readable
    declared: str | None = None
    size: int = CHUNK
    encoding: str = field(default=UTF8, init=False)
    guessed: bool = field(default=False, init=False)

    def __iter__(self) -> Iterator[Chunk]:
        first = self.stream.read(max(self.size, SAMPLE))
        seen = _seen(first)
        self.encoding = _codec(self.declared, seen or "") if self.declared else seen or UTF8
        pieces = _pieces(first, self.stream, self.size)
        if self.encoding != UTF8:
            return _chunks(_transcoded(pieces, self.encoding))
        return _chunks(self._utf8(pieces, certain=bool(self.declared or seen)))

    def _utf8(self, pieces: Iterator[bytes], *, certain: bool) -> Iterator[Piece]:
        """Yield UTF-8 as it is, until it turns out to be another encoding."""
        held = b""  # the front of a character whose end comes with the next piece
        for piece in pieces:
            data = held + piece
            text, marked, held = _checked(data, last=not piece)
            if marked and not certain and _mostly_marks(text) and not _utf8_above(text):
                self.encoding, self.guessed = _guess(data), True
                yield from _transcoded(chain([data], pieces), self.encoding)
                return
            certain = certain or marked or not text.isascii()
            yield text, marked


def _seen(first: bytes) -> str | None:
    """Return the encoding that the first bytes of a file show, if they show any."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if first.startswith(mark):
            return encoding
    even, odd = first[:SAMPLE:2].count(0), first[1:SAMPLE:2].count(0)
    most = len(first[:SAMPLE]) // 4  # half of the characters
    if max(even, odd) > most and min(even, odd) * 10 < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _codec(declared: str, seen: str) -> str:
    """Return Python's name of a declared encoding."""
    try:
        b"a".decode(declared, _handler())  # refuses codecs that are not of text
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        raise unreadable.unknown_encoding(declared) from None
    if name.endswith("escape"):  # Python's source text
        raise unreadable.unknown_encoding(declared)
    if name in ("utf-16", "utf-32"):  # without a mark, the decoder would refuse it
        return seen if seen.startswith(name) else f"{name}-le"
    return UTF8 if name == "utf-8-sig" else name


def _pieces(first: bytes, stream: Readable, size: int) -> Iterator[bytes]:
    """Yield the bytes of a stream whose first ones are read, then nothing once."""
    for place in range(0, len(first), size):
        yield first[place : place + size]
    while piece := stream.read(size):
        yield piece
    yield b""


def _checked(data: bytes, *, last: bool) -> tuple[bytes, bool, bytes]:
    """Return the UTF-8 of some bytes, whether it has marks, and the character begun at its end."""
    if data.isascii():
        return data, False, b""
    whole = len(data) - (0 if last else _begun(data))
    if arrow.is_utf8(data[:whole]):
        return data[:whole], False, data[whole:]
    text, used = codecs.utf_8_decode(data, "surrogateescape", last)
    return text.encode(errors="surrogatepass"), True, data[used:]


def _begun(data: bytes) -> int:
    """Return how many of the last bytes begin a character that does not end there."""
    for size in range(1, LONGEST):
        last = data[-size:]
        if last[0] >= LEAD:
            with suppress(UnicodeDecodeError):
                return size - codecs.utf_8_decode(last)[1]
    return 0


def _mostly_marks(text: bytes) -> bool:
    """Tell whether fewer characters beyond ASCII were decoded than bytes were not."""
    marks = sum(text.count(mark) for mark in MARKS)
    return len(text.translate(None, NO_LEADS)) < 2 * marks


def _utf8_above(text: bytes) -> bool:
    """Tell whether several characters beyond ASCII were decoded before any byte was not.

    A file that begins as UTF-8 was joined from two: its later rows are refused, not misread.
    """
    first = min(place for mark in MARKS if (place := text.find(mark)) >= 0)
    return len(text[:first].translate(None, NO_LEADS)) >= SURE


def _transcoded(pieces: Iterable[bytes], encoding: str) -> Iterator[Piece]:
    """Yield the UTF-8 of bytes in another encoding."""
    decoder = codecs.getincrementaldecoder(encoding)(_handler())
    for piece in pieces:
        if encoding in SINGLE_BYTE and piece.isascii():
            yield piece, False
        else:
            yield _encoded(decoder.decode(piece, final=not piece))


def _handler() -> str:
    """Return the name under which Python finds how to mark what cannot be decoded."""
    codecs.register_error(HANDLER, _mark)
    return HANDLER


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Return what stands for bytes that cannot be decoded, and where to go on."""
    assert isinstance(error, UnicodeDecodeError)
    return SURROGATE, error.end


def _encoded(text: str) -> Piece:
    """Return the UTF-8 of a text, and whether it holds marks."""
    try:
        return text.encode(), False
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass"), True


def _chunks(pieces: Iterable[Piece]) -> Iterator[Chunk]:
    """Yield the chunks of pieces of UTF-8, without byte order mark."""
    first = True
    for data, marked in _with_lf(pieces):
        text = data.removeprefix(BYTE_ORDER_MARK) if first else data
        first = False
        if marked:
            yield _replaced(text)
        elif text:
            yield Chunk(text)


def _replaced(text: bytes) -> Chunk:
    """Return the chunk of a text with marks, which are as long as what replaces them."""
    raw = np.frombuffer(text, np.uint8).copy()
    marks = np.flatnonzero(raw == MARK_LEAD)
    marks = marks[raw[marks + 1] >= MARK_SECOND]
    for place, byte in enumerate(REPLACEMENT):
        raw[marks + place] = byte
    lines = np.searchsorted(np.flatnonzero(raw == ord("\n")), marks)
    return Chunk(raw.tobytes(), tuple(marks[np.diff(lines, prepend=-1) > 0].tolist()))


def _with_lf(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces of text with LF for every line end."""
    held = b""
    for piece, marked in pieces:
        data, held = held + piece, b""
        if b"\r" in data:
            if data.endswith(b"\r"):  # its LF may come with the next piece
                data, held = data[:-1], b"\r"
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if data:
            yield data, marked
    if held:
        yield b"\n", False


def _guess(data: bytes) -> str:
    """Return the single-byte encoding that some bytes are in, as far as they tell."""
    import chardet  # 20 ms, for files that need it

    text = _evidence(data)
    found = chardet.detect(text, include_encodings=SINGLE_BYTE, compat_names=False)["encoding"]
    if found in SINGLE_BYTE and _strangers(text, found) < _strangers(text, USUAL):
        return found
    return USUAL


def _strangers(data: bytes, encoding: str) -> int:
    """Return how many characters an encoding reads that no French text holds."""
    return len(STRANGE.findall(data.decode(encoding, "replace")))


def _evidence(data: bytes) -> bytes:
    """Return what stands around the first bytes that are not ASCII, each within its line."""
    lines, kept, place = data.replace(b"\r", b"\n"), bytearray(), 0
    while len(kept) < EVIDENCE and (found := HIGH.search(lines, place)):
        at, end = found.start(), found.start() + AROUND
        start = max(lines.rfind(b"\n", place, at) + 1, place, at - AROUND)
        stop = lines.find(b"\n", at, end)
        place = stop if stop >= 0 else end
        kept += lines[start:place] + b"\n"
    return bytes(kept)
