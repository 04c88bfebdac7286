"""How long the program takes to start, held against what it starts with.

    python benchmarks/start.py [RUNS]

Whole processes, in turn, so that the machine's moods fall on both; medians of 5 runs, or of
RUNS. The goals: `--help` within 10 times `python -c pass`, `compute` on the samples within 1.6
times `import pandas`.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAM = [sys.executable, "-m", "qualstat"]
PAIRS = (
    ("--help", [*PROGRAM, "--help"], "python -c pass", [sys.executable, "-c", "pass"], 10.0),
    (
        "compute on the samples",
        [*PROGRAM, "compute", "--site", "istres", "--year", "2018"],
        "import pandas",
        [sys.executable, "-c", "import pandas"],
        1.6,
    ),
)


def seconds(command: list[str]) -> float:
    """Return how long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def main(runs: int) -> None:
    """Print the ratio of each pair, and its goal."""
    for name, command, base, reference, goal in PAIRS:
        seconds(command)
        seconds(reference)
        pairs = [(seconds(command), seconds(reference)) for _ in range(runs)]
        ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        print(
            f"{name}: {1000 * ours:.0f} ms, {base}: {1000 * theirs:.0f} ms,"
            f" ratio {ratio:.2f} (goal {goal:g})"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
