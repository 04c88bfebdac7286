"""Rows again: the rows behind the figures add up to them, over all samples and over repeats."""

from pathlib import Path

import numpy as np
import pytest

from qualstat.engines.rows import rows_of
from qualstat.measures.calendars import calendar_of
from qualstat.measures.classifying import classified
from qualstat.measures.scope import cells
from qualstat.measures.spans import spans
from qualstat.periods import day_number, year_period
from qualstat.pipeline import Request
from qualstat.pipeline.gathering import gather, named
from qualstat.registers import REGISTERS
from qualstat.scorecards.figures import figures
from qualstat.tallies.rows import LINE, TABLE
from registers_by_hand import REFERENTIEL, ROOT, write

LETTER = "istres;{ref};courriel;usager;demande;{received};{answered};"


@pytest.mark.parametrize("name", list(REGISTERS))
def test_rows_add_up_to_every_figure_of_the_samples(name: str) -> None:
    request = Request(REFERENTIEL, ROOT / "samples", period=year_period(2018))
    held = gather(request)
    files, _ = named(request)
    sites = list(held.referentiel.sites)
    rows = rows_of(files, REGISTERS[name], held.referentiel.known_sites, range(len(sites)))
    wanted = [one for one in held.indicators if one.register_name == name]
    made = figures(held.basis(held.periods), sites, held.periods, wanted)
    calendars = {place: calendar_of(held.referentiel, one) for place, one in enumerate(sites)}
    compared = 0
    for one in made:
        if one.site == "all" or one.measure.numerator is None or name not in held.as_of.days:
            continue
        known = day_number(held.as_of.days[name])
        scoped = cells(rows.register, rows.tally, spans([one.period]), known)
        kept, parts = classified(one.indicator, scoped, calendars)
        followed = {
            month
            for month in one.period.months
            if held.referentiel.follows(one.site, one.indicator.id, month)
        }
        months = np.array(spans([one.period]).months)[kept.span]
        here = (kept.keys["site"] == sites.index(one.site)) & np.isin(months, list(followed))
        assert parts.counts["numerator"][here].sum() == one.measure.numerator
        if one.measure.denominator is not None:
            assert parts.counts["denominator"][here].sum() == one.measure.denominator
        compared += 1
    assert compared or name in ("appointments", "surveys")  # none in 2018


def test_a_repeated_letter_is_the_row_that_wins(tmp_path: Path) -> None:
    write(tmp_path, {
        "courriers-2.csv": [
            LETTER.format(ref="A", received="01/06/2018", answered=""),
            LETTER.format(ref="", received="01/06/2018", answered=""),
        ],
        "courriers-10.csv": [
            LETTER.format(ref="B", received="02/06/2018", answered="05/06/2018"),
            LETTER.format(ref="A", received="01/06/2018", answered="04/06/2018"),
        ],
    })  # fmt: skip
    request = Request(REFERENTIEL, tmp_path, period=year_period(2018))
    files, _ = named(request)
    known = gather(request).referentiel.known_sites
    number = list(known.timezones).index("istres")
    rows = rows_of(files, REGISTERS["mail"], known, [number])
    found = zip(rows.tally.keys[TABLE].tolist(), rows.tally.keys[LINE].tolist(), strict=True)
    places = {(rows.tables[table], line) for table, line in found}
    assert places == {("courriers-2.csv", 3), ("courriers-10.csv", 2), ("courriers-10.csv", 3)}
    assert len(rows_of(files, REGISTERS["mail"], known, [number - 1]).tally.rows) == 0
