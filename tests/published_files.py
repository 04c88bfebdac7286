"""Files of published figures: those of the 2018 report, its slips kept, and put right.

`tests/data/published` holds the two dashboards as they were printed, one line a site; what no line
of a file can carry (places of headers, colours, notes) is left out.
"""

from fractions import Fraction
from pathlib import Path

import msgspec

from cli_runs import ROOT
from published import LINES, rounded
from qualstat.exports.place import Place
from qualstat.findings import Finding
from qualstat.published import Figures
from qualstat.published.checking import checked
from qualstat.published.reading import Read, read
from qualstat.referentiel.loader import load

REFERENTIEL, _ = load(ROOT / "referentiel")
PRINTED = ROOT / "tests" / "data" / "published"
HEADER = "site;indicateur;engagement;periode;n-1;atteinte n-1;objectif;valeur;atteinte"
SIGNS = {">=": "≥ ", "<=": "≤ ", "<": "< "}
TOLERANCE = {"%": 1, "j": 0}
FOLLOWED = {("prefecture", "pn-infos"): "2018-07..2018-12",
            ("prefecture", "pn-teleprocedures"): "2018-07..2018-12"}  # fmt: skip

# The sous-préfectures' table lacks two delays that they follow.
UNPRINTED = [
    f"{site};collectivites-{channel}-delai;E36;2018;non transmis;;< {days} j;non transmis;"
    for site in ("aix", "arles", "istres")
    for channel, days in (("courriers", 15), ("courriels", 5))
]  # fmt: skip


def reading(path: Path) -> Read:
    """Return what a file gives."""
    return read(Place(path), path.name, REFERENTIEL)


def findings(path: Path, known: Figures | None = None, *, replace: bool = False) -> list[Finding]:
    """Return all that is said of a file."""
    held = reading(path)
    sheet = msgspec.structs.replace(held.sheet, known=known or {}, replace=replace)
    return [*held.findings, *checked(sheet)]


def rules(path: Path) -> set[tuple[str, int | None]]:
    """Return the rules raised by a file, with their lines."""
    return {(one.rule, one.line) for one in findings(path)}


def write(folder: Path, *lines: str, name: str = "publie.csv") -> Path:
    """Write a file."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def corrected(folder: Path) -> Path:
    """Write the tables of the report, put right: one way to write, each absence by its word."""
    return write(folder, HEADER, *map(_corrected, LINES), *UNPRINTED)


def _corrected(line: dict[str, str]) -> str:
    site, indicator = line["site"], line["indicator"]
    result = line["result"]
    if not result and site == "prefecture" and indicator.startswith("collectivites-"):
        result = "2j"  # any measured value is right
    period = "2018"
    if indicator.startswith("pn-"):
        period = FOLLOWED.get((site, indicator), "2018-04..2018-12")
    absent = "non transmis" if indicator.startswith("rdv-") else "aucun cas"
    previous = _number(line["previous"], indicator)
    return ";".join([
        site, indicator, line["engagement"], period, previous or "aucun cas",
        _mark(line["previous"], line["objective"]), _objective(line["objective"]),
        _number(result, indicator) or absent, _mark(result, line["objective"]),
    ])  # fmt: skip


def _number(text: str, indicator: str) -> str:
    """Return a number with one decimal and its unit; a volume as it is."""
    if not text or indicator in ("pn-usagers", "pn-infos"):
        return text
    unit = text[-1]
    return rounded(Fraction(text[:-1]), "0.0").replace(".", ",") + f" {unit}"


def _objective(text: str) -> str:
    sign = text.rstrip("0123456789%j")
    return f"{SIGNS[sign]}{text[len(sign) : -1]} {text[-1]}" if text else ""


def _mark(text: str, objective: str) -> str:
    """Return the word that a value deserves, worked out on its own."""
    if not text or not objective:
        return ""
    sign = objective.rstrip("0123456789%j")
    value, target = (
        Fraction(rounded(Fraction(text[:-1]), "0.0")),
        Fraction(objective[len(sign) : -1]),
    )
    lack = target - value if sign == ">=" else value - target
    if lack < 0 or (lack == 0 and sign != "<"):
        return "oui"
    return "proche" if lack <= TOLERANCE[text[-1]] else "non"
