"""The samples against the 2018 report, counted by the second engine, and against their script."""

import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from published import LINES, name_of, rounded
from second_engine import Result, as_of_date, compute, read
from second_engine_reading import Registers

SAMPLES = Path(__file__).parent.parent / "samples"


def registers_in(folder: Path) -> dict[str, bytes]:
    """Read the bytes of every register below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.csv")}


@cache
def samples() -> Registers:
    """Read the samples once."""
    return read({path: data.decode() for path, data in registers_in(SAMPLES).items()})


@cache
def figures(year: int) -> dict[tuple[str, str], Result]:
    """Compute one year once."""
    return compute(samples(), start=date(year, 1, 1), end=date(year + 1, 1, 1))


def state_of_empty(site: str, indicator: str, column: str) -> str:
    """Say why the report prints nothing."""
    if indicator.startswith("rdv-"):
        return "missing"
    if indicator.startswith("pn-"):
        return "not_monitored"
    if (site, column) == ("prefecture", "result"):
        return "measured"  # the two mean delays left blank beside a printed rate
    return "no_case"


def months_followed(line: dict[str, str]) -> tuple[tuple[int, int], ...]:
    """List the months that a figure of 2018 must cover."""
    if line["indicator"].startswith("rdv-"):
        return ()
    since = 4 if line["indicator"].startswith("pn-") else 1
    if line["coverage"]:
        since = int(line["coverage"][5:7])
    return tuple((2018, month) for month in range(since, 13))


def test_the_table_is_whole() -> None:
    """Every line of both dashboards stands in the table, once."""
    assert len({name_of(line) for line in LINES}) == len(LINES) == 64


@pytest.mark.parametrize(("column", "year"), [("result", 2018), ("previous", 2017)])
@pytest.mark.parametrize("line", LINES, ids=name_of)
def test_published_figure(line: dict[str, str], column: str, year: int) -> None:
    """Each printed figure is computed; each empty one is absent for its own reason."""
    figure = figures(year)[line["site"], line["indicator"]]
    printed = line[column].rstrip("%j")
    if printed:
        assert figure.state == "measured"
        assert figure.value is not None
        assert rounded(figure.value, printed) == printed
    else:
        assert figure.state == state_of_empty(line["site"], line["indicator"], column)


@pytest.mark.parametrize("line", LINES, ids=name_of)
def test_published_coverage(line: dict[str, str]) -> None:
    """Each figure of 2018 covers the months that the report says."""
    figure = figures(2018)[line["site"], line["indicator"]]
    assert figure.covered == months_followed(line)


def test_counts_behind_the_notes() -> None:
    """The report's footnotes and its nearest misses hold to the last letter."""
    year = figures(2018)
    emails = year["prefecture", "collectivites-courriels-5j"]
    assert (emails.numerator, emails.denominator, emails.margin_cases) == (47, 50, -1)
    assert emails.verdict == "near"
    assert year["arles", "courriels-delai"].value == 3
    pending = [figure.pending for figure in year.values() if figure.pending]
    assert pending
    assert not any(figure.overdue for figure in year.values())
    august = compute(samples(), start=date(2018, 8, 1), end=date(2018, 9, 1))
    june = compute(samples(), start=date(2018, 6, 1), end=date(2018, 7, 1))
    assert (
        late(august["arles", "courriels-5j"])
        == late(june["istres", "collectivites-courriels-5j"])
        == 1
    )


def late(figure: Result) -> int:
    """Count the letters answered too late."""
    assert figure.denominator is not None
    assert figure.numerator is not None
    return figure.denominator - figure.numerator


def test_as_of_dates() -> None:
    """Mail, calls and visits are known up to the year's last day; nothing is read as a slip."""
    rows = samples().rows
    known = {register: as_of_date(rows[register]) for register in ("calls", "mail", "visits")}
    assert set(known.values()) == {date(2018, 12, 31)}
    assert sum(map(len, rows.values())) < 60_000
    assert 10 <= sum(map(len, samples().rejects.values())) <= 15


def test_script_gives_the_same_bytes(tmp_path: Path) -> None:
    """Running the script anew writes the registers that are kept."""
    script = str(SAMPLES / "generate.py")
    subprocess.run([sys.executable, "-B", script, str(tmp_path)], check=True)
    assert registers_in(tmp_path) == registers_in(SAMPLES)
