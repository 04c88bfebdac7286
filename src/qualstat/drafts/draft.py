"""Drafts: a first profile for an export, by what the export looks like.

Takes the place of an export, and its name; gives a `Draft`. Conventions owned here: a key of the
layout is written only where it is not the plain one; what is not decided is asked, and a required
column that is asked about is missing until somebody answers; no row is shown.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePath

from qualstat.drafts.columns import KINDS, Columns
from qualstat.drafts.dates import Dates, dates_of
from qualstat.drafts.guesses import Guess, guess
from qualstat.drafts.kin import kin
from qualstat.drafts.lines import (
    Draft,
    Line,
    commented,
    either,
    group,
    listed,
    names,
    quoted,
    said,
)
from qualstat.drafts.logs import log_lines
from qualstat.drafts.looks import Kind, Look, Sample
from qualstat.drafts.naming import Naming, naming
from qualstat.drafts.samples import sample
from qualstat.drafts.totals import Totals, totals
from qualstat.exports.containers import bare
from qualstat.exports.place import Place
from qualstat.findings import N_, message
from qualstat.sources.profile import SIGNS

FIGURES = re.compile(r"[0-9]+(?:[-_. ]?[0-9]+)*")
LETTERS = 3  # that a pattern of files keeps, or it would read too many
GLOB = re.compile(r"[][*?]")
MEANS = frozenset({"issue", "effectif", "attente_s", "duree_s"})  # what totals do not tell by call
SIGN_NAMES = {sign: name for name, sign in SIGNS.items()}
SUMS = ("Total*", "Cumul*", "Moyenne*", "Somme*", "Sous-total*", "Average*", "Sum*")


def draft(place: Place, name: str) -> Draft:
    """Return a first profile for an export of that name.

    Raises `Unreadable` where it cannot be read.
    """
    seen = sample(place, name)
    counted = totals(seen)
    found = guess(seen.looks, name, totals=counted is not None)
    called = naming(seen.looks)
    dates = Dates(called, seen.looks)
    if found.register:
        dates = dates_of(found.register, found, seen.looks, called)
    counted = counted if found.register and found.register.name == "calls" else None
    lines = [
        *_seen(seen, name), *_kind(found, name), *_layout(seen), *_written(found, dates),
        Line(""), Line("columns:"), *_columns(seen, found, dates, called, counted),
        *(_records(counted, called) if counted else ()), *log_lines(seen, called),
    ]  # fmt: skip
    return Draft(tuple(lines))


def _seen(sample: Sample, name: str) -> Iterator[Line]:
    """Yield what was seen of the way the export is written."""
    seen = sample.seen
    yield said(N_("A first profile for {name}. What begins with TO DECIDE is for you to decide."),
               "", name=quoted(name))  # fmt: skip
    if seen.kind == "workbook":
        yield said(N_("Format: workbook, sheet {sheet}."), "", sheet=quoted(seen.sheet))
    else:
        encoding = N_("Format: CSV, in {encoding} (guessed), cells separated by {separator}.")
        if not seen.guessed:
            encoding = N_("Format: CSV, in {encoding}, cells separated by {separator}.")
        yield said(encoding, "", encoding=seen.encoding, separator=quoted(seen.separator))
    header = message(N_("none"))
    if seen.header_line:
        header = message(N_("line {line}"), line=seen.header_line)
    yield said(N_("Header: {header}. Columns: {columns}. Rows looked at: {rows}."), "",
               header=header, columns=len(sample.looks), rows=sample.rows)  # fmt: skip
    known = kin(sample)
    if known:
        yield said(
            N_(
                "Profiles of the program that know such an export: {names}. One of them may "
                "be the answer, by itself or as “based_on”."
            ),
            "",
            names=", ".join(known),
        )
    if sample.sheets:
        yield said(N_("Sheets that are not this one: {names}."), "", names=names(sample.sheets))


def _kind(found: Guess, name: str) -> Iterator[Line]:
    """Yield what the profile is called, its register and its files."""
    stem = PurePath(bare(name)).stem.strip()
    yield Line(f"label: {quoted(stem or name)}", message(N_("In French: what the export is.")))
    if found.register is None:
        yield said(N_("TO DECIDE: register: {registers}? Neither the columns nor the name of the "
                      "file say so."), "", registers=either(found.rivals))  # fmt: skip
        for one in found.rivals:
            yield Line(commented(f"register: {one}"))
    else:
        sure = message(N_("By the names and texts of the columns: make sure of it."))
        yield Line(f"register: {found.register.name}", sure)
    yield Line(f"files: {listed([_pattern(bare(name))])}",
               message(N_("The files that it reads: patterns of names.")))  # fmt: skip


def _pattern(name: str) -> str:
    """Return the pattern of a file's name, whatever its figures.

    >>> _pattern("courriers_2018-01.csv"), _pattern("2018.csv"), _pattern("a[1].csv")
    ('courriers_*.csv', '2018.csv', 'a[[]1[]].csv')
    """
    stem, ending = PurePath(name).stem, PurePath(name).suffix
    safe = [GLOB.sub(lambda sign: f"[{sign[0]}]", part) for part in FIGURES.split(stem)]
    if sum(letter.isalpha() for letter in "".join(safe)) < LETTERS:
        return GLOB.sub(lambda sign: f"[{sign[0]}]", name)
    return "*".join(safe) + GLOB.sub(lambda sign: f"[{sign[0]}]", ending)


def _layout(sample: Sample) -> Iterator[Line]:
    """Yield the keys that say how the export is written, where that is not plain."""
    seen, nameless = sample.seen, not sample.seen.header_line
    if seen.kind == "workbook" and sample.sheets:
        yield Line(f"sheets: {listed([seen.sheet])}")
    if seen.kind == "csv" and seen.encoding != "utf-8":
        yield Line(f"encoding: {quoted(seen.encoding)}")
    if seen.kind == "csv" and seen.separator != ";":
        sign = SIGN_NAMES.get(seen.separator) or quoted(seen.separator)
        yield Line(f"separator: {sign}")
    if seen.header_line > 1:
        yield Line(f"lines_above: {seen.header_line - 1}")
    if nameless:
        yield Line("header: 0", message(
            N_("The first line looks like a row, not like a header: the columns are named by "
               "their position.")))  # fmt: skip
        yield Line(f"column_names: {listed(one.name for one in sample.looks)}")
    if sample.ragged:
        yield Line("ragged: true", message(
            N_("Some rows have more or fewer cells than the others.")))  # fmt: skip
    elif sample.lacking or sample.surplus:
        yield said(N_("TO DECIDE: rows with another number of cells than the header: {rows}. They "
                      "are rejected, unless cells may lack at the end of a row:"), "",
                   rows=sample.lacking + sample.surplus)  # fmt: skip
        yield Line(commented("ragged: true"))


def _written(found: Guess, dates: Dates) -> Iterator[Line]:
    """Yield how texts are written, and which rows are left out."""
    if dates.common:
        yield Line(f"dates: {listed(dates.common)}")
    taken = [one.look for many in found.fitting.values() if len(many) == 1 for one in many]
    blanks = dict.fromkeys(word for look in taken for word in look.blanks)
    if blanks:
        yield Line(f"blank: {listed(blanks)}")
    dated = found.register.dates if found.register else ()
    summed = [
        one.look for column in dated for one in found.fitting.get(column, ()) if one.look.sums
    ]
    if summed:
        yield Line("skip:", message(N_("Rows of totals, which would count everything twice.")))
        for look in summed:
            column = dates.naming.yaml(look)
            yield Line(f"  - {group({'column': column, 'is': listed(SUMS)})}")


def _columns(
    sample: Sample, found: Guess, dates: Dates, called: Naming, counted: Totals | None
) -> Iterator[Line]:
    """Yield the columns of the plain form, then those of the table that are not read."""
    read = set[int]()
    if found.register is not None:
        columns = Columns(found.register, found, dates, called, MEANS if counted else frozenset())
        yield from columns.lines()
        read = {one.look.position for many in found.fitting.values() for one in many}
        read |= {one.hours.position for one in dates.decided.values() if one.hours}
        read |= {one.position for _, one in counted.parts} if counted else set()
    kinds = defaultdict[Kind, list[Look]](list)
    for look in sample.looks:
        if look.position not in read:
            kinds[look.kind].append(look)
    for kind, looks in kinds.items():
        yield said(N_("Not read, {kind}: {names}."), kind=message(KINDS[kind]),
                   names=", ".join(map(called.yaml, looks)))  # fmt: skip


def _records(counted: Totals, called: Naming) -> Iterator[Line]:
    """Yield the records of a table that counts calls."""
    yield Line("")
    yield Line("", message(N_("One row counts several calls: a record for each column that counts "
                              "some.")))  # fmt: skip
    if not counted.complete:
        yield Line("", message(
            N_("TO DECIDE: records: answered calls and lost ones are needed, and only one of them "
               "is counted.")))  # fmt: skip
    elif counted.whole is None:
        yield Line("", message(
            N_("TO DECIDE: does each call stand in one of these columns only? No column counts "
               "them all.")))  # fmt: skip
    else:
        yield from _sum(counted, called.yaml(counted.whole))
    lines = ["records:", *(
        f"  - {group({'issue': group({'value': outcome}), 'effectif': _count(look, called)})}"
        for outcome, look in counted.parts
    )]  # fmt: skip
    yield from (Line(one if counted.complete else commented(one)) for one in lines)


def _sum(counted: Totals, name: str) -> Iterator[Line]:
    if counted.apart:
        yield Line("", message(
            N_("TO DECIDE: {name} is not their sum in every row: rows where it is not: {rows}."),
            name=name, rows=counted.apart))  # fmt: skip
    else:
        yield Line("", message(N_("{name} is their sum in every row: not read."), name=name))


def _count(look: Look, called: Naming) -> str:
    name = called.yaml(look)
    return name if look.plain else group({"column": name, "decimal": quoted(look.decimals[0])})
