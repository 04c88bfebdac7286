"""Public holidays of the 13 zones, 2006-2031, against the official open data (T5).

Where the two differ, the référentiel decides (`zones.yaml`), or the difference is listed with its
reason and source (`data/holidays/kept.yaml`); nothing else may differ.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from qualstat.calendars import ZONES, holiday_name
from qualstat.measures.calendars import calendar_of
from qualstat.periods import day_of
from qualstat.referentiel import Referentiel
from qualstat.referentiel.loader import load
from registers_by_hand import REFERENTIEL

DATA = Path(__file__).parent / "data" / "holidays"
NAMES = {
    "metropole": "Métropole", "alsace-moselle": "Alsace-Moselle", "guadeloupe": "Guadeloupe",
    "martinique": "Martinique", "guyane": "Guyane", "la-reunion": "La Réunion",
    "mayotte": "Mayotte", "saint-barthelemy": "Saint-Barthélémy", "saint-martin": "Saint-Martin",
    "saint-pierre-et-miquelon": "Saint-Pierre-et-Miquelon",
    "nouvelle-caledonie": "Nouvelle-Calédonie", "polynesie-francaise": "Polynésie Française",
    "wallis-et-futuna": "Wallis-et-Futuna",
}  # fmt: skip
DAYS = range(13149, 22645)  # 2006-01-01 to 2031-12-31


@cache
def shipped() -> Referentiel:
    return load(REFERENTIEL)[0]


def official(zone: str) -> dict[str, str]:
    """Return the holidays of a zone as published, by day."""
    with (DATA / "official.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row["date"]: row["name"]
            for row in csv.DictReader(stream)
            if row["zones"] == "*" or NAMES[zone] in row["zones"].split("|")
        }


def program(zone: str, referentiel: Referentiel) -> dict[str, str]:
    """Return the holidays that delays of a site of a zone leave out, by day."""
    site = referentiel.sites["istres"].model_copy(update={"zone": zone})
    held = calendar_of(replace(referentiel, sites={"istres": site}), "istres")
    named = ((day, holiday_name(zone, day)) for day in DAYS)
    return {
        str(day_of(day)): name
        for day, name in named
        if (name or day in held.added) and day not in held.removed
    }


def kept() -> Iterator[tuple[str, str, str, range]]:
    """Yield the differences listed: zone, who has the day, its name, its years."""
    for one in yaml.safe_load((DATA / "kept.yaml").read_text("utf-8")):
        assert one["reason"], one
        assert one["source"], one
        first, _, last = one["years"].partition("..")
        for zone in one["zones"]:
            yield zone, one["only"], one["holiday"], range(int(first), int(last) + 1)


def differences(zone: str, referentiel: Referentiel) -> set[tuple[str, str, str]]:
    """Return the days that one side alone has: which side, the day, its name there."""
    sides = {"official": official(zone), "program": program(zone, referentiel)}
    days = {name: set(held) for name, held in sides.items()}
    return {
        (name, day, sides[name][day])
        for name, other in (("official", "program"), ("program", "official"))
        for day in days[name] - days[other]
    }


def test_every_zone_and_year_is_published() -> None:
    """Each of the 13 zones has its legal days, 11 a year, or 10 where Ascension is 1 or 8 May."""
    assert list(NAMES) == list(ZONES)
    for zone in ZONES:
        years = [day[:4] for day in official(zone)]
        assert sorted(set(years)) == [str(year) for year in range(2006, 2032)]
        assert min(years.count(year) for year in set(years)) >= 10


@pytest.mark.parametrize("zone", ZONES)
def test_a_difference_is_decided_or_listed(zone: str) -> None:
    """What is not decided in the référentiel stands in the list, and the list holds no other."""
    listed = [one for one in kept() if one[0] == zone]
    found = differences(zone, shipped())
    covered = {
        (side, day, name)
        for side, day, name in found
        for _, only, holiday, years in listed
        if side == only and holiday in name.split(", ") and int(day[:4]) in years
    }
    assert sorted(found - covered) == []
    for _, only, holiday, years in listed:
        held = {int(day[:4]) for side, day, name in found
                if side == only and holiday in name.split(", ")}  # fmt: skip
        assert {years[0], years[-1]} <= held <= {*years}, holiday


def test_what_the_referentiel_decides_would_differ_without_it() -> None:
    """Each zone it changes differs more without the change, and no other zone changes."""
    without = replace(shipped(), zones={})
    more = {zone for zone in ZONES
            if differences(zone, without) != differences(zone, shipped())}  # fmt: skip
    assert more == set(shipped().zones) == {"guadeloupe", "martinique", "saint-martin"}
    assert ("program", "2018-07-21", "Fête de Victor Schoelcher") in differences(
        "martinique", without
    )
