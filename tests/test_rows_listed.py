"""Rows listed: over any registers, those behind a figure add up to it, role by role."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from qualstat.errors import RegisterError
from qualstat.explanations.rows import roles
from qualstat.periods import Period, year_period
from qualstat.pipeline import Request, compute, explain
from qualstat.referentiel.loader import load
from random_registers import SITES, Files, files
from registers_by_hand import REFERENTIEL, figure
from thorough import examples

DECLARED = load(REFERENTIEL)[0].indicators
INDICATORS = {name: one for name, one in DECLARED.items() if "2018" in one.engagements}


@settings(max_examples=examples(10), deadline=None)
@given(
    files(),
    st.sampled_from(sorted(INDICATORS)),
    st.sampled_from(["", *SITES]),
    st.sampled_from([year_period(2018), Period(date(2018, 3, 10), date(2018, 12, 5))]),
    st.sampled_from([None, None, date(2018, 11, 28)]),
)
def test_the_rows_listed_add_up_to_the_figure_of_compute(
    registers: Files, indicator: str, site: str, period: Period, as_of: date | None
) -> None:
    """In each role, over any registers: repeats, rejects, rows far ahead and weights too."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in registers.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        asked = Request(
            REFERENTIEL, Path(folder), period=period, sites=(site,) if site else (),
            indicators=(indicator,), as_of=as_of,
        )  # fmt: skip
        try:
            expected = figure(compute(asked), indicator, site or "all")
            held = {
                role: explain(asked, role=role)
                for role in ("denominator", *roles(INDICATORS[indicator]))
            }
        except RegisterError:  # no file at all, or none of its register
            return
        lists = {role: one.rows or () for role, one in held.items()}
    for one in held.values():
        assert one.figure == expected
    measure, counted = expected.measure, lists["denominator"]
    assert sum(one.counts.numerator for one in counted) == (measure.numerator or 0)
    assert sum(one.counts.denominator for one in counted) == (measure.denominator or 0)
    for role in ("pending", "overdue", "excluded"):
        if role in lists:
            assert sum(one.n for one in lists[role]) == (getattr(measure, role) or 0)
    if "late" in lists:
        late = (*expected.late, *expected.unanswered)
        assert sum(one.n for one in lists["late"]) == sum(one.count for one in late)
    places = [(one.file, one.line) for one in counted]
    assert len(places) == len(set(places))
