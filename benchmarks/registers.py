"""Registers of any size, made up: the same bytes at every run with the same arguments.

    python benchmarks/registers.py FOLDER --calls 1000000 --sites 300 --years 10 --shuffled

Writes `FOLDER/data/` (calls N, mail N/5, visits N/5) and the setting that goes with it. Convention
owned here: a letter exported twice is there first without its answer and again, with it, in the
month of the answer.
"""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

import setting
from draws import cells
from qualstat.periods import day_number
from shapes import DAY, UNANSWERED, Rows, Shape
from texts import DEFECTS, SEPARATOR, Numbers, Register, lines

PART = 1_000_000  # rows drawn and written at a time
FILES: dict[Register, str] = {"calls": "appels", "mail": "courriers", "visits": "visites"}
HEADERS: dict[Register, str] = {
    "calls": "site;debut;ligne;issue;attente_s;duree_s",
    "mail": "site;reference;canal;public;nature;recu_le;repondu_le;service",
    "visits": "site;arrivee;motif;teleprocedure;satisfaction;effectif",
}


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
    held, count = cells(register, rows, shape, rng), len(rows.event)
    bad = np.where(
        rng.random(count) < shape.bad, rng.integers(0, len(DEFECTS[register]), count), -1
    )
    text = lines(register, held, bad, quoted=shape.quoted)
    return text if shape.encoding == "utf-8" else text.decode().encode(shape.encoding)


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
