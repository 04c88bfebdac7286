"""Registers written by hand for a test, and what is computed from them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from qualstat.findings import Finding
from qualstat.periods import Period, months_period, year_period
from qualstat.pipeline import Request, compute
from qualstat.scorecards import Figure, Scorecard

ROOT = Path(__file__).parent.parent
REFERENTIEL = ROOT / "referentiel"
CALLS = "site;debut;ligne;issue;attente_s;duree_s;effectif"
MAIL = "site;reference;canal;public;nature;recu_le;repondu_le;service"
APPOINTMENTS = "site;reference;public;demande_le;fixe_le;tenu_le;service"
VISITS = "site;arrivee;motif;teleprocedure;satisfaction;effectif"
SURVEYS = "site;date;theme;question;niveau;effectif"
HEADERS = {
    "appels": CALLS, "courriers": MAIL, "rendez-vous": APPOINTMENTS, "visites": VISITS,
    "enquetes": SURVEYS,
}  # fmt: skip


def write(folder: Path, registers: Mapping[str, list[str]]) -> Path:
    """Write registers, rows by file name, each under its header; return the folder."""
    for name, rows in registers.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        header = next(one for start, one in HEADERS.items() if path.name.startswith(start))
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return folder


def computed(
    folder: Path,
    registers: Mapping[str, list[str]],
    period: Period | None = None,
    *,
    as_of: date | None = None,
    referentiel: Path = REFERENTIEL,
) -> Scorecard:
    """Compute the year 2018, or another period, of registers written into a folder."""
    asked = Request(
        referentiel, write(folder, registers), period=period or year_period(2018), as_of=as_of
    )
    return compute(asked)


def figure(scorecard: Scorecard, indicator: str, site: str = "istres") -> Figure:
    """Return one figure of a scorecard of one period."""
    (found,) = (
        one for one in scorecard.figures if (one.site, one.indicator.id) == (site, indicator)
    )
    return found


def found(scorecard: Scorecard, rule: str) -> list[Finding]:
    """Return the findings of a rule."""
    return [one for one in scorecard.findings if one.rule == rule]


def months(first: str, last: str) -> Period:
    """Return whole months, from `2018-04` to `2018-12`."""
    (a, b), (c, d) = (map(int, text.split("-")) for text in (first, last))
    return months_period(12 * a + b - 1, 12 * c + d - 1)
