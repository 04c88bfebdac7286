"""Columns of a draft: each column of the plain form, taken from the table or asked about.

Takes a guess and the looks of a table; gives lines. Conventions owned here: a column is written
where one candidate is best, and asked about where several are, or none; of the texts of a column
only codes are written: words of our own tables, and short texts that recur, without figures.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import NoneType
from typing import get_args

from msgspec import Struct

from qualstat.drafts.dates import Dates
from qualstat.drafts.guesses import Candidate, Guess, proposed, word_of
from qualstat.drafts.lines import Line, asked, commented, either, group, quoted, said
from qualstat.drafts.looks import Kind, Look
from qualstat.drafts.naming import Naming
from qualstat.drafts.tidying import tidy
from qualstat.drafts.usual import NO, UNITS, YES, units_of
from qualstat.exports.layout import folded
from qualstat.findings import N_, Message, message
from qualstat.registers import Register
from qualstat.registers.values import codes, kind

SITE = "site"
VALUES = "      "  # the indent of a text and its code
MINUTES = ("mm:ss",)
PRIVATE = re.compile(r"[0-9]{4}|@|[0-9][ .][0-9]{2}[ .][0-9]")
KINDS: Mapping[Kind, str] = {
    "blank": N_("blank"),
    "date": N_("dates"),
    "epoch": N_("counts of seconds since 1970"),
    "time": N_("times of day"),
    "duration": N_("durations"),
    "whole": N_("whole numbers"),
    "decimal": N_("decimal numbers"),
    "code": N_("a few texts"),
    "text": N_("many texts"),
}


class Columns(Struct, frozen=True):
    """What the lines of columns are made from; `counted` are the plain columns of totals."""

    register: Register
    guess: Guess
    dates: Dates
    naming: Naming
    counted: frozenset[str] = frozenset()

    def lines(self) -> Iterator[Line]:
        """Yield the lines of each plain column, then those that stay blank."""
        blank = []
        for column in self.register.columns:
            if column in self.counted:
                continue
            written = [*self._unsuited(column), *self._column(column)]
            yield from written
            blank += [] if written else [column]
        if blank:
            yield said(N_("No column was found for these: they stay blank: {columns}."),
                       columns=", ".join(blank))  # fmt: skip

    def _column(self, column: str) -> Iterator[Line]:
        candidates = self.guess.fitting.get(column, ())
        if not candidates:
            yield from self._sought(column)
        elif len(candidates) > 1 or candidates[0].why == "doubtful":
            yield from self._several(column, candidates)
        else:
            yield from self._why(candidates[0])
            yield from self._taken(column, candidates[0].look)

    def _taken(self, column: str, look: Look) -> Iterator[Line]:
        """Yield the lines of a column that is taken from another."""
        if column in self.register.dates:
            yield from self.dates.lines(column)
        elif codes(self.register, column):
            yield from self._coded(column, look)
        elif kind(self.register, column) == "seconds":
            yield from self._seconds(column, look)
        elif column == self.register.weight:
            yield Line(f"  {column}: {self._number(look)}")
        else:
            if column == SITE:
                text = N_("{name} is to hold ids of sites, but for case and accents; else “values” "
                          "gives the id that each text means.")  # fmt: skip
                yield said(text, name=self.naming.yaml(look))
            yield Line(f"  {column}: {self.naming.yaml(look)}")

    def _why(self, candidate: Candidate) -> Iterator[Line]:
        """Yield by what a column was taken, where it is not by a name that is sure."""
        name = self.naming.yaml(candidate.look)
        if candidate.why == "near":
            yield said(N_("{name}: its name is near “{usual}”."), name=name, usual=candidate.usual)
        elif candidate.why == "texts":
            yield said(N_("{name}: taken for its texts, not for its name."), name=name)
        elif candidate.why == "general":
            yield said(N_("{name}: a general name: make sure that it means this."), name=name)

    def _several(self, column: str, candidates: tuple[Candidate, ...]) -> Iterator[Line]:
        text = N_("TO DECIDE: {column}: several columns fit equally well.")
        if candidates[0].why == "doubtful":
            text = N_("TO DECIDE: {column}: no column is likely it; these may be.")
        dated = column in self.register.dates
        choices = [
            choice for one in candidates for choice in (
                self.dates.choices(column, one.look) if dated
                else [f"{column}: {self.naming.yaml(one.look)}"]
            )
        ]  # fmt: skip
        choices += ["site: {path: folder}", "site: {value: ...}"] if column == SITE else []
        yield from asked(message(text, column=column), choices)

    def _sought(self, column: str) -> Iterator[Line]:
        """Yield the question where a column comes from that no row can do without."""
        allowed = codes(self.register, column)
        if column == SITE:
            text = N_("TO DECIDE: site: no column says which site a row is of. The folder of the "
                      "file may, or it is always the same one.")  # fmt: skip
            yield from asked(message(text), ["site: {path: folder}", "site: {value: ...}"])
        elif column in self.register.dates:
            yield from asked(self._no_date(column), [f'{column}: "..."'])
        elif allowed and not _may_be_blank(self.register, column):
            text = N_("TO DECIDE: {column}: {codes}? No column says so.")
            told = message(text, column=column, codes=either(allowed))
            yield from asked(told, [f"{column}: {{value: {code}}}" for code in allowed])

    def _no_date(self, column: str) -> Message:
        if column == self.register.event:
            return message(N_("TO DECIDE: {column}: no column is likely this date."), column=column)
        return message(
            N_("TO DECIDE: {column}: no column is likely this date. While it is not named, it "
               "has not come in any row."), column=column,
        )  # fmt: skip

    def _unsuited(self, column: str) -> Iterator[Line]:
        for look in self.guess.unsuited.get(column, ()):
            name = self.naming.yaml(look)
            if column in self.register.dates and look.order == "both":
                yield said(
                    N_(
                        "{name}: has the name of {column}, but in some of its dates the day "
                        "comes first, in others the month."
                    ),
                    name=name,
                    column=column,
                )
            else:
                yield said(N_("{name}: has the name of {column}, but holds {kind}."), name=name,
                           column=column, kind=message(KINDS[look.kind]))  # fmt: skip

    def _coded(self, column: str, look: Look) -> Iterator[Line]:
        """Yield the lines of a column of codes, with the code proposed for each text."""
        source = self.naming.yaml(look)
        given = proposed(self.register, column, look)
        if all(folded(text) == code for text, code in given.items()):
            yield Line(f"  {column}: {source}")
            return
        known = {text: code for text, code in given.items() if code}
        if known:
            yield said(N_("The codes are proposed by the texts of {name}: make sure of each."),
                       name=source)  # fmt: skip
        shown = [text for text in given if _showable(column, look, text)]
        yield Line(f"  {column}:")
        yield Line(f"    column: {source}")
        if known or shown:
            yield Line("    values:" if known else commented("    values:"))
        yield from (Line(f"      {quoted(one)}: {known[one]}") for one in shown if one in known)
        # Of the texts that may name somebody, the word of ours that told the code.
        words = {word_of(column, one): known[one] for one in known if one not in shown}
        for word in sorted(words, key=len, reverse=True):
            yield Line(f"      {quoted(f'*{word}*')}: {words[word]}")
        strange = [one for one in shown if one not in known]
        yield from self._unknown(column, source, strange, len(given) - len(known))

    def _unknown(
        self, column: str, source: str, shown: Sequence[str], count: int
    ) -> Iterator[Line]:
        """Yield what is asked about texts that no table knows; some of them are shown."""
        if not count:
            return
        text = N_("TO DECIDE: {column}: texts of {name} whose code is not known: {count}. Each is "
                  "{codes}, or its rows are rejected.")  # fmt: skip
        told = either(codes(self.register, column))
        yield said(text, VALUES, column=column, name=source, count=count, codes=told)
        yield from (Line(commented(f'{VALUES}{quoted(one)}: ""')) for one in shown)
        if len(shown) < count:
            text = N_("Not shown, since they may name somebody: {count}.")
            yield said(text, VALUES, count=count - len(shown))

    def _seconds(self, column: str, look: Look) -> Iterator[Line]:
        """Yield the lines of a duration; its unit is asked where neither name nor texts tell."""
        name, units = self.naming.yaml(look), units_of(look.name)
        if look.kind == "blank":
            yield Line(f"  {column}: {name}")
        elif look.units:
            if look.units == MINUTES:
                yield said(N_("{name}: read as minutes and seconds."), name=name)
            yield Line(f"  {column}: {self._number(look, look.units[0])}")
        elif len(units) == len(look.decimals) == 1:
            yield Line(f"  {column}: {self._number(look, units[0])}")
        else:
            text = N_("TO DECIDE: {column}: the unit of {name}, or its mark of decimals, is not "
                      "known.")  # fmt: skip
            marks = look.decimals if len(look.decimals) > 1 else ("",)
            choices = [
                f"{column}: {self._number(look, unit, mark)}" for unit in units or UNITS
                for mark in marks
            ]  # fmt: skip
            yield from asked(message(text, column=column, name=name), choices)

    def _number(self, look: Look, unit: str = "s", mark: str = "") -> str:
        """Return a column of numbers as YAML."""
        keys = {"column": self.naming.yaml(look)}
        if unit != "s":
            keys["unit"] = quoted(unit) if ":" in unit else unit
        if mark or not (look.plain or look.units):
            keys["decimal"] = quoted(mark or look.decimals[0])
        return group(keys) if len(keys) > 1 else keys["column"]


def _showable(column: str, look: Look, text: str) -> bool:
    """Tell whether a text may stand in a draft: a word of ours, or a code that recurs."""
    if tidy(text) in (*YES, *NO) or tidy(text) == word_of(column, text):
        return True
    return (look.texts or {}).get(text, 0) > 1 and not PRIVATE.search(text)


def _may_be_blank(register: Register, column: str) -> bool:
    return NoneType in get_args(register.model.model_fields[column].annotation)
