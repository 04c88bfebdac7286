"""Shares: several processes find in the same files what one finds."""

import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualstat.engines import local, lots
from qualstat.engines.crew import Crew
from qualstat.engines.local import count_files
from qualstat.engines.merging import Counted
from qualstat.exports import texts
from qualstat.reading.files import find
from qualstat.referentiel.loader import load
from qualstat.sources.loader import load as load_sources
from qualstat.tallies.cells import Tally, tallied
from qualstat.tallies.unlike import same_tally
from random_registers import HEADERS, Files, files
from registers_by_hand import REFERENTIEL
from thorough import examples

SITES = load(REFERENTIEL)[0].known_sites
SOURCES = load_sources(None)[0]


def write(folder: Path, held: Files) -> None:
    """Write files into a folder."""
    for name, text in held.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def counted(folder: Path, jobs: int) -> Counted:
    """Return the counts of a folder, read by some processes."""
    return count_files(find(folder, SOURCES)[0], SITES, crew=Crew(jobs))


def added_up(held: Tally) -> Tally:
    """Return a tally that has each cell once."""
    return tallied(held.keys, held.rows, held.n, held.services)


def assert_same(one: Counted, other: Counted) -> None:
    """Hold that two counts tell the same."""
    assert one.findings == other.findings
    for name, held in one.registers.items():
        again = other.registers[name]
        assert (held.read, held.rejected, held.superseded) == (
            again.read, again.rejected, again.superseded
        )  # fmt: skip
        assert (held.known, held.first_days) == (again.known, again.first_days)
        # what two shares hold of a cell stands apart: whoever reads a register adds
        assert same_tally(added_up(held.tally), added_up(again.tally))


@settings(
    max_examples=examples(25), deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(held=files(), size=st.integers(40, 400), jobs=st.integers(2, 4))
def test_shares_of_small_blocks_add_up_to_the_whole(
    monkeypatch: pytest.MonkeyPatch, held: Files, size: int, jobs: int
) -> None:
    """Each file is shared block by block, here without a process for each."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(local, "SMALL", 0)
    monkeypatch.setattr(lots, "LARGE", 0)
    monkeypatch.setitem(texts.table.__kwdefaults__, "size", size)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, held)
        assert_same(counted(folder, 1), counted(folder, jobs))


@pytest.mark.parametrize("large", [0, 1 << 40])
def test_processes_find_what_one_finds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, large: int
) -> None:
    """Real processes, with shares of files or whole ones; more rejected rows than are named."""
    monkeypatch.setattr(local, "SMALL", 0)
    monkeypatch.setattr(lots, "LARGE", large)
    monkeypatch.setitem(texts.table.__kwdefaults__, "size", 500)
    rows = [
        f"{'istres' if n % 3 else 'ailleurs'};n{n % 900};courriel;usager;demande;"
        f"{n % 28 + 1:02}/{n % 12 + 1:02}/2018;;"
        for n in range(4_000)
    ]
    head = "site;reference;canal;public;nature;recu_le;repondu_le;service"
    write(tmp_path, {
        "courriers-1.csv": "\n".join([head, *rows, ""]),
        "courriers-2.csv": "\n".join([head, *rows[:50], ""]),
        "appels.csv": f"{HEADERS['appels']}\nistres;01/02/2018 10:00;svi;perdu;3;",
    })  # fmt: skip
    one, other = counted(tmp_path, 1), counted(tmp_path, 2)
    assert_same(one, other)
    named = [found.line for found in other.findings if found.rule == "rejected-row"]
    assert named == [found.line for found in one.findings if found.rule == "rejected-row"]
    assert len(named) > 1_000


def test_a_large_file_is_shared_and_small_ones_are_dealt() -> None:
    lot = lots.dealt([lots.LARGE, 5, 4, 2], 2)
    assert [[(one.file, one.share.number, one.share.of) for one in held] for held in lot] == [
        [(0, 0, 2), (1, 0, 1)],
        [(0, 1, 2), (2, 0, 1), (3, 0, 1)],
    ]
