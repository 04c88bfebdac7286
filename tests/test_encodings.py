"""Encodings: whatever the bytes and wherever they are cut, the text that Python reads in them."""

import io
import random
import re
import subprocess
import sys

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualstat.exports import encodings
from qualstat.exports.encodings import CHUNK, SINGLE_BYTE, Decoded
from qualstat.exports.unreadable import Unreadable

SIZES = st.integers(1, 20) | st.just(CHUNK)
# What French exports hold; a line end and a separator come up often.
FRENCH = "aeinrst;;\n\n \r'-0129ABCé èàçêôùûîïëâüöœæÉÈÀÇÊÔÎŒÆŸ€«»°’“”–…²"
OFTEN = st.sampled_from("\r\n\r\né€’\ufeff\ufffd🙂")
ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(ANY | OFTEN).map(lambda text: text.lstrip("\ufeff"))
ROWS = """Numéro;Objet;Reçu le;Répondu le
1;Demande de titre de séjour : pièces manquantes;02/01/2018;03/01/2018
2;L'usager a été reçu à l'accueil général de la préfecture;02/01/2018;
3;Réclamation d'un élu, délais de délivrance très longs;04/01/2018;05/01/2018
4;Échange de permis étranger : dossier à compléter;05/01/2018;09/01/2018
5;Hélène, née à Saint-Étienne, où elle a été naturalisée;08/01/2018;09/01/2018
6;Fermé en août : dû aux congés;09/01/2018;10/01/2018
"""


def decoded(data: bytes, declared: str | None = None, size: int = CHUNK) -> tuple[bytes, Decoded]:
    seen = Decoded(io.BytesIO(data), declared, size)
    return b"".join(chunk.data for chunk in seen), seen


def as_python(data: bytes, encoding: str) -> bytes:
    """Return the text that Python reads, with universal line ends, in UTF-8."""
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline=None).read().encode()


def told(data: bytes, declared: str | None = None, size: int = CHUNK) -> tuple[str, set[int]]:
    """Return the text, and the lines on which bytes were undecodable."""
    text, lines = "", set()
    for chunk in Decoded(io.BytesIO(data), declared, size):
        for place in chunk.undecodable:
            assert chunk.data[place : place + 3].decode() == "\ufffd"
            lines.add(text.count("\n") + chunk.data.count(b"\n", 0, place) + 1)
        text += chunk.data.decode()
    return text, lines


def expected(data: bytes, encoding: str) -> tuple[str, set[int]]:
    """Return the same by Python: what is no byte of a character is escaped there."""
    escaped = data.decode(encoding, "surrogateescape").removeprefix("\ufeff")
    escaped = escaped.replace("\r\n", "\n").replace("\r", "\n")
    undecodable = re.compile("[\udc80-\udcff]")
    lines = enumerate(escaped.split("\n"), start=1)
    return undecodable.sub("\ufffd", escaped), {n for n, one in lines if undecodable.search(one)}


@given(TEXTS, SIZES, st.sampled_from(["utf-8", "utf-8-sig"]), st.booleans())
def test_utf8(text: str, size: int, encoding: str, declare: bool) -> None:
    data = text.encode(encoding)
    result, seen = decoded(data, encoding if declare else None, size)
    assert result == as_python(data, "utf-8-sig")
    assert (seen.encoding, seen.guessed) == ("utf-8", False)


@given(TEXTS, SIZES, st.sampled_from(["utf-16", "utf-32"]), st.booleans(), st.booleans())
def test_wide_with_a_mark(text: str, size: int, encoding: str, declare: bool, big: bool) -> None:
    data = ("\ufeff" + text).encode(encoding + ("-be" if big else "-le"))
    result, seen = decoded(data, encoding if declare else None, size)
    assert result == as_python(data, encoding)
    assert (seen.encoding, seen.guessed) == (encoding, False)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    data = ROWS.encode(encoding)
    for declared in (None, "utf-16", encoding):
        for size in (1, 2, 3, 4095, CHUNK):
            result, seen = decoded(data, declared, size)
            assert result.decode() == ROWS
            assert seen.encoding == encoding


@given(st.text(FRENCH), SIZES)
def test_declared_utf16_or_utf32_may_lack_its_mark(text: str, size: int) -> None:
    assume("\0" not in text)
    for encoding in ("utf-32", "utf-16"):
        data = text.replace("\r", "").encode(f"{encoding}-le")
        assert decoded(data, encoding, size)[0].decode() == text.replace("\r", "")


DECLARED = """cp1252 iso8859-15 latin-1 cp850 mac-roman cp037 shift_jis gb18030 utf-7 utf-16-be
""".split()


@given(st.sampled_from(DECLARED), TEXTS | st.text(FRENCH), SIZES)
def test_declared_encodings(encoding: str, text: str, size: int) -> None:
    data = text.encode(encoding, "ignore")
    result, seen = decoded(data, encoding, size)
    assert result == as_python(data, encoding)
    assert not seen.guessed


@settings(deadline=None)  # what guesses is loaded meanwhile
@given(st.text(FRENCH), SIZES)
def test_cp1252_is_seen(text: str, size: int) -> None:
    """Not where its bytes happen to be UTF-8, all or the most of them."""
    data = text.encode("cp1252")
    assume(b"\xc3" not in data and not re.search(rb"[\xc2-\xf4][\x80-\xbf]", data))
    result, seen = decoded(data, None, size)
    assert result == as_python(data, "cp1252")
    assert (seen.encoding, seen.guessed) == (
        ("utf-8", False) if data.isascii() else ("cp1252", True)
    )


WORDS = sorted({word for word in re.split(r"[;\s]", ROWS) if not word.isascii()}) + """
État|Dématérialisé|Où|Noël|Île|Dû|Clôturé|n° 3|25 €|Œuvre|sœur|Déçu|Maïs|Français|l’usager|«|–|…|À
Forêt;Tâche;Échéance;Étranger;Guichet n°;Objet|Où en est ma demande d'asile ?
½ journée|1½h|Durée ½h|½h de retard|reçu ½j
""".strip().replace("\n", "|").split("|")  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_one_accent_is_enough(word: str) -> None:
    data = f"site;numero;objet\nistres;1;demande\nistres;2;{word}\n".encode("cp1252")
    for one in (data, word.encode("cp1252")):
        result, seen = decoded(one)
        assert result.decode() == one.decode("cp1252")
        assert (seen.encoding, seen.guessed) == ("cp1252", True)


@pytest.mark.parametrize("encoding", SINGLE_BYTE)
def test_single_bytes_are_told_apart(encoding: str) -> None:
    text = ROWS.replace("Objet", "Coût en €") if encoding == "iso8859-15" else ROWS
    for size in (300, CHUNK):
        result, seen = decoded(text.encode(encoding), None, size)
        assert result.decode() == text
        assert (seen.encoding, seen.guessed) == (encoding, True)


@pytest.mark.parametrize("word", ["1 500 €", "sœur", "œuvres", "Œuvres : déclaration"])
def test_what_iso_8859_15_has_and_latin_1_has_not(word: str) -> None:
    data = f"istres;2;demande de {word};reçue à Istres\n".encode("iso8859-15")
    result, seen = decoded(data)
    assert (result, seen.encoding) == (data.decode("iso8859-15").encode(), "iso8859-15")


def test_latin_1_is_seen_as_cp1252() -> None:
    result, seen = decoded(ROWS.encode("latin-1"))
    assert (result.decode(), seen.encoding) == (ROWS, "cp1252")


def test_words_of_a_zip_or_a_picture_are_cp1252_and_told() -> None:
    """No text at all is read somehow, and never fails."""
    data = random.Random(4).randbytes(50_000)  # noqa: S311  # a picture, not a secret
    text, lines = told(data)
    assert len(lines) > 100
    assert text.count("\ufffd") == sum(data.count(byte) for byte in b"\x81\x8d\x8f\x90\x9d")


def test_the_encoding_may_turn_out_late() -> None:
    """What stands before is ASCII, which is the same in both."""
    front = b"site;numero;objet\n" * 1000
    for size in (1, 1000, 5000, CHUNK):
        seen = Decoded(io.BytesIO(front + "istres;1;reçu\r\n".encode("cp1252") * 9), size=size)
        chunks = iter(seen)
        first = next(chunks)
        if size < len(front):
            assert (seen.encoding, seen.guessed) == ("utf-8", False)
        rest = b"".join(chunk.data for chunk in chunks)
        assert first.data + rest == front + "istres;1;reçu\n".encode() * 9
        assert (seen.encoding, seen.guessed) == ("cp1252", True)


def test_utf8_with_bytes_that_are_not_remains_utf8() -> None:
    """One é in UTF-8 against one byte: UTF-8; against two: another encoding."""
    assert told("é\n".encode() + b"\xe9\n") == ("é\n\ufffd\n", {2})
    assert told("é\n".encode() + b"\xe9\n\xe9\n") == ("Ã©\né\né\n", set())
    assert told("é\n".encode() + b"\xe9\n\xe9\n", "utf-8") == ("é\n\ufffd\n\ufffd\n", {2, 3})
    assert told(b"\xef\xbb\xbf" + b"\xe9\n") == ("\ufffd\n", {1})


def test_utf8_already_given_out_is_not_taken_back() -> None:
    data = "é\n".encode() * 5000 + b"\xe9\n" * 20_000
    text, lines = told(data, None, 1000)
    assert text == "é\n" * 5000 + "\ufffd\n" * 20_000
    assert lines == set(range(5001, 25_001))


BYTES = st.lists(st.binary(max_size=2) | TEXTS.map(str.encode)).map(b"".join)


@given(BYTES, SIZES, st.sampled_from(["utf-8", "cp1252", "ascii"]))
def test_no_byte_vanishes(data: bytes, size: int, encoding: str) -> None:
    assert told(data, encoding, size) == expected(data, encoding)


@settings(deadline=None)  # what guesses is loaded meanwhile
@given(st.binary() | st.text(FRENCH).map(lambda text: text.encode("mac-roman", "ignore")), SIZES)
def test_whatever_the_bytes_they_are_read(data: bytes, size: int) -> None:
    result, seen = decoded(data, None, size)
    assert result.decode() == told(data, seen.encoding, size)[0]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\0\n\0\x00\xd8b\0\n\0", "a\n\ufffdb\n"),  # half of a pair
        (b"a\0\n\0b", "a\n\ufffd"),  # half of a unit
        (b"a\0\n\0\x3d\xd8", "a\n\ufffd"),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, CHUNK])
def test_undecodable_utf16(data: bytes, text: str, size: int) -> None:
    assert told(data, "utf-16-le", size) == (text, {2})


def test_a_character_may_be_cut_where_bytes_are_undecodable() -> None:
    data = b"\xff" + "é€🙂\n".encode() * 9
    for size in range(1, 30):
        assert told(data, "utf-8", size) == ("\ufffd" + "é€🙂\n" * 9, {1})


def test_chunks_are_as_large_as_asked() -> None:
    for size in (1, 16, 5000):
        chunks = list(Decoded(io.BytesIO(b"istres;1\n" * 1000), size=size))
        assert [len(chunk.data) for chunk in chunks[:-1]] == [size] * (len(chunks) - 1)


def test_each_line_is_told_once_in_a_chunk() -> None:
    (chunk,) = Decoded(io.BytesIO(b"\xffa\xff\r\nb\r\n\xff\r\n"), "utf-8")
    assert chunk.data.decode() == "\ufffda\ufffd\nb\n\ufffd\n"
    assert chunk.undecodable == (0, 10)  # 3 + 1 + 3 + 1 bytes, then 2


def test_a_replacement_character_may_stand_in_the_file() -> None:
    text = "é\ufffd;\ud7ff\n"  # the last letter before the surrogates
    assert told(text.encode()) == (text, set())
    assert told(text.encode() + b"\xff") == (text + "\ufffd", {2})
    assert told(text.encode("utf-16")) == (text, set())


def test_a_byte_order_mark_elsewhere_is_a_character() -> None:
    for size in (1, 2, 3, CHUNK):
        assert decoded("\ufeffa\ufeffb".encode(), size=size)[0].decode() == "a\ufeffb"


def test_zeros_are_left_where_they_are() -> None:
    data = "site;objet\nistres;re\0çu\0\n".encode()
    assert told(data) == (data.decode(), set())
    assert decoded(bytes(1000))[0] == bytes(1000)


@pytest.mark.parametrize("name", ["zlib", "rot13", "hex", "utf8000", "é", "a\0", "idna", "punycode",
                                  "unicode_escape", "undefined", "../cp1252"])  # fmt: skip
def test_what_is_no_text_encoding(name: str) -> None:
    with pytest.raises(Unreadable, match="is no text encoding"):
        decoded(b"a;b\n", name)


def test_names_of_encodings() -> None:
    names = "UTF8 utf_8_sig windows-1252 L1 ISO-8859-15 utf-16".split()
    assert [decoded(b"ab", name)[1].encoding for name in names] == [
        "utf-8", "utf-8", "cp1252", "iso8859-1", "iso8859-15", "utf-16-le",
    ]  # fmt: skip


def test_utf8_is_not_copied() -> None:
    pieces = [b"istres;1\n" * 1000, "istres;reçu\n".encode() * 1000]

    class Source:
        left = [*pieces, b""]

        def read(self, _: int, /) -> bytes:
            return self.left.pop(0)

    seen = Decoded(Source(), size=1 << 20)
    assert all(chunk.data is piece for chunk, piece in zip(seen, pieces, strict=True))


def test_evidence_is_what_stands_around_accents() -> None:
    lines = [f"istres;{n};{'x' * 1000}é{'y' * 1000};z" for n in range(3)]
    data = "\r\n".join(["ascii" * 1000, *lines, "à", "b"]).encode("cp1252")
    around = b"x" * 200 + b"\xe9" + b"y" * 199 + b"\n"
    assert encodings._evidence(data) == around * 3 + b"\xe0\n"  # noqa: SLF001
    assert len(encodings._evidence(b"\xe9" * (1 << 20))) < 70_000  # noqa: SLF001


def test_what_guesses_is_loaded_where_it_is_needed() -> None:
    code = ("import io, sys; from qualstat.exports.encodings import Decoded; "
            "list(Decoded(io.BytesIO('é'.encode()))); print('chardet' in sys.modules)")  # fmt: skip
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
