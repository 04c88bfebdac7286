"""Guesses: which register a table is of, and which of its columns each plain column is likely.

Takes the looks of a table's columns; gives a `Guess`. Conventions owned here: a guess says by
what it was made; a name that is usual comes before one that is nearly so, before what the texts
of a column say; columns that fit equally are all given, and nobody chooses here.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct, field

from qualstat.drafts.looks import Kind, Look
from qualstat.drafts.tidying import listed, tidy
from qualstat.drafts.usual import NAMES, NO, TELLING, WORDS, YES, YES_NO, Names
from qualstat.registers import REGISTERS, Register
from qualstat.registers.values import codes, kind
from qualstat.spelling import fold

Why = Literal["name", "near", "texts", "general", "doubtful"]
WORTH: Mapping[Why, int] = {"name": 3, "near": 2, "texts": 2, "general": 1, "doubtful": 1}
NEAR = 0.87  # `date de naissance` is not near `date de réponse`
LONGEST = 60  # characters of a name that may be nearly usual
SHARED = ("site", "reference", "service")  # columns that tell no register
TEXTS: frozenset[Kind] = frozenset({"code", "text", "whole", "decimal"})
LENGTHS: frozenset[Kind] = frozenset({"duration", "time", "whole", "decimal"})


class Candidate(Struct, frozen=True):
    """A column that a plain column may be: by what, and the usual name that its own is near."""

    look: Look
    why: Why
    usual: str = ""


class Guess(Struct, frozen=True):
    """The register a table is likely of, None where several are; and its columns.

    `fitting` are the candidates of each plain column, equally good; `unsuited` the columns that
    have the name of one and hold something else.
    """

    register: Register | None
    rivals: tuple[str, ...] = ()
    fitting: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    unsuited: Mapping[str, tuple[Look, ...]] = field(default_factory=dict)


def guess(looks: Sequence[Look], name: str, *, totals: bool) -> Guess:
    """Return the register and the columns of a table of that name; `totals`: it counts calls."""
    fitting = {one: _fitting(register, looks) for one, register in REGISTERS.items()}
    scores = {one: _score(one, fitting[one], looks, name) for one in REGISTERS}
    if totals:
        scores["calls"] += sum(scores.values())
    best = max(scores.values())
    likely = [one for one, score in scores.items() if score == best and score > 1]
    if len(likely) != 1:
        return Guess(None, tuple(likely or REGISTERS))
    register = REGISTERS[likely[0]]
    return Guess(register, (), fitting[likely[0]], _unsuited(register, looks))


def _score(
    name: str, fitting: Mapping[str, Sequence[Candidate]], looks: Sequence[Look], file: str
) -> int:
    """Return what speaks for a register: its columns, and the words of names."""
    columns = sum(
        WORTH[candidates[0].why] for column, candidates in fitting.items() if column not in SHARED
    )
    words = {word for one in looks for word in tidy(one.name).split()} | {*tidy(file).split()}
    return columns + len(words & TELLING[name])


def _fitting(register: Register, looks: Sequence[Look]) -> dict[str, tuple[Candidate, ...]]:
    """Return the candidates of each plain column; what serves one serves no lesser one."""
    every = [
        (column, one) for column in register.columns for one in _candidates(register, column, looks)
    ]
    found: dict[str, tuple[Candidate, ...]] = {}
    taken: set[int] = set()
    for why in WORTH:
        for column in register.columns:
            these = tuple(
                one for held, one in every
                if held == column and one.why == why and one.look.position not in taken
            )  # fmt: skip
            if these and column not in found:
                found[column] = these
                taken |= {one.look.position for one in these}
    dates = tuple(Candidate(one, "doubtful") for one in looks
                  if _suits(register, register.event, one) and one.kind != "blank"
                  and one.position not in taken)  # fmt: skip
    if dates:
        found.setdefault(register.event, dates)
    return found


def _candidates(register: Register, column: str, looks: Sequence[Look]) -> Iterator[Candidate]:
    """Yield the columns that a plain column may be, by their names or their texts."""
    allowed = codes(register, column)
    for look in looks:
        why, usual = named(register.name, column, look.name)
        if not _suits(register, column, look):
            continue
        known = share_known(register, column, look) if allowed else 0.0
        if why == "general" and allowed and known <= 0.5:
            continue
        if why:
            yield Candidate(look, why, usual)
        elif known == 1 and look.kind == "code" and look.distinct > 1:
            yield Candidate(look, "texts")


@cache
def named(register: str, column: str, name: str) -> tuple[Why | None, str]:
    """Return in what a name is one of a plain column, and the usual name that it is near.

    >>> named("mail", "recu_le", "Date d’arrivée"), named("mail", "recu_le", "Date dariveé")
    (('name', ''), ('near', 'date d arrivee'))
    """
    names = NAMES[register].get(column, Names(column))
    sure, plain = (*listed(names.sure), tidy(column)), tidy(name)
    if not plain:
        return None, ""
    if plain in sure:
        return "name", ""
    if plain in listed(names.general):
        return "general", ""
    if plain in listed(names.doubtful):
        return "doubtful", ""
    near = difflib.get_close_matches(plain, sure, 1, NEAR) if len(plain) <= LONGEST else []
    return ("near", near[0]) if near else (None, "")


def _suits(register: Register, column: str, look: Look) -> bool:
    """Tell whether a column can hold what a plain column holds."""
    if look.kind == "blank":
        return True
    kinds = frozenset(look.kinds)
    if column in register.dates:
        return look.kind in ("date", "epoch")
    if column == register.weight:
        return "whole" in kinds
    if kind(register, column) == "seconds":
        return look.kind in LENGTHS
    if codes(register, column) or column == "site":
        return "code" in kinds and look.kind in TEXTS
    return look.kind in TEXTS or look.kind == "epoch"  # a number of ten figures


def _unsuited(register: Register, looks: Sequence[Look]) -> dict[str, tuple[Look, ...]]:
    """Return the columns that have the name of a plain column and cannot be it."""
    return {
        column: those
        for column in register.columns
        if (those := tuple(
            one for one in looks if named(register.name, column, one.name)[0] == "name"
            and not _suits(register, column, one)))
    }  # fmt: skip


def share_known(register: Register, column: str, look: Look) -> float:
    """Return the share of a column's texts whose code is known; yes and no count for nothing."""
    texts = look.texts or {}
    known = sum(bool(_code(register, column, text)) for text in texts)
    return known / len(texts) if texts else 0.0


def proposed(register: Register, column: str, look: Look) -> dict[str, str]:
    """Return the code proposed for each text of a column; "" where no table knows it."""
    yes = {word: code for names, first, second in YES_NO.get(column, ())
           if tidy(look.name) in names
           for words, code in ((YES, first), (NO, second)) for word in words}  # fmt: skip
    return {
        text: _code(register, column, text) or yes.get(tidy(text), "") for text in look.texts or {}
    }


def word_of(column: str, text: str) -> str:
    """Return the longest known word of a text; blank where it has none."""
    plain = f" {tidy(text)} "
    return max((word for word in _words(column) if f" {word} " in plain), key=len, default="")


def _code(register: Register, column: str, text: str) -> str:
    folded = fold(text)
    if folded in codes(register, column):
        return folded
    return _words(column).get(word_of(column, text), "")


@cache
def _words(column: str) -> dict[str, str]:
    """Return the words of a column's texts; its codes themselves are words."""
    return {word: code for code, words in WORDS.get(column, {}).items() for word in listed(words)}
