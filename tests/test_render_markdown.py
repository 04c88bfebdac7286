"""Markdown: tables that hold, whatever a label contains."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from qualstat.periods import year_period
from qualstat.render import language
from qualstat.render.markdown import escape, to_markdown
from scorecard_example import scorecard


@pytest.fixture(autouse=True)
def _english() -> None:
    language.set_language("en")


def rows(text: str) -> list[list[str]]:
    """Return the cells of every line of a table."""
    return [
        re.split(r"(?<!\\)\|", line)[1:-1] for line in text.splitlines() if line.startswith("|")
    ]


def test_one_site() -> None:
    """A table a heading, the words of the screen in its cells."""
    text = to_markdown(scorecard("istres"))
    assert text.startswith("# Sous-préfecture d'Istres\n\nQuality scorecard, 2018 · ")
    assert "**made-up example**" in text
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Accueil téléphonique", "## Accueil dématérialisé", "## Réclamations",
        "## Relations avec les collectivités territoriales", "## Points numériques",
    ]  # fmt: skip
    assert ("| Taux d'appels perdus | E10 | at most 10% | 🙁 12.83% missed | \\[24/187\\] |"
            " 5.4%, met | ↗ +7.43\u00a0pts, worse | ▆▆▆▇▆▇██▆▆·▆ max. Jul |") in text  # fmt: skip


def test_closing() -> None:
    """What closes the screen closes the page."""
    text = to_markdown(scorecard("istres"))
    assert "- **Summary:** 🙂 5 met · 😐 0 near · 🙁 2 missed · 3 without objective" in text
    assert "\n(1) In June, “réponse à un courriel” in 7 days;" in text
    for name in ("Conventions", "Left out", "Source", "Reading"):
        assert f"- **{name}:** " in text


@pytest.mark.parametrize("by", [None, "quarter"])
@pytest.mark.parametrize("sites", [("istres",), ("aix", "istres"), ()])
def test_tables_are_whole(sites: tuple[str, ...], by: str | None) -> None:
    """Every line of a table has as many cells, and every figure that applies has a line."""
    card = scorecard(*sites, periods=tuple(year_period(2018).split(by)))
    found = rows(to_markdown(card))
    assert len({len(row) for row in found}) == 1
    headings = 5
    applies = {one.indicator.id for one in card.figures if one.measure.state != "not_applicable"}
    kept = [one for one in card.figures if one.indicator.id in applies]
    assert len(found) == len(kept) + 2 * headings


def test_sites_and_periods_have_columns() -> None:
    """Several sites have a column, several periods too; bars of months leave it to them."""
    periods = tuple(year_period(2018).split("quarter"))
    header = rows(to_markdown(scorecard("aix", "istres", periods=periods)))[0]
    assert [cell.strip() for cell in header] == [
        "Indicator", "Eng.", "Site", "Period", "Objective", "Result", "Counts", "Previous year",
        "Change", "Remarks",
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["a|b", "*bold*", "<script>", "[x](y)", "two\nlines", "a&lt;b"])
def test_a_label_is_no_markup(label: str) -> None:
    """A label can neither break a table nor become markup."""
    card = scorecard("istres")
    figure = card.figures[0]
    renamed = figure.indicator.model_copy(update={"label": label})
    text = to_markdown(replace(card, figures=(replace(figure, indicator=renamed),)))
    assert escape(label) in text
    assert len({len(row) for row in rows(text)}) == 1
    assert "<script>" not in text


@given(st.text())
def test_escape_keeps_the_text(text: str) -> None:
    """Taking the backslashes away gives the text back, on one line."""
    plain = text.replace("\r", " ").replace("\n", " ")
    assert re.sub(r"\\([\\`*_{}\[\]<>|#~&$])", r"\1", escape(text)) == plain
