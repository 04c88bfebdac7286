"""The page of results: what was measured, against which goal, on which machine.

Takes the samples of each case; gives Markdown. Convention owned here: a figure is a median with
its least and greatest in brackets, and a ratio is one of medians.
"""

import os
import platform
import statistics
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from cases import Case, Goal, Metric
from processes import Sample

Samples = Mapping[str, list[Sample]]  # by process
PACKAGES = ("qualstat", "numpy", "pandas", "pyarrow", "duckdb", "polars")
WANTED = 5  # runs, before a verdict is one
UNITS: dict[Metric, str] = {"wall": "s", "largest": "MiB", "tree": "MiB"}
WHAT: dict[Metric, str] = {
    "wall": "",
    "largest": "largest process",
    "tree": "peak of all processes",
}
INTRODUCTION = """\
# Results

Written by `make bench`; not edited by hand. Made-up registers (`registers.py`, seeded): calls N,
mail N/5, visits N/5; "10M" is 14 million rows. The same whole job by all: parse, validate, keep
bad rows aside, references once, working days, overdue, counts, rates, mean, median and p90 by
site and month; `agree.py` holds that all give the same figures. Whole processes in turn,
medians [least to greatest]; a ratio below 1 says that qualstat takes less. Where the load stands
above the number of cores others worked on the machine: the ratio of CPU time is then the steadier.

What the peers are spared: folded spellings, other forms of dates and numbers, one file's layout
looked for, intervals, verdicts and the year before. Their casts take `1_000` and `1e3`, which
qualstat refuses: no row holds them.
"""


@dataclass(frozen=True)
class Measured:
    """A case, when it was measured, and what its processes took."""

    case: Case
    when: str
    load: str
    samples: Samples


def page(measured: Iterable[Measured]) -> str:
    """Return the whole page."""
    held = list(measured)
    by_name = {one.case.name: one for one in held}
    lines = [INTRODUCTION, *machine(), "", "## Goals", "", *_goals(held, by_name), ""]
    lines += ["## Processes", "", *_processes(held)]
    return "\n".join(lines) + "\n"


def machine() -> Iterator[str]:
    """Yield what was measured on, and with which versions."""
    with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
        models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    yield (
        f"Machine: {cores} cores, {models[0] if models else platform.machine()},"
        f" {memory:.0f} GiB, {platform.system()} {platform.release()}."
    )
    yield ""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    yield f"Versions: Python {platform.python_version()}, {versions}."


def _goals(held: list[Measured], by_name: Mapping[str, Measured]) -> Iterator[str]:
    yield "| case | measure | ours | against | ratio or size | goal | reached | CPU ratio |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in held:
        for goal in one.case.goals:
            theirs = by_name.get(goal.against or one.case.name)
            if theirs is not None:
                yield _goal(one, theirs, goal)


def _goal(one: Measured, other: Measured, goal: Goal) -> str:
    ours = _median(one.samples[goal.ours], goal.metric)
    said, against, worked = f"{ours:.0f} MiB", "", ""
    reached = goal.most is not None and ours <= goal.most
    if goal.theirs:
        best = min(goal.theirs, key=lambda name: _median(other.samples[name], goal.metric))
        ratio = ours / _median(other.samples[best], goal.metric)
        said, reached = f"{ratio:.2f}", goal.most is not None and ratio <= goal.most
        if goal.metric == "wall":
            worked = f"{_cpu(one.samples[goal.ours]) / _cpu(other.samples[best]):.2f}"
        where = f" ({goal.against})" if goal.against else ""
        against = f"{best}{where}: {_spread(other.samples[best], goal.metric)}"
    measure = " ".join(filter(None, (goal.ours, WHAT[goal.metric])))
    verdict = "" if goal.most is None else "yes" if reached else "**no**"
    runs = len(one.samples[goal.ours])
    verdict += f" ({runs} of {WANTED} runs)" if verdict and runs < WANTED else ""
    most = "" if goal.most is None else f"<= {goal.most:g}"
    cells = (
        one.case.name, measure, _spread(one.samples[goal.ours], goal.metric), against, said, most,
        verdict, worked,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _processes(held: list[Measured]) -> Iterator[str]:
    yield "| case | process | wall, s | CPU, s | largest, MiB | all, MiB | runs | when, load |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in held:
        for name, samples in one.samples.items():
            cpu = [sample.cpu for sample in samples]
            cells = (
                one.case.name, name, _spread(samples, "wall", unit=False), _ranged(cpu),
                f"{_median(samples, 'largest'):.0f}", f"{_median(samples, 'tree'):.0f}",
                str(len(samples)), f"{one.when}, {one.load}",
            )  # fmt: skip
            yield f"| {' | '.join(cells)} |"


def _median(samples: list[Sample], metric: Metric) -> float:
    values: list[float] = [getattr(one, metric) for one in samples]
    return statistics.median(values)


def _cpu(samples: list[Sample]) -> float:
    return statistics.median(one.cpu for one in samples)


def _spread(samples: list[Sample], metric: Metric, *, unit: bool = True) -> str:
    return _ranged([getattr(one, metric) for one in samples]) + (
        f" {UNITS[metric]}" if unit else ""
    )


def _ranged(values: list[float]) -> str:
    return " ".join((
        _short(statistics.median(values)), f"[{_short(min(values))} to {_short(max(values))}]",
    ))  # fmt: skip


def _short(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 100 else f"{value:.0f}"
