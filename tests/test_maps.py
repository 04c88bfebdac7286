"""The map: each cell's state and records, why it is empty, and the files behind it."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from drawn_registers import registers
from qualstat.maps import Map, Row
from qualstat.periods import Period, year_period
from qualstat.pipeline import Request, mapped
from qualstat.render.mapped.table import reason
from registers_by_hand import REFERENTIEL, ROOT, write
from second_engine import month_of
from second_engine_contract import FILES, INDICATORS
from second_engine_reading import rank, records
from spoiled_referentiel import spoiled
from test_samples_second_engine import samples

LETTER = "{site};{ref};courriel;{public};{nature};{received};{answered};"
FULL = {("istres", "standard"): [100] * 12}
SITE = "sites/istres.yaml"


def made(folder: Path, period: Period | None = None, **more: Any) -> Map:
    """Return the map of a folder."""
    declared = more.pop("referentiel", REFERENTIEL)
    return mapped(Request(declared, folder, period=period or year_period(2019), **more))


def row(held: Map, register: str, indicator: str = "", site: str = "istres") -> Row:
    """Return a register of a site, or the part of it that holds an indicator."""
    (found,) = (
        one
        for one in held.rows
        if (one.site, one.register) == (site, register)
        and (indicator in one.indicators if indicator else one.whole)
    )
    return found


def states(one: Row) -> list[str]:
    return [cell.state for cell in one.cells]


def test_states_by_hand(tmp_path: Path) -> None:
    """Calls to August, letters in June alone: what lacks, what is not known yet, what is not.

    The last day that any register knows is 31 August.
    """
    counts = {("istres", "standard"): [5, 5, 0, 5, 5, 5, 5, 5, 0, 0, 0, 0]}
    letter = LETTER.format(site="istres", ref="A", public="usager", nature="demande",
                           received="03/06/2019", answered="")  # fmt: skip
    write(tmp_path, registers(counts) | {"courriers.csv": [letter]})
    held = made(tmp_path)
    expected = ["covered"] * 8 + ["ahead"] * 4
    expected[2] = "missing"
    assert states(row(held, "calls")) == states(row(held, "calls", "appels-aboutis")) == expected
    # the SVI has no record, in the months in which the register has rows
    svi = row(held, "calls", "appels-aboutis-svi")
    assert states(svi) == ["no_case" if one == "covered" else one for one in expected]
    mail = ["missing"] * 5 + ["covered"] + ["missing"] * 2 + ["ahead"] * 4
    assert states(row(held, "mail")) == states(row(held, "mail", "courriels-5j")) == mail
    assert states(row(held, "mail", "reclamations-15j"))[5] == "no_case"
    assert set(states(row(held, "calls", site="prefecture"))) == {"not_applicable"}
    assert row(held, "calls").known == 7


def test_declared_complete_is_no_case(tmp_path: Path) -> None:
    """What is declared complete needs no row; on 15 June, July was not past."""
    declared = spoiled(tmp_path, {SITE: ("label:", "complete: {mail: 2019-01..2019-12}\nlabel:")})
    data = write(tmp_path / "data", registers(FULL))
    held = made(data, referentiel=declared)
    assert states(row(held, "mail")) == ["no_case"] * 12
    held = made(data, referentiel=declared, as_of=date(2019, 6, 15))
    assert states(row(held, "mail")) == ["no_case"] * 6 + ["ahead"] * 6


def test_what_is_not_followed_keeps_its_records(tmp_path: Path) -> None:
    """The digital points are followed from April 2018, the préfecture's desk from July."""
    counts = {(site, code): [10] * 12 for site in ("istres", "prefecture")
              for code in ("point_numerique", "information")}  # fmt: skip
    held = made(write(tmp_path, registers(counts, 2018)), year_period(2018))
    for register in (row(held, "visits"), row(held, "visits", "pn-infos")):
        assert states(register) == ["not_monitored"] * 3 + ["covered"] * 9
    desk = row(held, "visits", "pn-infos", "prefecture")
    assert states(desk) == ["not_monitored"] * 6 + ["covered"] * 6
    assert [one.records for one in desk.cells] == [10] * 12
    assert desk.known == 6
    assert [one.since for one in desk.follows] == [12 * 2018 + 6]
    assert [one.whole for one in held.rows if one.site == "prefecture"].count(True) == 4


def test_only_part_of_a_month_is_counted(tmp_path: Path) -> None:
    """From 10 January to 2 February: the row of the last day, then that of the 2nd."""
    held = made(write(tmp_path, registers(FULL)), Period(date(2019, 1, 10), date(2019, 2, 2)))
    cells = row(held, "calls").cells
    assert [(one.records, one.partial) for one in cells] == [(50, True), (50, True)]


def test_a_source_that_lacks_a_date_is_blind(tmp_path: Path) -> None:
    """Its records count; the part that needs the date is not read."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "maison.yaml").write_text(
        "label: Maison\nregister: mail\nfiles: [maison*.csv]\ncolumns:\n"
        "  site: site\n  recu_le: recu\n  canal: {value: courriel}\n  public: {value: usager}\n"
        "  nature: {value: demande}\nabsent:\n  repondu_le: le logiciel ne la garde pas\n"
    )
    data = tmp_path / "data"
    data.mkdir()
    (data / "maison.csv").write_text("site;recu\nistres;03/06/2019\n")
    held = made(data, sources=tmp_path / "sources")
    part = row(held, "mail", "courriels-5j")
    assert states(part)[5] == "blind"
    assert part.lacks == "le logiciel ne la garde pas"
    assert row(held, "mail").cells[5].records == 1
    # of the other months no file came at all: that reason is not theirs
    said = {cell.month % 12: reason(part, cell) for cell in part.cells}
    assert (said[4], said[5]) == ("", "le logiciel ne la garde pas")


def test_files_behind_a_cell(tmp_path: Path) -> None:
    """A letter in two exports is one record and a row of each."""
    text = LETTER.format(site="istres", ref="A", public="usager", nature="demande",
                         received="03/06/2019", answered="{}")  # fmt: skip
    write(tmp_path, {"courriers-1.csv": [text.format("")],
                     "courriers-2.csv": [text.format("05/06/2019")]})  # fmt: skip
    cell = row(made(tmp_path), "mail").cells[5]
    assert cell.records == 1
    assert [(one.file, one.rows) for one in cell.files] == [
        ("courriers-1.csv", 1), ("courriers-2.csv", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("year", [2017, 2018])
def test_records_of_the_samples_by_the_second_engine(year: int) -> None:
    """Each register of each site and month, and each part, is counted by it too."""
    held = made(ROOT / "samples", year_period(year))
    kept = {name: [max(group, key=rank) for group in records(samples().rows[name])]
            for name in FILES}  # fmt: skip
    for one in held.rows:
        scope = INDICATORS[one.indicators[0]].scope if one.indicators else {}
        counts: Counter[int] = Counter()
        for record in kept[one.register]:
            fits = all(record.codes[name] in codes.split() for name, codes in scope.items())
            if record.site == one.site and fits and record.event.year == year:
                counts[month_of(record.event)[1]] += record.count
        found = {cell.month % 12 + 1: cell.records for cell in one.cells if cell.records}
        assert found == counts, (one.site, one.register, one.indicators)
    assert sum(cell.records for one in held.rows for cell in one.cells) > 20_000


def test_a_declared_break_is_told_and_not_suspicious(tmp_path: Path) -> None:
    """Half the calls from July on: a finding, unless the site says why."""
    counts = {("istres", "standard"): [100] * 6 + [50] * 6}
    data = write(tmp_path / "data", registers(counts))
    held = made(data)
    assert [one.rule for one in held.oddities] == ["level-change"]
    assert held.told == ()
    declared = spoiled(tmp_path, {SITE: (
        "\nbreaks:\n", "\nbreaks:\n  - {month: 2019-08, label: Nouveau standard, source: note}\n",
    )})  # fmt: skip
    held = made(data, referentiel=declared)
    assert held.oddities == held.findings == ()
    (one,) = held.told
    assert (one.oddity.rule, one.mark.label) == ("level-change", "Nouveau standard")
