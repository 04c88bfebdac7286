"""What is odd in a map: planted cases are found, and clean years show what is stated, no more."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from drawn_registers import LINES, PURPOSES, Counts, registers
from plain_months import flat, seasonal, weak_august
from qualstat.maps import Map
from qualstat.periods import Period, year_period
from qualstat.pipeline import Request, gathering, mapped
from qualstat.referentiel import loader
from registers_by_hand import REFERENTIEL, write

YEAR = [100, 93, 108, 97, 104, 99, 111, 90, 101, 96, 105, 102]
SMALL = [30, 29, 32, 28, 31, 30, 33, 27, 30, 29, 31, 30]
MAY, JUNE, JULY = 4, 5, 6
JANUARY = 12 * 2019


def made(folder: Path, counts: Counts, period: Period | None = None, **more: Any) -> Map:
    """Return the map of counts written into a folder."""
    write(folder, registers(counts))
    return mapped(Request(REFERENTIEL, folder, period=period or year_period(2019), **more))


def ordinary() -> dict[tuple[str, str], list[int]]:
    """Return a year without anything odd at two sites."""
    return {("istres", "standard"): [*YEAR], ("aix", "standard"): [*SMALL]}


def found(held: Map) -> list[tuple[str, str, tuple[int, ...]]]:
    """Return rule, site and months (1 to 12) of what is odd."""
    return [
        (one.rule, one.row.site, tuple(month - JANUARY + 1 for month in one.months))
        for one in held.oddities
    ]


def test_an_ordinary_year(tmp_path: Path) -> None:
    assert found(made(tmp_path, ordinary())) == []


@pytest.mark.parametrize("month", [0, MAY, 11])
def test_a_silent_month(tmp_path: Path, month: int) -> None:
    """No row of the site in the register: its part is not judged again."""
    counts = ordinary()
    counts["istres", "standard"][month] = 0
    held = made(tmp_path, counts)
    assert found(held) == [("silent-month", "istres", (month + 1,))]
    (one,) = held.oddities
    others = sum(YEAR) - YEAR[month]
    assert (one.row.whole, one.found, one.expected * 11) == (True, 0, others)


def test_a_silent_part(tmp_path: Path) -> None:
    """The register has rows of the other line: the switchboard alone is silent."""
    counts = ordinary() | {("istres", "svi"): [*YEAR]}
    counts["istres", "standard"][MAY] = counts["istres", "standard"][JUNE] = 0
    held = made(tmp_path, counts)
    assert found(held) == [("silent-month", "istres", (5, 6))]
    assert held.oddities[0].row.indicators == ("appels-aboutis",)


@pytest.mark.parametrize("count", [12, 320])
def test_an_outlier_month(tmp_path: Path, count: int) -> None:
    """It is named alone: no change of level besides."""
    counts = ordinary()
    counts["istres", "standard"][JULY] = count
    held = made(tmp_path, counts)
    assert found(held) == [("odd-month", "istres", (7,))]
    assert held.oddities[0].expected * 11 == sum(YEAR) - YEAR[JULY]


def test_a_break_in_level(tmp_path: Path) -> None:
    counts = ordinary()
    counts["istres", "standard"][JULY:] = [count // 2 for count in YEAR[JULY:]]
    held = made(tmp_path, counts)
    assert found(held) == [("level-change", "istres", (7, 8, 9, 10, 11, 12))]
    assert held.oddities[0].expected * 6 == sum(YEAR[:JULY])


def test_two_sites_exchanged(tmp_path: Path) -> None:
    """One finding; it is told from the side of the site asked for."""
    counts = ordinary()
    counts["istres", "standard"][JUNE], counts["aix", "standard"][JUNE] = SMALL[JUNE], YEAR[JUNE]
    held = made(tmp_path, counts)
    assert found(held) == [("swapped-sites", "aix", (6,))]
    held = made(tmp_path, counts, sites=("istres",))
    assert found(held) == [("swapped-sites", "istres", (6,))]
    (one,) = held.oddities
    assert one.other is not None
    assert (one.other.site, one.found, one.expected) == ("aix", SMALL[JUNE], YEAR[JUNE])


def test_a_year_that_follows_another(tmp_path: Path) -> None:
    """The year before is judged with it, and what was odd in that year alone is not told."""
    before, counts = ordinary(), ordinary()
    before["aix", "standard"][MAY] = 400
    write(tmp_path, registers(before, 2018))
    counts["istres", "standard"] = [2 * count for count in YEAR]
    held = made(tmp_path, counts)
    assert found(held) == [("level-change", "istres", tuple(range(1, 13)))]
    assert held.judged == range(JANUARY - 12, JANUARY + 12)


def test_a_month_known_in_part_is_not_odd(tmp_path: Path) -> None:
    """On 10 July only the row of the 2nd is known: half a month."""
    counts = ordinary()
    counts["istres", "standard"][JULY] = 20
    held = made(tmp_path, counts, as_of=date(2019, 7, 10))
    assert found(held) == []
    cells = next(row for row in held.rows if row.site == "istres" and row.whole).cells
    assert [one.partial for one in cells] == [False] * 6 + [True] * 6
    assert [one.state for one in cells] == ["covered"] * 7 + ["ahead"] * 5


def test_a_register_that_opens_within_a_month(tmp_path: Path) -> None:
    """Its first month, kept from the 31st on, is not judged."""
    held = made(tmp_path, {("istres", "standard"): [1, *YEAR[1:]]})
    assert found(held) == [("odd-month", "istres", (1,))]
    path = tmp_path / "appels-2019.csv"
    path.write_text(path.read_text().replace("02/01/2019", "31/01/2019"))
    assert found(mapped(Request(REFERENTIEL, tmp_path, period=year_period(2019)))) == []


def letters(count: int, nature: str = "demande", site: str = "istres") -> list[str]:
    """Return letters of users, all in 2019."""
    return [f"{site};{nature}{n};courriel;usager;{nature};{n % 28 + 1:02}/{n % 12 + 1:02}/2019;;"
            for n in range(count)]  # fmt: skip


@pytest.mark.parametrize(("complaints", "odd"), [(0, True), (1, True), (2, False)])
def test_few_complaints(tmp_path: Path, complaints: int, odd: bool) -> None:
    """Some 7,212 records make 7.2 complaints plausible: Poisson gives 0.0007, 0.006, 0.025."""
    rows = letters(12) + letters(complaints, "reclamation") + letters(1, "suggestion", "aix")
    write(tmp_path, {"courriers-2019.csv": rows})
    held = made(tmp_path, {("istres", "standard"): [600] * 12}, sites=("istres",))
    kept = [one for one in held.oddities if one.rule == "scarce-cases"]
    assert bool(kept) is odd
    if kept:
        records = 600 * 12 + 12 + complaints
        assert kept[0].beside is not None
        assert (kept[0].found, kept[0].beside[0]) == (complaints, records)
        assert kept[0].expected * 1000 == records


@cache
def declared(*arguments: Any) -> Any:
    """Load the référentiel once for all drawn years."""
    return loader.load(*arguments)


def drawn(rng: np.random.Generator, place: int) -> dict[tuple[str, str], list[int]]:
    """Draw a year: each series with its own level, a shape, and Poisson's or twice its variance."""
    shape = (flat, weak_august, seasonal)[place % 3](12)
    counts = {}
    for site in ("aix", "arles", "istres"):
        for code in (*LINES, *PURPOSES):
            level = rng.choice([8, 30, 120, 500])
            drawn_now = (
                rng.poisson(shape * level)
                if place % 2
                else rng.negative_binomial(shape * level, 0.5)
            )
            counts[site, code] = drawn_now.tolist()
    return counts


def test_200_clean_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve series a year: all findings together are no more than what the maps state."""
    monkeypatch.setattr(gathering, "load", declared)
    rng = np.random.default_rng(20191231)
    rules: list[str] = []
    stated = 0.0
    for place in range(200):
        held = made(tmp_path, drawn(rng, place))
        rules += [one.rule for one in held.oddities]
        stated += float(held.alarms)
    assert 90 < stated < 120
    assert len(rules) <= stated
    for rule in set(rules):
        assert rules.count(rule) <= 0.01 * 12 * 200, rule
