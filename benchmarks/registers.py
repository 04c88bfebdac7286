"""Registers of any size, made up: the same bytes at every run with the same arguments.

    python benchmarks/registers.py FOLDER --calls 1000000 --sites 300 --years 10 --shuffled

Writes `FOLDER/data/` (calls N, mail N/5, visits N/5) and the setting that goes with it. Convention
owned here: a letter exported twice is there first without its answer and again, with it, in the
month of the answer.
"""

import argparse
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

import setting
from qualstat.periods import day_number, day_of
from texts import DEFECTS, SEPARATOR, Columns, Numbers, Register, lines, looked_up

PART = 1_000_000  # rows drawn and written at a time
FILES: dict[Register, str] = {"calls": "appels", "mail": "courriers", "visits": "visites"}
HEADERS: dict[Register, str] = {
    "calls": "site;debut;ligne;issue;attente_s;duree_s",
    "mail": "site;reference;canal;public;nature;recu_le;repondu_le;service",
    "visits": "site;arrivee;motif;teleprocedure;satisfaction;effectif",
}
DAY = 86_400
UNANSWERED = -1
SERVICES = [
    "", "Accueil général", "Pôle collectivités", "Secrétariat général", "Urbanisme", "Étrangers",
    "Relations avec les usagers", "Réglementation", "Sécurité", "Cabinet", "Élections",
]  # fmt: skip
QUOTED_SERVICES = ['Bureau "Élections"', "Cabinet; sécurité"]
CLOCK = [f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in range(DAY)]
WAITS = ["", *map(str, range(1, 241)), *(f"{n // 10},{n % 10}" for n in range(900))]


@dataclass(frozen=True)
class Shape:
    """What registers look like."""

    calls: int = 10_000
    sites: int = 4
    years: int = 1
    first_year: int = 2016
    seed: int = 1
    bad: float = 0.001
    shuffled: bool = False
    quoted: bool = False
    encoding: str = "utf-8"
    monthly: bool = False  # one file a register and month, else one a register
    overlap: float = 0.05  # letters exported twice

    @property
    def rows(self) -> dict[Register, int]:
        """The records of each register, before any is repeated."""
        return {"calls": self.calls, "mail": self.calls // 5, "visits": self.calls // 5}

    @property
    def options(self) -> list[str]:
        """The options that ask for it on the command line."""
        named = [(f"--{name.replace('_', '-')}", value) for name, value in asdict(self).items()]
        return [
            word
            for option, value in named
            if value is not False
            for word in ([option] if value is True else [option, str(value)])
        ]

    @property
    def days(self) -> tuple[int, int]:
        """The first day, and the one after the last."""
        ends = (self.first_year, self.first_year + self.years)
        return day_number(date(ends[0], 1, 1)), day_number(date(ends[1], 1, 1))


@dataclass(frozen=True)
class Rows:
    """Rows in the order of their export.

    The day of it and the second of the event; for mail the number of the letter and the day of
    its answer.
    """

    exported: Numbers
    event: Numbers
    number: Numbers | None = None
    answered: Numbers | None = None

    def at(self, places: Numbers | slice) -> "Rows":
        """Return some of the rows."""
        number = None if self.number is None else self.number[places]
        answered = None if self.answered is None else self.answered[places]
        return Rows(self.exported[places], self.event[places], number, answered)


def write(folder: Path, shape: Shape) -> None:
    """Write registers and their setting."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    setting.write(folder, shape.sites)
    for place, register in enumerate(HEADERS):
        rng = np.random.default_rng([shape.seed, place])
        for name, rows in _files(register, _rows(register, shape, rng), shape):
            with (data / name).open("wb") as out:
                head = HEADERS[register].split(SEPARATOR)
                text = SEPARATOR.join(f'"{one}"' for one in head) if shape.quoted else None
                out.write(f"{text or HEADERS[register]}\n".encode())
                for start in range(0, len(rows.event), PART):
                    part = rows.at(slice(start, start + PART))
                    out.write(_text(register, part, shape, rng))


def _rows(register: Register, shape: Shape, rng: np.random.Generator) -> Rows:
    """Draw when records happen: on weekdays, a few at weekends, from 8 to 18."""
    first, end = shape.days
    days = np.arange(first, end)
    weekday = days[(days + 3) % 7 < 5]
    count = shape.rows[register]
    day = weekday[rng.integers(0, len(weekday), count)]
    any_day = rng.random(count) < 0.02
    day[any_day] = rng.integers(first, end, int(any_day.sum()))
    event = np.sort(day * DAY + rng.integers(8 * 3600, 18 * 3600, count))
    if register != "mail":
        return Rows(event // DAY, event)
    return _letters(event, shape, rng)


def _letters(event: Numbers, shape: Shape, rng: np.random.Generator) -> Rows:
    """Draw the answers of letters, and which of these are exported twice."""
    received, number = event // DAY, np.arange(len(event))
    answered = received + rng.geometric(0.12, len(event)) - 1
    late = (answered >= shape.days[1]) | (answered > received + 900)
    answered[late | (rng.random(len(event)) < 0.03)] = UNANSWERED
    twice = np.flatnonzero((rng.random(len(event)) < shape.overlap) & (answered >= 0))
    first_seen = answered.copy()
    first_seen[twice] = UNANSWERED
    exported = np.concatenate([received, answered[twice]])
    rows = Rows(
        exported,
        np.concatenate([event, event[twice]]),
        np.concatenate([number, twice]),
        np.concatenate([first_seen, answered[twice]]),
    )
    return rows.at(np.argsort(exported, kind="stable"))


def _files(register: Register, rows: Rows, shape: Shape) -> Iterator[tuple[str, Rows]]:
    """Yield the rows of each file, and its name."""
    rng = np.random.default_rng([shape.seed, 99])
    ends, names = [len(rows.event)], [f"{FILES[register]}.csv"]
    if shape.monthly:
        starts = [
            date(shape.first_year + month // 12, month % 12 + 1, 1)
            for month in range(12 * shape.years)
        ]
        names = [f"{FILES[register]}-{start:%Y-%m}.csv" for start in starts]
        after = [*map(day_number, starts[1:]), shape.days[1]]
        ends = np.searchsorted(rows.exported, after).tolist()
    for name, start, end in zip(names, [0, *ends[:-1]], ends, strict=True):
        order = start + rng.permutation(end - start) if shape.shuffled else slice(start, end)
        yield name, rows.at(order)


def _text(register: Register, rows: Rows, shape: Shape, rng: np.random.Generator) -> bytes:
    """Return rows as the register writes them."""
    count = len(rows.event)
    sites = setting.site_ids(shape.sites)
    held: Columns = {"site": looked_up(sites, rng.integers(0, len(sites), count))}
    if rows.number is not None:  # a letter is of one site, however often it is exported
        held = {"site": looked_up(sites, rows.number * 7919 % 100_003 % len(sites))}
    draw = {"calls": _calls, "mail": _mail, "visits": _visits}[register]
    held |= draw(rows, shape, rng)
    bad = np.where(
        rng.random(count) < shape.bad, rng.integers(0, len(DEFECTS[register]), count), -1
    )
    text = lines(register, held, bad, quoted=shape.quoted)
    return text if shape.encoding == "utf-8" else text.decode().encode(shape.encoding)


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


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    usual = Shape()
    for name in ("calls", "sites", "years", "first_year", "seed"):
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, type=int, default=getattr(usual, name))
    for name in ("bad", "overlap"):
        parser.add_argument(f"--{name}", type=float, default=getattr(usual, name))
    for name in ("shuffled", "quoted", "monthly"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--encoding", default="utf-8")
    asked = vars(parser.parse_args())
    write(asked.pop("folder"), Shape(**asked))


if __name__ == "__main__":
    main()
