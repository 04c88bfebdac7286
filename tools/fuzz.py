"""Fuzz: look at more spoilt exports than the tests do, for so many minutes.

Takes `--minutes N --seed S`; prints how many were looked at, or the one that fails, which the
same seed gives again.
"""

import argparse
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))


def main() -> int:
    """Look at spoilt exports until the time is over; return 1 at the first that fails."""
    from fuzzing import case
    from test_fuzz_readers import examined

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    end = time.monotonic() + 60 * asked.minutes
    for number in count():
        if time.monotonic() > end:
            print(f"{number} spoilt exports, seed {asked.seed}: each row accounted for")
            return 0
        with tempfile.TemporaryDirectory() as folder:
            try:
                examined(case(asked.seed, number), Path(folder))
            except Exception as error:  # whatever it is, it is what is looked for
                print(f"seed {asked.seed}, number {number}: {type(error).__name__}: {error}")
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
