"""Draws: what stands in the cells of made-up rows.

Takes rows, their shape and a source of chance; gives columns of texts. Convention owned here: what
is of a letter, and not of the row that exports it, follows from the letter's number.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

import setting
from qualstat.periods import day_of
from shapes import DAY, UNANSWERED, Rows, Shape
from texts import Columns, Numbers, Register, looked_up

SERVICES = [
    "", "Accueil général", "Pôle collectivités", "Secrétariat général", "Urbanisme", "Étrangers",
    "Relations avec les usagers", "Réglementation", "Sécurité", "Cabinet", "Élections",
]  # fmt: skip
QUOTED_SERVICES = ['Bureau "Élections"', "Cabinet; sécurité"]
CLOCK = [f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in range(DAY)]
WAITS = ["", *map(str, range(1, 241)), *(f"{n // 10},{n % 10}" for n in range(900))]


def cells(register: Register, rows: Rows, shape: Shape, rng: np.random.Generator) -> Columns:
    """Return the cells of rows, column by column."""
    sites, count = setting.site_ids(shape.sites), len(rows.event)
    places = rng.integers(0, len(sites), count)
    if rows.number is not None:
        places = rows.number * 7919 % 100_003 % len(sites)
    draw = {"calls": _calls, "mail": _mail, "visits": _visits}[register]
    return {"site": looked_up(sites, places), **draw(rows, shape, rng)}


def _drawn(rng: np.random.Generator, count: int, shares: dict[str, float]) -> pa.StringArray:
    """Draw words by their shares, which add up to 1."""
    bounds = np.cumsum(list(shares.values()))[:-1]
    return looked_up(list(shares), np.searchsorted(bounds, rng.random(count), side="right"))


def _days(days: Numbers, shape: Shape, form: str = "%d/%m/%Y") -> pa.StringArray:
    first, end = shape.days
    words = [format(day_of(day), form) for day in range(first, end)]
    return looked_up([*words, ""], np.where(days == UNANSWERED, end, days) - first)


def _calls(rows: Rows, shape: Shape, rng: np.random.Generator) -> Columns:
    count = len(rows.event)
    clock = looked_up(CLOCK, rows.event % DAY)
    line = _drawn(rng, count, {"standard": 0.6, "svi": 0.4})
    issue = _drawn(rng, count, {"repondu": 0.82, "perdu": 0.08, "ferme": 0.06, "dissuade": 0.04})
    standard = pc.equal(line, "standard").to_numpy(zero_copy_only=False)
    closed = pc.equal(issue, "ferme").to_numpy(zero_copy_only=False)
    wait = np.where(standard, rng.integers(1, 241, count), rng.integers(241, len(WAITS), count))
    talk = looked_up(list(map(str, range(20, 620))), rng.integers(0, 600, count))
    return {
        "debut": pc.binary_join_element_wise(_days(rows.event // DAY, shape), clock, " "),
        "ligne": line,
        "issue": issue,
        "attente_s": looked_up(WAITS, np.where(closed, 0, wait)),
        "duree_s": pc.if_else(pc.equal(issue, "repondu"), talk, ""),
    }


def _mail(rows: Rows, shape: Shape, rng: np.random.Generator) -> Columns:
    assert rows.number is not None
    assert rows.answered is not None
    own = np.random.default_rng([shape.seed, 98]).permutation(1_009)  # of a letter, not of a row
    kind = own[rows.number % 1_009]
    year = pc.utf8_slice_codeunits(_days(rows.event // DAY, shape, "%Y-"), 0, 5)
    number = pc.utf8_lpad(pa.array(rows.number).cast(pa.string()), 7, "0")
    reference = pc.binary_join_element_wise(year, number, "")
    services = SERVICES + (QUOTED_SERVICES if shape.quoted else [])
    return {
        "reference": pc.if_else(pa.array(rows.number % 101 == 0), "", reference),
        "canal": looked_up(["courrier", "courriel"], kind % 2),
        "public": looked_up(["usager", "usager", "collectivite"], kind % 3),
        "nature": looked_up([*["demande"] * 5, "reclamation", "suggestion"], kind % 7),
        "recu_le": _days(rows.event // DAY, shape),
        "repondu_le": _days(rows.answered, shape),
        "service": looked_up(services, rng.integers(0, len(services), len(kind))),
    }


def _visits(rows: Rows, shape: Shape, rng: np.random.Generator) -> Columns:
    count = len(rows.event)
    purpose = _drawn(rng, count, {"point_numerique": 0.4, "information": 0.6})
    digital = pc.equal(purpose, "point_numerique")
    done = _drawn(rng, count, {"aboutie": 0.6, "non_aboutie": 0.2, "": 0.2})
    said = _drawn(rng, count, {
        "tres_satisfait": 0.3, "satisfait": 0.3, "peu_satisfait": 0.1, "pas_satisfait": 0.05,
        "": 0.25,
    })  # fmt: skip
    size = looked_up(["", *map(str, range(1, 31))], rng.integers(0, 31, count))
    return {
        "arrivee": _days(rows.event // DAY, shape, "%Y-%m-%d"),
        "motif": purpose,
        "teleprocedure": pc.if_else(digital, done, ""),
        "satisfaction": pc.if_else(digital, said, ""),
        "effectif": pc.if_else(digital, "1", size),
    }
