"""Lines of CSV: what the writer of the standard library writes, and parts that figures share."""

import csv
import io
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from qualstat.render.harmless import neutral
from qualstat.render.records import csv_of
from qualstat.render.tables.files import csv_text
from scorecard_example import scorecard

TEXTS = st.text(alphabet='ab ,;"\r\n=-é')


@pytest.mark.parametrize("excel", [False, True])
@given(
    st.integers(1, 3).flatmap(lambda wide: st.lists(st.lists(TEXTS, min_size=wide, max_size=wide)))
)
def test_cells_are_quoted_as_anywhere(excel: bool, rows: list[list[str]]) -> None:
    """Separators, quotes and line ends; one empty cell alone is a line too."""
    names = ["x", "y", "z"][: len(rows[0]) if rows else 1]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";" if excel else ",", lineterminator="\r\n")
    lines = []
    for row in [names, *([neutral(cell) for cell in row] for row in rows)]:
        stream.seek(stream.truncate(0))
        writer.writerow(row)
        lines.append(stream.getvalue().removesuffix("\r\n"))
    end = "\r\n" if excel else "\n"
    assert csv_text(names, rows, excel=excel).removeprefix("\ufeff") == end.join([*lines, ""])


def test_what_figures_share_is_shared_by_them_alone() -> None:
    """Figures that differ in one field each are written as each would be alone."""
    first = scorecard("istres").figures[0]
    measure = replace(first.measure, value=Fraction(1, 3))
    differing = [
        first,
        replace(first, site="arles"),
        replace(first, period=first.period.earlier(12)),
        replace(first, edition="2020"),
        replace(first, engagement="E11"),
        replace(first, module=4),
        replace(first, indicator=first.indicator.model_copy(update={"label": "Autre"})),
        replace(first, measure=measure),
        replace(first, interval=(0.5, 1.25)),
        replace(first, interval=None),
        replace(first, objective=None),
        replace(first, verdict="none"),
        replace(first, trend="equal"),
        replace(first, as_of=date(2018, 6, 30)),
        replace(first, notes=("partial",)),
    ]
    whole = csv_of(differing).splitlines()[1:]
    assert whole == [csv_of([one]).splitlines()[1] for one in differing]
    assert len(set(whole)) == len(differing)
