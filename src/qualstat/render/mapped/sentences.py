"""What a map says below its grid: why cells are empty, what to ask for, and what is suspicious.

Takes a `Map` and a site; gives sentences in the language spoken. Conventions owned here: rows that
are absent in the same months for the same reason are said together; what is asked for is whole
registers, for a file holds all parts of one.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from qualstat.engines.received import Received
from qualstat.findings import N_
from qualstat.maps import Map, Row
from qualstat.maps.findings import finding
from qualstat.maps.values import State
from qualstat.periods import months_period
from qualstat.referentiel.sites import Follow
from qualstat.registers import REGISTERS
from qualstat.render import findings as finding_words
from qualstat.render import marks, numbers, received, words
from qualstat.render.language import current, plural, translate
from qualstat.render.mapped import names, shown

WHY: dict[State, str] = {
    "no_case": N_("register kept, no such record"),
    "missing": N_("no row of the site in any file"),
    "blind": N_("the source cannot give a date that it needs"),
    "ahead": N_("after the last day that any register knows"),
    "not_monitored": N_("not followed"),
    "not_applicable": N_("never followed"),
}


class Absent(Struct, frozen=True):
    """Months of a state in a row, and why."""

    state: State
    months: tuple[int, ...]
    why: str


def absences(held: Map, site: str) -> list[str]:
    """Return why cells of a site are empty: `visits, Jan-Mar 2018: not followed (...)`."""
    found: dict[Absent, list[Row]] = {}
    for row in _told(held, site):
        for one in _absent(held, row):
            found.setdefault(one, []).append(row)
    return [_sentence(held, one, rows) for one, rows in found.items()]


def _told(held: Map, site: str) -> Iterator[Row]:
    """Yield the rows whose absences are told: those shown, and those that are never followed."""
    kept = shown.rows(held, site)
    absent: set[str] = set()
    for row in held.rows:
        if row.site == site and row.register not in absent:
            if row.whole and shown.never(row):
                absent.add(row.register)
            if any(row is one for one in kept) or shown.never(row):
                yield row


def _absent(held: Map, row: Row) -> Iterator[Absent]:
    for state in WHY:
        months = tuple(row.months(state))
        if not months or (state == "no_case" and not (row.whole or shown.silent(row))):
            continue
        if state == "not_applicable":
            months = ()
        yield Absent(state, months, _why(held, row, state, months))


def _why(held: Map, row: Row, state: State, months: Sequence[int]) -> str:
    said = translate(WHY[state])
    if state == "no_case" and row.whole:
        said = translate("declared complete, without a row")
    if row.lack(state):
        return _with(said, [row.lack(state)])
    if state == "missing":
        came = received.said(_came(held, row))
        return translate("{said}; {came}", said=said, came=came) if came else said
    if state == "not_applicable":
        return _with(said, [one.reason or "" for one in row.excludes])
    if state == "not_monitored":
        follows = _nearest(row, months)
        said = ", ".join([said, *dict.fromkeys(words.since(one) for one in follows)])
        return _with(said, [one.reason or "" for one in follows])
    if state == "ahead" and held.scorecard.source.as_of:
        day = max(held.scorecard.source.as_of.values())
        said = translate("after {day}, the last day known", day=numbers.day(day, current()))
    return said


def _nearest(row: Row, months: Sequence[int]) -> list[Follow]:
    """Return the declarations that months without any come just before; else all of them."""
    after = [one.since for one in row.follows if one.since > months[-1]]
    return [one for one in row.follows if not after or one.since == min(after)]


def _with(said: str, reasons: Iterable[str]) -> str:
    kept = list(dict.fromkeys(words.typography(one) for one in reasons if one))
    if not kept:
        return said
    return f"{said} ({translate('reason: {reason}', reason=words.listed(kept))})"


def _sentence(held: Map, one: Absent, rows: Sequence[Row]) -> str:
    name = words.listed(names.row(held, row) for row in rows)
    when = f", {names.months(one.months)}" if one.months else ""
    return _ended(f"{name}{when}{translate(': ')}{one.why}")


def asks(held: Map, site: str) -> list[str]:
    """Return what to ask for, from whom: one sentence a register of a site."""
    said = []
    for row in held.rows:
        months = row.months("missing")
        if row.site == site and row.whole and months:
            keeper = held.held_by.get((site, row.register), "")
            what = translate("{register} of {site}, {months} ({files})",
                             register=names.register(row), site=names.site(held, row),
                             months=names.months(months),
                             files=REGISTERS[row.register].pattern)  # fmt: skip
            came = received.said(_came(held, row))
            if came:
                said.append(translate("{register}: {came}; {mend}.", register=names.register(row),
                                      came=came, mend=received.mend()))  # fmt: skip
                said.append(translate("Only if it still lacks afterwards: {what}.", what=what))
                continue
            asked = translate("Ask {keeper}: {what}.", keeper=words.typography(keeper), what=what)
            if not keeper:
                asked = translate("Ask whoever keeps it (not declared: “held_by” of {site}):"
                                  " {what}.", site=f"sites/{site}.yaml", what=what)  # fmt: skip
            said.append(asked)
    if said:
        said.append(translate("Kept, and without a row? Declare it under “complete” of the site."))
    return said


def _came(held: Map, row: Row) -> list[Received]:
    return [one for one in held.received if one.register == row.register]


def suspicious(held: Map, site: str) -> list[str]:
    """Return what is suspicious at a site, a paragraph each, and how often chance does that."""
    both = zip(held.oddities, held.findings, strict=True)
    return [
        " — ".join(finding_words.said(found)) + f" [{found.rule}]"
        for one, found in both
        if one.row.site == site
    ]


def declared(held: Map, site: str) -> list[str]:
    """Return the odd counts that a declared break dates."""
    said = []
    for one in held.told:
        if one.oddity.row.site == site:
            told = finding(held.scorecard.referentiel, one.oddity)
            said.append(_ended(f"{translate(told.found)}{translate(': ')}{marks.mark(one.mark)}"))
    return said


def tests(held: Map) -> list[str]:
    """Return what was tested, and how many oddities chance alone makes."""
    if not held.series or not held.judged:
        return []
    said = plural("{n} series judged, on these months at most: {months}.",
                  "{n} series judged, on these months at most: {months}.", held.series,
                  months=months_period(held.judged[0], held.judged[-1]))  # fmt: skip
    alarms = numbers.number(held.alarms, current(), decimals=1)
    false = translate("Where nothing is odd, chance makes {number} of these findings at most, on"
                      " average.", number=alarms)  # fmt: skip
    return [said, false]


def files(held: Map, site: str) -> list[str]:
    """Return the files behind each cell, register by register."""
    said = []
    for row in held.rows:
        if row.site == site and row.whole:
            for cell in row.cells:
                parts = ", ".join(_file(one.file, one.rows) for one in cell.files)
                if parts:
                    month = numbers.month(cell.month, current(), short=True, year=True)
                    said.append(f"{names.register(row)}, {month}{translate(': ')}{parts}.")
    return said


def _file(name: str, rows: int) -> str:
    return plural("{file} ({n} row)", "{file} ({n} rows)", rows, file=name)


def _ended(said: str) -> str:
    return said if said.endswith((".", "!", "?")) else f"{said}."
