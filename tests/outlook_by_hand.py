"""Figures made by hand for outlooks: some cases so far, and an objective."""

from datetime import date
from fractions import Fraction

from qualstat.coverage import Coverage
from qualstat.measures.measure import Measure
from qualstat.outlooks import Outlook, Projection
from qualstat.outlooks.projecting import cut
from qualstat.outlooks.reaching import outlook
from qualstat.periods import year_period
from qualstat.referentiel.indicators import Case, Indicator
from qualstat.referentiel.objectives import Objective
from qualstat.scorecards import Figure
from qualstat.scorecards.figures import weighed

YEAR = year_period(2018)
MEASURES = {
    "lost": {"kind": "rate", "numerator": {"issue": ["perdu"]}, "base": {}},
    "within": {"kind": "rate-within", "to": "repondu_le", "within": 5},
    "delay": {"kind": "delay", "to": "repondu_le"},
    "volume": {"kind": "volume"},
}
CASES = {"lost": ("appel perdu", "appels perdus"), "volume": ("usager", "usagers")}


def indicator(kind: str, objective: str) -> Indicator:
    """Return an indicator whose objective is written `at_most 10 %`; none where it is empty."""
    one, many = CASES.get(kind, ("courriel", "courriels"))
    sense, _, target = objective.partition(" ")
    promised = (
        [Objective(valid_from=date(2017, 1, 1), source="essai", **{sense: target})] if sense else []
    )
    return Indicator(
        id=kind, label=kind, register="calls" if kind == "lost" else "mail",
        measure=MEASURES[kind], case=Case(one=one, many=many), engagements={}, objectives=promised,
    )  # fmt: skip


def figure(  # noqa: PLR0913  # all that a case by hand has to say
    kind: str, objective: str, top: int, base: int, *, pending: int = 0, state: str = "measured"
) -> Figure:
    """Return a figure of 2018 with some counts."""
    declared = indicator(kind, objective)
    value = Fraction(top * (100 if declared.kind == "rate" else 1), base) if base else None
    counts = (top, base, pending) if state == "measured" else (None, None, None)
    held = Measure(state if base else "no_case" if state == "measured" else state, value, *counts)
    return weighed(Figure(
        site="istres", period=YEAR, edition="2018", engagement="E10", module=1,
        indicator=declared, measure=held, coverage=Coverage(None, None, 9, 12),
        objective=declared.objective(YEAR.end),
    ))  # fmt: skip


def ahead(held: Figure, cases: int | None, known: date = date(2018, 9, 30)) -> Outlook:
    """Return the outlook of a figure when some cases are expected."""
    projected = None if cases is None else Projection(cases, ("outlook-last-year",), Fraction(1))
    return outlook(held, cut(YEAR, known), projected)
