"""All engines give the same figures, on registers of several shapes.

    python benchmarks/agree.py [--calls N] [FOLDER]

Writes the registers, runs each engine, and names what differs; exit status 1 where something does.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import figures
from cases import PEERS, Place
from shapes import Shape

SHAPES = {
    "plain": Shape(),
    "shuffled, 30 sites": Shape(sites=30, shuffled=True, seed=2),
    "three years in monthly files": Shape(years=3, monthly=True, overlap=0.3, seed=3),
    "quoted": Shape(quoted=True, seed=4),
    "one row in ten bad": Shape(bad=0.1, overlap=0.2, seed=5),
}


def disagreements(folder: Path, shape: Shape) -> Iterator[str]:
    """Yield what the peers say otherwise than qualstat."""
    place = Place(folder, shape)
    place.prepare()
    read = {}
    for engine in ("qualstat", *PEERS):
        subprocess.run(place.process(engine).command, check=True, capture_output=True)
        read[engine] = figures.read(place.figures(engine))
    if not read["qualstat"]:
        yield "qualstat gives no figure"
    for peer in PEERS:
        for said in figures.differences(read["qualstat"], read[peer]):
            yield f"{peer}: {said}"


def main() -> int:
    """Compare on every shape."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--calls", type=int, default=50_000)
    asked = parser.parse_args()
    status = 0
    with tempfile.TemporaryDirectory() as passing:
        for place, (name, shape) in enumerate(SHAPES.items()):
            folder = (asked.folder or Path(passing)).resolve() / f"agree-{place}"
            found = list(disagreements(folder, replace(shape, calls=asked.calls)))
            print(f"{name}: {len(found) or 'no'} difference{'s' if len(found) > 1 else ''}")
            for said in found[:10]:
                print(f"  {said}")
            status = status or int(bool(found))
    return status


if __name__ == "__main__":
    sys.exit(main())
