"""What must hold of any register: order, cutting and merging change nothing, rows are conserved."""

import random
import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from qualstat.errors import RegisterError
from qualstat.exports.opening import opened
from qualstat.periods import day_number, last_day, year_period
from qualstat.pipeline import SAMPLE_MARK, Request, check, compute
from qualstat.reading.columns import SourceReader
from qualstat.reading.files import find
from qualstat.registers import REGISTERS, KnownSites
from qualstat.scorecards import Scorecard
from qualstat.sources.loader import load
from qualstat.sources.needs import wanted
from qualstat.tallies.cells import Tally, added
from qualstat.tallies.count import FileCount, count
from qualstat.tallies.digests import digests
from qualstat.tallies.keys import new_key
from qualstat.tallies.ledger import Ledger, with_records
from qualstat.tallies.merge import merged
from random_registers import HEADERS, SITES, Files, files, letter
from registers_by_hand import REFERENTIEL, ROOT
from thorough import examples

KEY = new_key()
KNOWN = KnownSites({site: site for site in SITES}, dict.fromkeys(SITES, "Europe/Paris"))


def write(folder: Path, registers: Files) -> Path:
    for name, text in registers.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def scorecard(registers: Files) -> Scorecard | None:
    with tempfile.TemporaryDirectory() as folder:
        asked = Request(REFERENTIEL, write(Path(folder), registers), period=year_period(2018))
        try:
            return compute(asked)
        except RegisterError:
            return None


def lines_of(text: str) -> list[str]:
    """Return the header and the rows of a register."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").removesuffix("\n").split("\n")


def without_repeats(registers: Files) -> Files:
    """Keep one row a reference, so that no choice depends on where a row stands."""
    kept: Files = {}
    seen: set[tuple[str, str]] = set()
    for name, text in registers.items():
        header, *rows = lines_of(text)
        lines = [header]
        for row in rows:
            cells = row.split(";")
            key = header, cells[1].strip() if len(cells) > 1 and "reference" in header else ""
            if not key[1] or key not in seen:
                lines.append(row)
            seen.add(key)
        kept[name] = "\n".join(lines) + "\n"
    return kept


@settings(max_examples=examples(12), deadline=None)
@given(files(), st.randoms(use_true_random=False))
def test_shuffled_rows_give_the_same_figures(registers: Files, rng: random.Random) -> None:
    registers = without_repeats(registers)
    shuffled: Files = {}
    for name, text in registers.items():
        header, *rows = lines_of(text)
        rng.shuffle(rows)
        shuffled[name] = "\n".join([header, *rows]) + "\n"
    whole = scorecard(registers)
    again = scorecard(shuffled)
    assume(whole is not None)
    assert whole is not None
    assert again is not None
    # Of two files that hold the same, one is read (D2): no two may, in one order or another.
    assume(whole.source.files == again.source.files == len(registers))
    assert again.figures == whole.figures
    assert again.accounts == whole.accounts


@settings(max_examples=examples(12), deadline=None)
@given(files(), st.integers(1, 5))
def test_files_cut_in_two_give_the_same_figures(registers: Files, place: int) -> None:
    """A file cut between two rows is two files that follow each other."""
    cut: Files = {}
    for name, text in registers.items():
        header, *rows = lines_of(text)
        stem = name.removesuffix(".csv")
        cut[f"{stem}-1.csv"] = "\n".join([header, *rows[:place]]) + "\n"
        if rows[place:]:
            cut[f"{stem}-2.csv"] = "\n".join([header, *rows[place:]]) + "\n"
    whole, again = scorecard(registers), scorecard(cut)
    assume(whole is not None)
    assert whole is not None
    assert again is not None
    # Of two files, or two parts, that hold the same, one is read (D2).
    assume((whole.source.files, again.source.files) == (len(registers), len(cut)))
    assert again.figures == whole.figures
    assert again.accounts == whole.accounts


def counts(folder: Path) -> list[FileCount]:
    """Return the counts of the files of mail in a folder, all by one reader."""
    files, _ = find(folder, load(None)[0])
    reader = SourceReader(files[0].profile, KNOWN)
    return [
        count(table.name, reader.register, reader.read(table)[1], KEY)
        for file in files
        for table in opened(file.place, file.name, file.profile.layout, wanted(file.profile)).tables
    ]


def cells(tally: Tally) -> dict[tuple[object, ...], tuple[int, int]]:
    """Return a tally as a dictionary, services by name."""
    keys = {name: column.tolist() for name, column in tally.keys.items()}
    keys["service"] = [tally.services[place] for place in keys["service"]]
    held = zip(*keys.values(), strict=True)
    return dict(zip(held, zip(tally.rows.tolist(), tally.n.tolist(), strict=True), strict=True))


letters = st.lists(letter(), max_size=10).map(lambda rows: "\n".join([HEADERS["courriers"], *rows]))


@settings(max_examples=examples(12), deadline=None)
@given(st.lists(letters, min_size=2, max_size=4, unique=True), st.randoms(use_true_random=False))
def test_tallies_add_up_in_any_order(texts: list[str], rng: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        held = counts(write(Path(folder), {f"courriers-{n}.csv": t for n, t in enumerate(texts)}))
    tallies = [one.tally for one in held]
    shuffled = rng.sample(tallies, len(tallies))
    whole = cells(added(tallies))
    assert cells(added(shuffled)) == whole
    assert cells(added([added(shuffled[:1]), added(shuffled[1:])])) == whole


@settings(max_examples=examples(12), deadline=None)
@given(st.lists(letters, min_size=2, max_size=4, unique=True), st.randoms(use_true_random=False))
def test_files_merge_in_any_order(texts: list[str], rng: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        held = counts(write(Path(folder), {f"courriers-{n}.csv": t for n, t in enumerate(texts)}))
    one, other = (merged(REGISTERS["mail"], files) for files in (held, rng.sample(held, len(held))))
    assert cells(one.tally) == cells(other.tally)
    for name in ("files", "read", "rejected", "superseded", "known", "first_days"):
        assert getattr(one, name) == getattr(other, name)


@settings(max_examples=examples(12), deadline=None)
@given(st.lists(letters, min_size=1, max_size=4, unique=True))
def test_rows_are_conserved(texts: list[str]) -> None:
    """C10 before any period: read = superseded + rejected + the rows of the tally."""
    with tempfile.TemporaryDirectory() as folder:
        held = counts(write(Path(folder), {f"courriers-{n}.csv": t for n, t in enumerate(texts)}))
    whole = merged(REGISTERS["mail"], held)
    superseded = sum(one.count for one in whole.superseded)
    assert whole.read == superseded + whole.rejected + whole.tally.rows.sum()


@settings(max_examples=examples(12), deadline=None)
@given(files())
def test_accounts_add_up(registers: Files) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asked = Request(REFERENTIEL, write(Path(folder), registers))
        try:
            year, whole = compute(replace(asked, period=year_period(2018))), check(asked)
        except RegisterError:
            return
    for one in (*year.accounts, *whole.accounts):
        assert one.read == one.counted + one.superseded + one.rejected + one.outside


def exported_in(path: Path) -> str:
    """Return the month in which a sample was exported, from its name: `2018-06`, `2017-T2`."""
    year, _, part = path.stem[-7:].partition("-")
    return f"{year}-{3 * int(part[1]):02}" if part.startswith("T") else f"{year}-{part}"


def test_as_of_each_months_end_is_what_was_known_then(tmp_path: Path) -> None:
    """The exports up to a month, alone, give what `--as-of` gives over all of them."""
    samples = ROOT / "samples"
    for month in range(12 * 2018, 12 * 2018 + 12):
        until: date = last_day(month)
        then = tmp_path / f"{until}"
        for path in samples.rglob("*.csv"):
            if exported_in(path) <= f"{until:%Y-%m}":
                target = then / path.relative_to(samples)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
        (then / SAMPLE_MARK).touch()
        both = [
            compute(Request(REFERENTIEL, folder, period=year_period(2018), as_of=until))
            for folder in (then, samples)
        ]
        assert both[0].figures == both[1].figures


def test_many_references_are_told_apart() -> None:
    """More references, sites and years than 32 bits could number together.

    Site 298 and 1887 make 2,981,887: one more is 91 x 2**15, whose multiples come again after
    131,072 of them where only 32 bits are kept.
    """
    count = 200_000
    digest = digests(pa.array([str(n) for n in range(count)]), KEY)
    nothing = np.zeros(count, np.int32)
    day = np.full(1, day_number(date(1887, 1, 1)))
    ledgers = [
        Ledger(
            Tally({"site": np.full(1, site), "recu_le": day}, day, day),
            digest, nothing, np.arange(count, dtype=np.int32),
        )
        for site in (0, 298)
    ]  # fmt: skip
    record = np.concatenate([one.record for one in with_records(REGISTERS["mail"], ledgers)])
    assert len(np.unique(record)) == 2 * count
    (again,) = with_records(REGISTERS["mail"], ledgers[1:])
    assert len(np.unique(again.record)) == count
