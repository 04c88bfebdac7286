"""Purges done in tests, the registers they are done to, and what there is to compare."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from qualstat.periods import Period, parse_month, year_period
from qualstat.pipeline import Request, compute, purge
from qualstat.purges import Purged
from qualstat.render import records
from qualstat.render.tables.choosing import View
from qualstat.scorecards import Scorecard
from registers_by_hand import REFERENTIEL

LETTER = "istres;{ref};courriel;usager;demande;{received};{answered};Accueil"


def letter(ref: str, received: str, answered: str = "") -> str:
    return LETTER.format(ref=ref, received=received, answered=answered)


DECEMBER = [letter("A-1", "08/12/2017"), letter("A-2", "11/12/2017", "13/12/2017"),
            letter("", "12/12/2017")]  # fmt: skip
JANUARY = [letter("A-1", "08/12/2017", "02/01/2018"), letter("B-1", "08/01/2018", "09/01/2018"),
           letter("B-2", "31/02/2018")]  # fmt: skip
FEBRUARY = [letter("C-1", "05/02/2018", "06/02/2018")]
LOST = ["istres;15/12/2017 09:00;standard;perdu;5;60;"]
FOUR = {"courriers-12.csv": DECEMBER, "courriers-13.csv": JANUARY, "courriers-14.csv": FEBRUARY,
        "appels-12.csv": LOST}  # fmt: skip
TODAY = date(2019, 2, 1)
WHOLE = Period(date(2017, 11, 1), date(2018, 12, 31))


def purged(data: Path, store: Path, before: str, **others: Any) -> Purged:
    """Purge a folder; the certificate goes beside its store."""
    keep = others.pop("keep", lambda text, _="": store.with_suffix(".json").write_text(text))
    agreed = others.pop("agreed", lambda _plan: True)
    request = Request(others.pop("referentiel", REFERENTIEL), data, **others)
    return purge(request, store, parse_month(before), day=TODAY, agreed=agreed, keep=keep)


def asked(data: Path, store: Path | None, **others: Any) -> Scorecard:
    """Return the figures of a folder: of 2018 by month, unless asked otherwise."""
    others = {"period": year_period(2018), "by": "month", **others}
    return compute(Request(others.pop("referentiel", REFERENTIEL), data, store=store, **others))


def figures(scorecard: Scorecard) -> str:
    """Return all figures and the account of rows."""
    return records.FORMATS["json"](scorecard, View())


def put(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into a folder; return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def left(folder: Path) -> list[str]:
    """Return the names of the files of a folder."""
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


def again(scorecard: Scorecard) -> list[tuple[str, object]]:
    """Return the files with rows of purged months, and how many."""
    found = [one for one in scorecard.findings if one.rule == "purged-month"]
    return [(one.file, one.found.values["n"]) for one in found]


def fates(done: Any) -> dict[str, str]:
    return {one.name: one.stays or "gone" for one in done.plan.exports}
