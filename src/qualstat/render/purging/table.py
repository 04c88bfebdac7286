"""A purge as tables: its files, and its totals by register.

Takes a `Purged`; gives tables and files for machines. Convention owned here: the fate of a file
is `removed`, `left` where it could not be, `to_remove` where nothing was done yet, or `kept`.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from qualstat.findings import N_
from qualstat.purges import Export, Purged, Stays
from qualstat.purges.certificate import hash_of, month
from qualstat.render import numbers, words
from qualstat.render.language import current, translate
from qualstat.render.purging.fields import FIELDS, columns
from qualstat.render.tables import Cell, Column, Table, Value, files
from qualstat.render.tables.choosing import View, or_usual, viewed

FATES = {
    "removed": N_("removed"), "left": N_("not removed"), "to_remove": N_("to be removed"),
    "kept": N_("kept"),
}  # fmt: skip
REASONS: dict[Stays, str] = {
    "later": N_("later rows alone"),
    "straddles": N_("later rows too: export it again without the earlier ones"),
    "no_row": N_("no valid row tells its month"),
    "archive": N_("an archive that holds something else too"),
    "link": N_("a link: its content stands elsewhere"),
}
USUAL = ("file", "first_month", "last_month", "rows")
TOTALS = ("register", "frozen", "counted", "superseded", "unanswered", "rejected", "not_counted")


def fate(held: Purged, one: Export) -> str:
    """Return what becomes of a file, or became of it."""
    if one.stays:
        return "kept"
    if not held.certificate:
        return "to_remove"
    return "left" if one.name in held.left else "removed"


def written(held: Purged, view: View, form: str) -> str:
    """Return a purge, its files and its totals, or its files alone, as a file of a form."""
    return files.written(form, _purge(held), viewed(_files(held), view), totals(held), sheet=1)


def worded(held: Purged, view: View) -> Table:
    """Return the files in the columns and the order asked for.

    Where none are asked for, files of later months are left to a sentence, and columns that say
    nothing are left out.
    """
    if not view.asked:
        exports = tuple(one for one in held.plan.exports if one.stays != "later")
        held = replace(held, plan=replace(held.plan, exports=exports))
    exports = held.plan.exports
    usual = list(USUAL)
    usual += ["not_counted"] if any(one.uncounted for one in exports) else []
    usual += ["fate"] if len({fate(held, one) for one in exports}) > 1 else []
    usual += ["reason"] if any(one.stays for one in exports) else []
    usual += ["copy_of"] if any(one.copy_of for one in exports) else []
    return viewed(_files(held), or_usual(view, columns(), usual))


def totals(held: Purged) -> Table:
    """Return where the rows that are frozen went, by register."""
    rows = [
        (Cell(one.register, words.register(one.register)), Cell(one.frozen), Cell(one.counted),
         Cell(one.superseded), Cell(one.unanswered), Cell(one.rejected), Cell(one.uncounted))
        for one in held.plan.totals
    ]  # fmt: skip
    titles = (N_("Register"), N_("Frozen"), N_("Counted"), N_("Replaced"), N_("Unanswered"),
              N_("Rejected"), N_("Not counted"))  # fmt: skip
    named_ = (Column(name, translate(title), right=name != "register")
              for name, title in zip(TOTALS, titles, strict=True))  # fmt: skip
    return Table("registers", tuple(named_), tuple(rows))


def _purge(held: Purged) -> Table:
    names = ("before", "date", "done", "certificate_sha256")
    done = bool(held.certificate)
    cells = (Cell(month(held.plan.before)), Cell(held.day), Cell(done),
             Cell(hash_of(held.certificate) if done else None))  # fmt: skip
    return Table("purge", tuple(Column(name, name) for name in names), (cells,))


def _files(held: Purged) -> Table:
    ordered = sorted(held.plan.exports, key=lambda one: one.stays is not None)
    return Table("files", columns(), tuple(_row(held, one) for one in ordered))


def _row(held: Purged, one: Export) -> tuple[Cell, ...]:
    code = fate(held, one)
    values: dict[str, Value] = {
        "file": one.name, "fate": code, "reason": one.stays, "registers": " ".join(one.registers),
        "first_month": month(one.first), "last_month": month(one.last), "rows": one.rows,
        "rejected": one.rejected, "frozen": one.frozen, "not_counted": one.uncounted,
        "size": one.size, "sha256": one.sha256 or None, "copy_of": one.copy_of or None,
    }  # fmt: skip
    said = {
        "fate": translate(FATES[code]),
        "reason": translate(REASONS[one.stays]) if one.stays else "",
        "registers": ", ".join(_registers(one.registers)),
        **{name: numbers.month(number, current(), short=True, year=True)
           for name, number in (("first_month", one.first), ("last_month", one.last))
           if number is not None},
    }  # fmt: skip
    return tuple(Cell(values[name], said.get(name, "")) for name in FIELDS)


def _registers(names: Iterable[str]) -> list[str]:
    return [words.register(name) for name in names]
