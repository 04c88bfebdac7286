"""The chart of a trend: gaps are no zeros, each thing has its sign, axes are honest."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from cli_runs import bare
from qualstat.periods import Period, months_period, year_period
from qualstat.pipeline import Request, trend
from qualstat.render.language import set_language
from qualstat.render.trend import chart, scale
from qualstat.trends import Trend
from registers_by_hand import REFERENTIEL, ROOT, months, write
from spoiled_referentiel import spoiled

TWO_YEARS = months("2017-01", "2018-12")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


def sample(indicator: str, site: str, period: Period) -> Trend:
    request = Request(REFERENTIEL, ROOT / "samples", (site,), period, indicators=(indicator,))
    return trend(request).trends[0]


def by_hand(folder: Path, rows: list[str], referentiel: Path = REFERENTIEL) -> Trend:
    request = Request(referentiel, write(folder, {"appels.csv": rows}), ("istres",),
                      year_period(2018), indicators=("appels-perdus",))  # fmt: skip
    return trend(request).trends[0]


def calls(month: int, lost: int, answered: int) -> list[str]:
    return [f"istres;15/{month:02}/2018 10:00:00;standard;{outcome};5;5;{n}"
            for outcome, n in (("perdu", lost), ("repondu", answered)) if n]  # fmt: skip


def canvas(lines: list[str], *, side: str = "│┤") -> list[str]:
    """Return what stands within the frame, from the highest line to the lowest."""
    edge = next(line.index("┌") for line in lines if "┌" in line)
    return [line[edge + 1 : -1] for line in lines if len(line) > edge and line[edge] in side]


def columns_of(lines: list[str], sign: str) -> list[int]:
    return sorted(place for line in canvas(lines) for place, one in enumerate(line) if one == sign)


def test_a_month_without_a_case_is_a_gap_and_not_a_zero(tmp_path: Path) -> None:
    """Calls in January (none lost), March and June: three points, one of them on zero."""
    held = by_hand(tmp_path, [*calls(1, 0, 9), *calls(3, 5, 5), *calls(6, 2, 8)])
    lines = chart.lines(held, 80, plain=False)
    inside = canvas(lines)
    assert len(columns_of(lines, "●")) + len(columns_of(lines, "○")) == 3
    assert [line.count("●") for line in inside][-1] == 1  # January's own
    rolling = columns_of(lines, "·")
    assert not [place for place in rolling if place > columns_of(lines, "○")[-1]]


def test_nothing_measured_is_no_chart(tmp_path: Path) -> None:
    assert chart.lines(by_hand(tmp_path, []), 80, plain=False) == []


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("plain", [False, True])
def test_it_keeps_to_the_width(width: int, plain: bool) -> None:
    lines = chart.lines(sample("appels-perdus", "istres", TWO_YEARS), width, plain=plain)
    assert width - 1 <= max(map(len, lines)) <= width
    assert all(line.isascii() for line in lines) == plain


def test_a_short_chart_is_not_stretched() -> None:
    lines = chart.lines(sample("appels-perdus", "istres", year_period(2018)), 160, plain=False)
    assert max(map(len, lines)) <= chart.FRAME + 12 * chart.A_MONTH


@pytest.mark.parametrize(("plain", "signs"), [(False, "●·╌│┊"), (True, "o.=|:")])
def test_each_thing_has_a_sign_of_its_own(plain: bool, signs: str) -> None:
    held = sample("appels-perdus", "istres", TWO_YEARS)
    text = "\n".join(chart.lines(held, 100, plain=plain))
    assert all(sign in text for sign in signs)
    assert chart.drawn(held) == {"month", "rolling", "objective", "interval", "mark"}
    assert len(set(chart.SIGNS.values())) == len(chart.SIGNS) == len(set(chart.PLAIN.values()))


def test_marks_stand_before_their_month_under_their_letter() -> None:
    held = sample("pn-usagers", "prefecture", year_period(2018))
    lines = chart.lines(held, 80, plain=False)
    letters, frame = lines[0], lines[1]
    for letter in "AB":
        assert frame[letters.index(letter)] == "┴"
        assert all(line[letters.index(letter)] in "┊·●" for line in lines[2:-2])
    april = columns_of(lines, "●")[0] + frame.index("┌") + 1
    assert letters.index("A") < april < letters.index("A") + 6
    assert len(columns_of(lines, "●")) == 9


def test_the_objective_in_force_may_change(tmp_path: Path) -> None:
    """At most 10 % until June, 20 % from July: two lines, each over half the months."""
    text = (REFERENTIEL / "indicators/appels-perdus.yaml").read_text("utf-8")
    head, _, _ = text.partition("objectives:")
    changed = spoiled(tmp_path, {"indicators/appels-perdus.yaml": head + """objectives:
  - valid_from: 2017-01-01
    valid_until: 2018-06-30
    at_most: 10 %
    source: note
  - valid_from: 2018-07-01
    at_most: 20 %
    source: note
"""})  # fmt: skip
    rows = [row for month in range(1, 13) for row in calls(month, 1, 3)]
    lines = chart.lines(by_hand(tmp_path / "data", rows, changed), 80, plain=False)
    levels = [line for line in canvas(lines) if "╌" in line]
    assert len(levels) == 2
    later, earlier = levels
    middle = len(later) // 2
    assert "╌" not in later[: middle - 2]
    assert "╌" not in earlier[middle + 2 :]


def test_axes_are_labelled_in_the_language_with_units() -> None:
    held = sample("appels-perdus", "istres", TWO_YEARS)
    assert "10%┤" in "\n".join(chart.lines(held, 80, plain=False))
    set_language("fr")
    text = "\n".join(chart.lines(held, 80, plain=False))
    assert "10\u00a0%┤" in text
    assert "janv. 2017" in text
    delays = sample("collectivites-courriers-delai", "aix", year_period(2018))
    text = "\n".join(chart.lines(delays, 80, plain=False))
    assert "15\u00a0j┤" in text
    assert "●" in text
    assert "juill." in text


@pytest.mark.parametrize(
    ("values", "unit", "ends"),
    [
        ([3, 27], "%", (0, 30)),
        ([62, 90], "%", (60, 90)),  # all in its upper half: the axis need not begin at zero
        ([90, 100], "%", (90, 100)),
        ([95], "%", (0, 100)),
        ([0, 0], "%", (0, 1)),
        ([2, 16], "d", (0, 20)),
        ([14, 16], "d", (0, 20)),
        ([1, 2], "count", (0, 2)),
        ([290, 351], "count", (0, 400)),
    ],
)
def test_an_axis_begins_at_zero_unless_shares_lie_high(
    values: list[int], unit: str, ends: tuple[int, int]
) -> None:
    axis = scale.upright(map(Fraction, values), unit)
    assert (axis.first, axis.last) == ends
    assert 2 <= len(axis.labels) <= scale.MOST_STEPS + 2
    assert {axis.first, axis.last} <= set(axis.labels)


@pytest.mark.parametrize(("count", "room"), [(1, 30), (12, 28), (24, 68), (60, 68), (240, 28)])
def test_labels_of_months_have_room(count: int, room: int) -> None:
    held = months_period(12 * 2017, 12 * 2017 + count - 1).months
    axis = scale.months(held, room)
    places = sorted(axis.labels)
    assert places
    gaps = [(after - before) * room / count
            for before, after in pairwise(places)]  # fmt: skip
    assert all(gap > max(map(len, axis.labels.values())) for gap in gaps)


def test_one_file_knows_the_plotting_library() -> None:
    users = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        names = [one.name for node in nodes if isinstance(node, ast.Import) for one in node.names]
        users += [path.name] if "plotext" in names else []
    assert users == ["chart.py"]


DRAWN = """
from pathlib import Path
from qualstat.periods import year_period
from qualstat.pipeline import Request, trend
from qualstat.render.trend import chart
import sys
request = Request(Path("referentiel"), Path("samples"), ("istres",), year_period(2018),
                  indicators=("appels-perdus",))
print("\\n".join(chart.lines(trend(request).trends[0], 80, plain=True)))
print("plotext._doc.tools" in sys.modules)
"""


def test_the_chart_is_the_same_with_the_library_s_manual() -> None:
    """It is left out for the time it takes: with it, the same lines come."""
    without, plain = (
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=bare(), capture_output=True, text=True,
            check=True, encoding="utf-8",
        ).stdout.splitlines()
        for code in (DRAWN, "import plotext\n" + DRAWN)
    )  # fmt: skip
    assert len(plain) > chart.HEIGHT - 2
    assert without[:-1] == plain[:-1]
    assert (without[-1], plain[-1]) == ("False", "True")
