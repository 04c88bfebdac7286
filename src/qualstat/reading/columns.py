"""Columns: the rows of a register's file, block by block, as typed columns.

Takes a register's file; gives its header and `Columns`. Conventions owned here: whole columns
are typed from the model's own declarations, one distinct text at a time; a row refused there is
judged by itself, and either accepted or rejected with its reason; a row whose cells are all
blank is no row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from qualstat.reading import arrow, unreadable
from qualstat.reading.blocks import Block, read
from qualstat.reading.fields import REFUSED, Field, Numbers
from qualstat.reading.files import RegisterFile
from qualstat.reading.moments import DAY_WIDTH, told
from qualstat.reading.rejects import Reject
from qualstat.reading.rows import RowJudge
from qualstat.registers import KnownSites, Register
from qualstat.registers.record import MOST_DAYS
from qualstat.registers.values import OPEN
from qualstat.spelling import fold

MANY_TEXTS = 500  # distinct dates in a block: below, the field's memory is as fast
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Header:
    """The columns of a file: where the fields stand, and the names that are no field."""

    width: int
    places: dict[str, int]
    strangers: tuple[str, ...]


@dataclass(frozen=True)
class Columns:
    """The valid rows of a block, column by column, and its rejected rows.

    `records` are their places in the block. `numbers` holds the fields as `registers.values`
    numbers them, `references` the trimmed texts, `services` each row's place among the labels
    beside it. `read` counts the rows, valid or not.
    """

    read: int
    block: Block
    records: Numbers
    numbers: dict[str, Numbers]
    references: pa.StringArray | None
    services: tuple[Numbers, list[str]] | None
    rejects: list[Reject]


class RegisterReader:
    """The files of one register: what it learns of a text in one serves the others."""

    def __init__(self, register: Register, known: KnownSites) -> None:
        self._register = register
        texts = (register.reference, register.service)
        self._fields = {
            name: Field(register, name, known) for name in register.columns if name not in texts
        }
        self._rows = RowJudge(register, self._fields, known)

    def read(self, file: RegisterFile) -> tuple[Header, Iterator[Columns]]:
        """Return the header of a file and its columns, block by block.

        Raises `Unreadable`, at once or at the block that shows it.
        """
        names, blocks = read(file.path)
        header = header_of(self._register, names)
        return header, (self._columns(file.name, header, block) for block in blocks)

    def _columns(self, file: str, header: Header, block: Block) -> Columns:
        table, records = _parsed(self._register, header, block)
        numbers = {
            name: _numbers(table[name], field)
            if name in header.places
            else np.full(len(records), field.number(""))
            for name, field in self._fields.items()
        }
        good = _accepted(self._register, numbers)
        good[np.isin(records, list(block.unclosed))] = False
        refused = np.setdiff1d(np.arange(len(block.lines)), records[good], assume_unique=True)
        rejects, blank = [], 0
        for record in refused.tolist():
            text = block.text(record)
            found = self._rows.judge(
                text, header.places, header.width, unclosed=record in block.unclosed
            )
            if found is None:
                blank += 1
            elif isinstance(found, dict):
                place = int(np.searchsorted(records, record))
                good[place] = True
                for name, number in found.items():
                    numbers[name][place] = number
            else:
                line = int(block.lines[record])
                rejects.append(Reject(self._register.name, file, line, found, text))
        return Columns(
            read=len(block.lines) - blank,
            block=block,
            records=records[good],
            numbers={name: column[good] for name, column in numbers.items()},
            references=_references(table, self._register.reference, good),
            services=_services(table, self._register.service, good),
            rejects=rejects,
        )


def header_of(register: Register, names: Sequence[str]) -> Header:
    """Return the header of these names.

    Raises `Unreadable` when a column is missing or stands twice.
    """
    folded = [fold(name) for name in names]
    places = {name: folded.index(name) for name in register.columns if name in folded}
    twice = [name for name in places if folded.count(name) > 1]
    if twice:
        raise unreadable.repeated_columns(twice)
    missing = [name for name in register.required if name not in places]
    if missing:
        raise unreadable.lacks_columns(missing, folded, register.columns)
    pairs = zip(names, folded, strict=True)
    strangers = [name.strip() for name, plain in pairs if plain and plain not in places]
    return Header(len(names), places, tuple(strangers))


def _parsed(register: Register, header: Header, block: Block) -> tuple[pa.Table, Numbers]:
    """Return the fields' cells, and which record of the block each row of them is."""
    odd: list[int] = []

    def put_aside(row: Any) -> str:
        odd.append(row.number - 1)
        return "skip"

    names = [str(place) for place in range(header.width)]
    for name, place in header.places.items():
        names[place] = name
    table = pyarrow.csv.read_csv(
        pa.BufferReader(block.data),
        read_options=pyarrow.csv.ReadOptions(
            column_names=names, use_threads=False, block_size=len(block.data) + 1
        ),
        parse_options=pyarrow.csv.ParseOptions(
            delimiter=";", newlines_in_values=True, ignore_empty_lines=False,
            invalid_row_handler=put_aside,
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=_types(register, header), include_columns=list(header.places),
            null_values=[], strings_can_be_null=False, quoted_strings_can_be_null=False,
            check_utf8=False,  # blocks are UTF-8
        ),
    )  # fmt: skip
    return table, np.delete(np.arange(len(block.lines)), odd)


def _types(register: Register, header: Header) -> dict[str, pa.DataType]:
    """Return a dictionary for each column whose texts recur, plain texts for the others."""
    recurring = pa.dictionary(pa.int32(), pa.string())
    return {
        name: pa.string() if name == register.reference else recurring for name in header.places
    }


def _numbers(column: pa.ChunkedArray, field: Field) -> Numbers:
    """Return the numbers of a column."""
    if not len(column):
        return np.empty(0, np.int64)
    chunk = column.chunk(0)
    texts = chunk.dictionary
    if field.dated and len(texts) >= MANY_TEXTS:
        return _moments(texts, field)[arrow.indices(chunk)]
    return field.numbers(texts.to_pylist())[arrow.indices(chunk)]


def _moments(texts: pa.StringArray, field: Field) -> Numbers:
    """Return the numbers of many dates, whose time of day makes each one different."""
    days = pc.utf8_slice_codeunits(texts, 0, DAY_WIDTH).dictionary_encode()
    numbers = field.days(days.dictionary.to_pylist())[arrow.indices(days)]
    others = np.flatnonzero(~told(texts, needed=field.timed))
    numbers[others] = field.numbers(texts.take(arrow.array(others)).to_pylist())
    return numbers


def _accepted(register: Register, numbers: dict[str, Numbers]) -> Flags:
    """Return which rows fit, by every field and by the rule on the order of dates."""
    good = np.ones(len(numbers["site"]), bool)
    for column in numbers.values():
        good &= column != REFUSED
    for answer in register.answers:
        day = numbers[answer.field]
        days = day - numbers[register.event]
        good &= ((days >= 0) & (days <= MOST_DAYS)) | (day == OPEN)
    return good


def _references(table: pa.Table, name: str | None, good: Flags) -> pa.StringArray | None:
    if name is None or not len(table):
        return None
    return pc.utf8_trim_whitespace(table[name].chunk(0).filter(arrow.flags(good)))


def _services(table: pa.Table, name: str | None, good: Flags) -> tuple[Numbers, list[str]] | None:
    if name is None or not len(table):
        return None
    chunk = table[name].chunk(0)
    return arrow.indices(chunk)[good].astype(np.int64), [
        one.strip() for one in chunk.dictionary.to_pylist()
    ]
