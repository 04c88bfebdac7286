"""How cost grows with rows, sites, years, files, bad rows and repeated ones: `GROWTH.md`.

    python benchmarks/growth.py [--scale N] [--runs N] [--folder FOLDER]

Convention owned here: one thing grows at a time, from the same start; a slope is that of the last
step on two logarithmic scales: 1 is linear, 0 is flat.
"""

import argparse
import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cases import Place, Process
from page import machine
from processes import Sample, sample
from shapes import Shape

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "benchmarks" / "growth"
WIDTH = 50  # of the longest bar
INTRODUCTION = """\
# How cost grows

Written by `make growth`; not edited by hand. The whole job of `RESULTS.md`, figures of each site
and month as CSV; one thing grows at a time. Medians; CPU time counts all processes. A slope is that
of the last step on two logarithmic scales: 1 is linear, 0 is flat.
"""


@dataclass(frozen=True)
class Series:
    """What grows, the name of each step, and its registers."""

    name: str
    steps: dict[str, Shape]


def series(scale: int) -> list[Series]:
    """Return what is measured; `scale` calls where nothing else is said."""
    start = Shape(calls=scale)
    return [
        Series("rows", {f"{7 * n * scale // 5:,}": replace(start, calls=n * scale)
                        for n in (1, 3, 10, 30)}),
        Series("sites", {str(n): replace(start, sites=n) for n in (4, 30, 100, 300)}),
        Series("years", {str(n): replace(start, years=n) for n in (1, 3, 10)}),
        Series("files", {str(36 * n): replace(start, years=n, monthly=True) for n in (1, 3, 10)}),
        Series("bad rows", {f"{n:.1%}": replace(start, bad=n) for n in (0.001, 0.01, 0.1)}),
        Series("repeated letters", {f"{n:.0%}": replace(start, overlap=n)
                                    for n in (0.05, 0.3, 0.9)}),
    ]  # fmt: skip


def taken(process: Process, runs: int) -> Sample:
    """Return the medians of some runs, after one that warms the caches."""
    held = [sample(process.command, ROOT) for _ in range(runs + 1)][1:]
    names = ("wall", "cpu", "largest", "tree")
    return Sample(*(statistics.median(getattr(one, name) for one in held) for name in names))


def told(name: str, steps: Sequence[str], held: Sequence[Sample]) -> Iterator[str]:
    """Yield what a series took: a table, its slopes, and a chart."""
    yield f"## {name.capitalize()}\n"
    yield f"| {name} | wall, s | CPU, s | largest process, MiB |\n|---|---|---|---|"
    for step, one in zip(steps, held, strict=True):
        yield f"| {step} | {one.wall:.2f} | {one.cpu:.2f} | {one.largest:.0f} |"
    if name in {"rows", "sites", "years", "files"}:
        sizes = [float(step.replace(",", "")) for step in steps]
        wider = math.log(sizes[-1] / sizes[-2])
        slopes = [math.log(getattr(held[-1], one) / getattr(held[-2], one)) / wider
                  for one in ("cpu", "largest")]  # fmt: skip
        yield f"\nSlopes: CPU {slopes[0]:.2f}, memory {slopes[1]:.2f}.\n"
    yield f"\n```text\n{chart(steps, [one.cpu for one in held])}\n```\n"


def chart(steps: Sequence[str], seconds: Sequence[float]) -> str:
    """Return a bar of CPU seconds for each step."""
    wide, most = max(map(len, steps)), max(seconds)
    return "\n".join(
        f"{step:>{wide}} {'█' * round(WIDTH * one / most)} {one:.2f} s"
        for step, one in zip(steps, seconds, strict=True)
    )


def one_site(folder: Path, scale: int, runs: int) -> Iterator[str]:
    """Yield what the scorecard of one site takes from a store of 300 sites and ten years."""
    place = Place(folder / "store", Shape(calls=10 * scale, sites=300, years=10, monthly=True))
    place.prepare()
    kept = ("--store", str(folder / "kept.store"))
    sample(
        place.command("compute", *kept, "--format", "csv", "-o", str(place.figures("all"))), ROOT
    )
    asked = [*place.command("compute", *kept, "--site", "s001"), "--year", "2025"]
    asked = [one for one in asked if one not in ("--from", "--to", "2016-01", "2025-12")]
    held = taken(Process(asked), runs)
    yield "## One site of 300, ten years, from a store\n"
    yield f"{14 * scale:,} rows in 360 files: {held.wall:.2f} s wall, {held.cpu:.2f} s CPU,"
    yield f"{held.largest:.0f} MiB.\n"


def main() -> None:
    """Measure every series, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--scale", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    asked = parser.parse_args()
    folder = asked.folder.resolve()
    lines = [INTRODUCTION, *machine(), ""]
    for one in series(asked.scale):
        held = []
        for place, shape in enumerate(one.steps.values()):
            where = Place(folder / f"{one.name.replace(' ', '-')}-{place}", shape)
            where.prepare()
            held.append(taken(where.process("qualstat"), asked.runs))
            print(one.name, list(one.steps)[place], held[-1], flush=True)
        lines += told(one.name, list(one.steps), held)
    lines += one_site(folder, asked.scale, asked.runs)
    (ROOT / "benchmarks" / "GROWTH.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
