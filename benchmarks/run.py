"""Measure qualstat against DuckDB, Polars and pandas, and write `RESULTS.md`.

    python benchmarks/run.py [--small] [--runs N] [--only WORD] [--folder FOLDER]

Convention owned here: what was measured is kept in `FOLDER/measured.json`, by case, so that the
page is whole also where a case is measured again alone; `--small` writes its page beside it.
"""

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from cases import Case, cases
from page import Measured, page
from processes import Sample, sample

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "benchmarks"
SCALE, SMALL = 1_000_000, 20_000


def measure(case: Case, runs: int) -> dict[str, Any]:
    """Return what the processes of a case took, each once in every round.

    A round that warms the machine's caches goes before, unless a single one is asked for.
    """
    case.prepare()
    taken: dict[str, list[Sample]] = {name: [] for name in case.processes}
    loads = [os.getloadavg()[0]]
    for turn in range(0 if runs > 1 else 1, runs + 1):
        for name, process in case.processes.items():
            process.before()
            one = sample(process.command, ROOT)
            if turn:
                taken[name].append(one)
            print(f"{case.name} | {name}: {one.wall:.2f} s, {one.largest:.0f} MiB", flush=True)
    loads.append(os.getloadavg()[0])
    return {
        "when": f"{datetime.now().astimezone():%Y-%m-%d %H:%M}",
        "load": f"load {loads[0]:.1f} to {loads[1]:.1f}",
        "samples": {name: [asdict(one) for one in each] for name, each in taken.items()},
    }


def before(kept: Path) -> dict[str, Any]:
    """Return what was measured before, by case."""
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    return found


def told(every: list[Case], held: dict[str, Any]) -> Iterator[Measured]:
    """Yield the cases that were measured, in the order of the table."""
    for case in every:
        if case.name in held:
            one = held[case.name]
            samples = {
                name: [Sample(**fields) for fields in each] for name, each in one["samples"].items()
            }
            yield Measured(case, one["when"], one["load"], samples)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--small", action="store_true", help="a fiftieth of the rows")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="the cases whose name holds this")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    asked = parser.parse_args()
    folder = asked.folder.resolve() / ("small" if asked.small else "whole")
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "measured.json"
    every = cases(folder, SMALL if asked.small else SCALE)
    for case in every:
        if asked.only in case.name:
            taken = measure(case, asked.runs)
            kept.write_text(json.dumps({**before(kept), case.name: taken}), encoding="utf-8")
    written = folder / "RESULTS.md" if asked.small else ROOT / "benchmarks" / "RESULTS.md"
    written.write_text(page(told(every, before(kept))), encoding="utf-8")
    print(f"\n{written}")


if __name__ == "__main__":
    main()
