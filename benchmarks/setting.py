"""The setting of a benchmark: a référentiel with so many sites, and the same as tables for peers.

Takes a folder and a number of sites; writes `referentiel/`, `sites.csv` (site, zone) and
`working_days.csv` (zone, day, working days up to it). Convention owned here: every tenth site is
in Alsace-Moselle, so that no engine may use one calendar for all.
"""

import csv
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from qualstat.calendars import Calendar, cumulative
from qualstat.periods import day_number, day_of

REFERENTIEL = Path(__file__).parent.parent / "referentiel"
FIRST, LAST = date(2005, 1, 1), date(2034, 12, 31)  # the days that the peers' table knows
ZONES = ("metropole", "alsace-moselle")
OF_SITES = ("sites", "explanations.yaml", "services.yaml", "evidence.yaml", "calendar.yaml")
SITE = """\
label: Site {id}
short: {id}
kind: sous-prefecture
zone: {zone}
follows:
  - headings: [{headings}]
    since: 2010-01
    reason: mesure de vitesse
"""
HEADINGS = (
    "accueil-telephonique", "accueil-dematerialise", "reclamations", "collectivites",
    "points-numeriques",
)  # fmt: skip


def site_ids(count: int) -> list[str]:
    """Return the ids of so many sites."""
    return [f"s{place:03}" for place in range(1, count + 1)]


def zone_of(place: int) -> str:
    """Return the zone of the site at a place."""
    return ZONES[place % 10 == 2]


def write(folder: Path, sites: int) -> None:
    """Write the référentiel and the tables of so many sites."""
    target = folder / "referentiel"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(REFERENTIEL, target, ignore=shutil.ignore_patterns(*OF_SITES))
    (target / "sites").mkdir()
    ids = site_ids(sites)
    for place, one in enumerate(ids):
        text = SITE.format(id=one, zone=zone_of(place), headings=", ".join(HEADINGS))
        (target / "sites" / f"{one}.yaml").write_text(text, encoding="utf-8")
    _table(folder / "sites.csv", [("site", "zone"), *((s, zone_of(p)) for p, s in enumerate(ids))])
    _table(folder / "working_days.csv", [("zone", "day", "worked"), *_worked()])


def _worked() -> list[tuple[str, str, int]]:
    first, last = day_number(FIRST), day_number(LAST)
    days = [day_of(number).isoformat() for number in range(first, last + 1)]
    return [
        (zone, day, count)
        for zone in ZONES
        for day, count in zip(
            days, cumulative(Calendar(zone), "working-days", first, last).tolist(), strict=True
        )
    ]


def _table(path: Path, rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
