"""Machine output against the contract: names, order, forms, and what no spreadsheet may run."""

import csv
import io
import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from qualstat.periods import months_period
from qualstat.render import language, records
from qualstat.scorecards import Figure, Scorecard
from scorecard_example import scorecard

CONTRACT = (
    "schema, site, period_start, period_end, edition, module, engagement, indicator, label, kind,"
    " unit, state, value, numerator, denominator, pending, overdue, excluded, median, p90,"
    " interval_low, interval_high, coverage_start, coverage_end, months_covered, months_expected,"
    " sense, target, tolerance, verdict, conclusive, margin, margin_cases, previous_value,"
    " previous_verdict, previous_source, change, trend, as_of, note"
).split(", ")


def lines(text: str, delimiter: str = ",") -> dict[tuple[str, str], dict[str, str]]:
    """Return the lines of CSV by site and indicator."""
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return {(row["site"], row["indicator"]): row for row in rows}


def changed(card: Scorecard, indicator: str, **values: object) -> Scorecard:
    """Return a scorecard with one figure changed."""
    figures = tuple(
        replace(one, **values) if one.indicator.id == indicator else one for one in card.figures
    )
    return replace(card, figures=figures)


def relabelled(card: Scorecard, label: str) -> Scorecard:
    """Return a scorecard of one figure, its indicator renamed."""
    figure = card.figures[0]
    renamed = figure.indicator.model_copy(update={"label": label})
    return replace(card, figures=(replace(figure, indicator=renamed),))


def test_fields_in_order() -> None:
    """CSV and JSON hold the contract's fields, in its order."""
    card = scorecard("istres")
    assert records.to_csv(card).splitlines()[0].split(",") == CONTRACT
    assert all(list(one) == CONTRACT for one in json.loads(records.to_json(card))["figures"])


def test_a_rate() -> None:
    """24 lost of 187: exact numbers, judged, with N-1 and the change."""
    row = lines(records.to_csv(scorecard("istres")))["istres", "appels-perdus"]
    expected = {
        "schema": "1", "period_start": "2018-01-01", "period_end": "2018-12-31",
        "edition": "2018", "module": "1", "engagement": "E10", "kind": "rate", "unit": "%",
        "state": "measured", "value": "12.834225", "numerator": "24", "denominator": "187",
        "pending": "0", "overdue": "0", "excluded": "0", "median": "", "p90": "",
        "coverage_start": "2018-01-01", "coverage_end": "2018-12-31", "months_covered": "12",
        "months_expected": "12", "sense": "at_most", "target": "10", "tolerance": "1",
        "verdict": "missed", "conclusive": "false", "margin": "-2.834225", "margin_cases": "-6",
        "previous_value": "5.4", "previous_verdict": "met", "previous_source": "registers",
        "change": "7.434225", "trend": "up", "note": "",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert float(row["interval_low"]) == pytest.approx(8.77, abs=0.01)


def test_a_delay() -> None:
    """A delay has the sum of days above its answers, a median and a p90, and no interval."""
    row = lines(records.to_csv(scorecard("arles")))["arles", "courriels-delai"]
    names = ("value", "numerator", "denominator", "median", "p90", "unit", "interval_low",
             "conclusive", "margin", "margin_cases")  # fmt: skip
    assert [row[name] for name in names] == ["3", "27", "9", "2", "4.5", "d", "", "", "2", ""]


def test_a_volume() -> None:
    """A volume is its own numerator; partial coverage has its bounds, last day included."""
    row = lines(records.to_csv(scorecard("istres")))["istres", "pn-usagers"]
    names = ("value", "numerator", "denominator", "unit", "verdict", "sense", "coverage_start",
             "coverage_end", "months_covered", "months_expected")  # fmt: skip
    assert [row[name] for name in names] == [
        "1019", "1019", "", "count", "none", "", "2018-04-01", "2018-12-31", "9", "12",
    ]  # fmt: skip


def test_an_absence() -> None:
    """Without a value there is no verdict, no margin and no coverage bound."""
    row = lines(records.to_csv(scorecard("istres")))["istres", "rdv-4j"]
    empty = ("value", "numerator", "denominator", "verdict", "conclusive", "margin",
             "coverage_start", "coverage_end", "change", "trend")  # fmt: skip
    assert row["state"] == "missing"
    assert row["months_covered"] == "0"
    assert {row[name] for name in empty} == {""}
    assert row["previous_value"] == "100"


def test_totals_and_periods() -> None:
    """One line an indicator, site and period; the total's site is `all`."""
    periods = (months_period(12 * 2018, 12 * 2018 + 5), months_period(12 * 2018 + 6, 24227))
    card = scorecard("aix", "istres", periods=periods)
    rows = list(csv.DictReader(io.StringIO(records.to_csv(card))))
    assert len(rows) == 3 * 2 * 20
    assert {row["site"] for row in rows} == {"aix", "istres", "all"}
    total = lines(records.to_csv(scorecard("aix", "istres")))["all", "appels-perdus"]
    assert (total["numerator"], total["denominator"]) == ("672", "10172")


def test_excel() -> None:
    """French spreadsheets get a byte order mark, semicolons, decimal commas and CRLF."""
    text = records.FORMATS["csv-excel"](scorecard("istres"))
    assert text.startswith("\ufeffschema;site;")
    assert text.count("\r\n") == 21
    assert "\n" not in text.replace("\r\n", "")
    row = lines(text.removeprefix("\ufeff"), ";")["istres", "appels-perdus"]
    assert row["value"] == "12,834225"
    assert row["period_start"] == "2018-01-01"


def test_csv_is_plain() -> None:
    """CSV ends its lines with LF and has no byte order mark."""
    text = records.to_csv(scorecard("istres"))
    assert text.startswith("schema,")
    assert "\r" not in text


def test_json() -> None:
    """JSON types numbers and truths, says null for what does not apply, and counts rows."""
    held = json.loads(records.to_json(scorecard("istres")))
    figure = held["figures"][0]
    assert held["schema"] == 1
    assert figure["value"] == 12.834225
    assert figure["numerator"] == 24
    assert figure["conclusive"] is False
    assert figure["median"] is None
    assert figure["note"] is None
    assert held["registers"][1] == {
        "register": "mail", "read": 412, "counted": 380, "superseded": 25, "rejected": 4,
        "outside": 3,
    }  # fmt: skip


def test_notes_and_as_of() -> None:
    """Notes are codes separated by spaces; the as-of date is a day."""
    card = changed(scorecard("istres"), "appels-perdus", notes=("partial", "perimeter"),
                   as_of=date(2019, 1, 31))  # fmt: skip
    row = lines(records.to_csv(card))["istres", "appels-perdus"]
    assert (row["note"], row["as_of"]) == ("partial perimeter", "2019-01-31")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_formula(start: str) -> None:
    """A text that a spreadsheet would run is quoted in CSV; JSON keeps it as it is."""
    card = relabelled(scorecard("istres"), f"{start}SUM(A1)")
    text = records.to_csv(card)
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["label"] == f"'{start}SUM(A1)"
    assert json.loads(records.to_json(card))["figures"][0]["label"] == f"{start}SUM(A1)"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 3), "0.333333"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(5, 10**7), "0.000001"),
        (Fraction(1, 10**8), "0"),
        (Fraction(10**12), "1000000000000"),
    ],
)
def test_six_decimals(value: Fraction, text: str) -> None:
    """Numbers have up to six decimals, half away from zero, and no exponent."""
    card = scorecard("istres")
    measure = replace(card.figures[0].measure, value=value)
    row = lines(records.to_csv(changed(card, "appels-perdus", measure=measure)))
    assert row["istres", "appels-perdus"]["value"] == text


def test_language_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Machine output ignores the language."""
    monkeypatch.setattr(language, "FOLDER", tmp_path)  # French numbers are enough
    language.set_language("en")
    english = records.to_csv(scorecard("istres"))
    language.set_language("fr")
    try:
        assert records.to_csv(scorecard("istres")) == english
    finally:
        language.set_language("en")


def test_every_figure_is_there() -> None:
    """No figure is dropped, whatever its state."""
    card = scorecard()

    def key(one: Figure) -> tuple[str, str]:
        return one.site, one.indicator.id

    assert set(lines(records.to_csv(card))) == {key(one) for one in card.figures}
