"""Where a peer finds the registers, and where it writes: the same for all.

    python benchmarks/peers/duckdb_job.py FOLDER FIGURES ASIDE

Takes the command line; gives `Places`. Convention owned here: files in the order of their names,
which is their natural order here.
"""

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """The files of each register, the tables of the setting, and the two files to write."""

    calls: list[str]
    mail: list[str]
    visits: list[str]
    sites: str
    working_days: str
    figures: str
    aside: str


def asked() -> Places:
    """Return the places that the command line names."""
    folder, figures, aside = sys.argv[1:]
    found = {
        name: sorted(map(str, Path(folder, "data").glob(f"{start}*.csv")))
        for name, start in (("calls", "appels"), ("mail", "courriers"), ("visits", "visites"))
    }
    return Places(
        **found,
        sites=f"{folder}/sites.csv",
        working_days=f"{folder}/working_days.csv",
        figures=figures,
        aside=aside,
    )
