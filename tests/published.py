"""The published tables of the 2018 report, as data, and how it writes a number."""

import csv
import math
from fractions import Fraction
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "bilan-2018.csv"
with TABLE.open(encoding="utf-8", newline="") as table:
    LINES = list(csv.DictReader(table))


def rounded(value: Fraction, printed: str) -> str:
    """Round half up to the decimals of a printed figure: `94.00`."""
    decimals = len(printed.partition(".")[2])
    units = math.floor(value * 10**decimals + Fraction(1, 2))
    whole, rest = divmod(units, 10**decimals)
    return f"{whole}.{rest:0{decimals}}" if decimals else str(whole)


def name_of(line: dict[str, str]) -> str:
    """Name a line of the report."""
    return f"{line['site']} {line['indicator']}"
