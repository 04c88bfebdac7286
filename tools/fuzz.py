"""Fuzz the readers for some minutes: more cases than `tests/test_fuzz_readers.py` has time for.

    python tools/fuzz.py --minutes 10 [--seed 1]   # status 1 where something did not hold
    python tools/fuzz.py --case 1-327              # one case again, whose files are kept

Each batch of cases is a process of its own, with bounds on its memory and time. What a case is,
`tests/fuzzing.py` says; what must hold of it, `tests/test_fuzz_readers.py`.
"""

import argparse
import importlib
import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"
BATCH = 100  # cases a process
MOST_SECONDS = 300  # a batch takes some
MOST_MEMORY = 2 << 30  # bytes beyond what the libraries take; a case holds some hundred thousand
AT = "at "  # how a batch says which case it is at


def examine(seed: int, number: int, folder: Path) -> str:
    """Return what did not hold of a case; empty where all did."""
    case = importlib.import_module("fuzzing").case(seed, number)
    try:
        importlib.import_module("test_fuzz_readers").examined(case, folder)
    except BaseException as error:  # whatever it is, it is what we look for
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"{case.start.path}\n{''.join(traceback.format_exception(error))}"
    return ""


def batch(seed: int, first: int) -> None:
    """Examine some cases in this process, saying which one is at work and what did not hold."""
    importlib.import_module("test_fuzz_readers")
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MOST_MEMORY, hard))
    for number in range(first, first + BATCH):
        print(f"{AT}{seed}-{number}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            said = examine(seed, number, Path(folder))
        if said:
            print(said, flush=True)


def apart(seed: int, first: int) -> tuple[int, str]:
    """Examine some cases in another process; return how many were, and what it says of some."""
    words = [sys.executable, __file__, "--seed", str(seed), "--first", str(first)]
    try:
        ran = subprocess.run(words, capture_output=True, text=True, check=False,
                             timeout=MOST_SECONDS)  # fmt: skip
        out, end = ran.stdout, f"ended with {ran.returncode}: {ran.stderr}" * bool(ran.returncode)
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
        out, end = said.decode() if isinstance(said, bytes) else said, "took too long"
    lines = f"{out}{end}".splitlines()
    at = [line.startswith(AT) for line in lines]
    kept = [
        line
        for place, line in enumerate(lines)
        if not at[place] or (place + 1 < len(lines) and not at[place + 1])
    ]
    return sum(at), "\n".join(kept)


def run(minutes: float, seed: int) -> int:
    """Examine cases until the time is up; return the exit status."""
    until, done, found = time.monotonic() + 60 * minutes, 0, 0
    jobs = os.cpu_count() or 1
    with ThreadPoolExecutor(jobs) as pool:
        for first in itertools.count(0, BATCH * jobs):
            if time.monotonic() > until:
                break
            firsts = range(first, first + BATCH * jobs, BATCH)
            for count, said in pool.map(apart, itertools.repeat(seed), firsts):
                done, found = done + count, found + said.count(f"{AT}{seed}-")
                if said:
                    print(said, flush=True)
    print(f"seed {seed}: {done} cases, of which something did not hold: {found}")
    return 1 if found or not done else 0


def main() -> int:
    """Read the command line; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--case", help="a case to examine again, as in 1-327")
    parser.add_argument("--first", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sys.path.insert(0, str(TESTS))
    warnings.simplefilter("error")
    if asked.first is not None:
        batch(asked.seed, asked.first)
        return 0
    if asked.case:
        seed, number = map(int, asked.case.split("-"))
        folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{asked.case}-"))
        said = examine(seed, number, folder)
        print(said or "all held", f"files: {folder}", sep="\n")
        return 1 if said else 0
    return run(asked.minutes, asked.seed)


if __name__ == "__main__":
    sys.exit(main())
