"""A scorecard made by hand: the four sites of 2018 as the report printed them.

The counts are invented so that they give the printed figures; nothing is read or computed by
the program but verdicts, intervals and margins.
"""

from datetime import date
from fractions import Fraction

from qualstat.coverage import Coverage
from qualstat.findings import Finding, message
from qualstat.measures.measure import Measure
from qualstat.periods import Period, months_period, year_period
from qualstat.referentiel.editions import Edition, Engagement, Heading, Module
from qualstat.referentiel.indicators import Case, Indicator
from qualstat.referentiel.model import Referentiel
from qualstat.referentiel.objectives import Objective
from qualstat.referentiel.sites import Site
from qualstat.scorecards import ALL, Account, Figure, Previous, Scorecard, Source
from qualstat.verdicts import conclusive, judge, margin_in_cases, room, wilson
from scorecard_tables import (
    APRIL,
    DECEMBER,
    DESK,
    HEADINGS,
    INDICATORS,
    LATE,
    NOVEMBER,
    PENDING,
    SHAPE,
    SITES,
    STATES,
    VALUES,
)


def register(name: str) -> str:
    """Return the register an indicator is counted from."""
    prefixes = {"appels": "calls", "rdv": "appointments", "pn": "visits"}
    return prefixes.get(name.split("-", maxsplit=1)[0], "mail")


def indicator(row: tuple) -> Indicator:
    """Return the indicator of a line of the table above."""
    name, engagement, _, kind, better, case, objective, label = row
    measures = {
        "rate": {"kind": "rate", "numerator": {"issue": ["perdu"]}, "base": {}},
        "rate-within": {"kind": "rate-within", "to": "repondu_le", "within": 5},
        "delay": {"kind": "delay", "to": "repondu_le"},
        "volume": {"kind": "volume"},
    }
    sense, _, target = objective.partition(" ")
    tolerance = "1 point" if kind.startswith("rate") else "0 days"
    promised = [
        Objective(valid_from=date(2017, 1, 1), source="Bilan 2018", tolerance=tolerance,
                  **{sense: target})
    ] if objective else []  # fmt: skip
    return Indicator(
        id=name, label=label, register=register(name), measure=measures[kind], better=better,
        case=Case(**case), engagements={"2018": engagement}, objectives=promised,
    )  # fmt: skip


def referentiel() -> Referentiel:
    """Return the référentiel of the example."""
    modules = {1: Module(label="Relations avec les usagers", mandatory=True),
               4: Module(label="Relations avec les collectivités territoriales")}  # fmt: skip
    engagements = {
        row[1]: Engagement(label=f"Engagement {row[1]}", module=row[2]) for row in INDICATORS
    }
    edition = Edition(
        id="2018", label="Référentiel Qual-e-Pref, édition 2018", valid_from=date(2017, 1, 1),
        source="Bilan 2018", modules=modules, engagements=engagements,
    )  # fmt: skip
    return Referentiel(
        editions=(edition,),
        headings=tuple(
            Heading(id=name, label=label, indicators=[row[0] for row in rows])
            for name, label, rows in HEADINGS
        ),
        indicators={row[0]: indicator(row) for row in INDICATORS},
        sites={
            name: Site(id=name, label=label, short=short, kind="sous-préfecture")
            for name, label, short in SITES
        },
    )


def state(site: str, name: str) -> str:
    """Return the absence of an indicator that has no value."""
    if site == "prefecture" and name in DESK:
        return "not_applicable"
    return "missing" if name.startswith("rdv") else "no_case"


def measure(site: str, name: str, kind: str) -> Measure:
    """Return the measure of the example's counts."""
    top, base = VALUES[site].get(name, (None, None))[:2]
    if top is None:
        absence = state(site, name)
        return Measure(state=absence, pending=0 if absence == "no_case" else None)
    return measured(kind, top, base, PENDING.get((site, name), (0, 0, 0)))


def measured(
    kind: str, top: int, base: int | None, waiting: tuple[int, ...] = (0, 0, 0)
) -> Measure:
    """Return the measure of some counts."""
    pending, overdue, excluded = waiting
    value = Fraction(top) if base is None else Fraction(top * (100 if kind == "rate" else 1), base)
    return Measure(
        state="measured", value=value, numerator=top, denominator=base, pending=pending,
        overdue=overdue, excluded=excluded,
        median=Fraction(2) if kind == "delay" else None,
        p90=Fraction(9, 2) if kind == "delay" else None,
    )  # fmt: skip


def total(held: list[Measure], kind: str) -> Measure:
    """Return the measure of several sites: their counts added (C8)."""
    kept = [one for one in held if one.value is not None]
    if not kept:
        return max(held, key=lambda one: STATES.index(one.state))
    base = None if kept[0].denominator is None else sum(one.denominator for one in kept)
    waiting = tuple(
        sum(getattr(one, name) for one in kept) for name in ("pending", "overdue", "excluded")
    )
    return measured(kind, sum(one.numerator for one in kept), base, waiting)


def months(value: Fraction | None, kind: str, first: int) -> tuple[Fraction | None, ...]:
    """Return twelve months around a value; none before `first`, nor in November."""
    if value is None:
        return (None,) * 12
    if kind == "volume":
        value = Fraction(int(value) // (DECEMBER - first))
    most = {"rate": Fraction(100), "delay": Fraction(1000), "volume": Fraction(10**6)}[kind]
    shaped = (min(most, value * SHAPE[month] / 10) for month in range(12))
    return tuple(
        None if 12 * 2018 + month < first or month == NOVEMBER
        else Fraction(int(one)) if kind == "volume" else one
        for month, one in enumerate(shaped)
    )  # fmt: skip


def figure(
    site: str, one: Indicator, module: int, period: Period, held: Measure | None = None
) -> Figure:
    """Return one figure, judged by the program's own verdicts."""
    held = held or measure(site, one.id, one.kind)
    row = VALUES.get(site, {}).get(one.id, (None, None, None))
    first = row[3] if len(row) > 3 else APRIL if one.id.startswith("pn-") else 12 * 2018
    objective = one.objective(period.end)
    interval = (
        wilson(held.numerator, held.denominator)
        if one.kind == "rate" and held.denominator else None
    )  # fmt: skip
    judged = bool(interval and objective)
    return Figure(
        site=site, period=period, edition="2018", engagement=one.engagements["2018"],
        module=module, indicator=one, measure=held, coverage=coverage(held, period, first),
        objective=objective, verdict=judge(held.value, objective), interval=interval,
        conclusive=conclusive(interval, objective) if judged else None,
        margin=room(held.value, objective) if held.value is not None and objective else None,
        margin_cases=margin_in_cases(held.numerator, held.denominator, objective)
        if judged else None,
        as_of=date(2019, 1, 31) if held.state == "measured" else None,
        months=months(held.value, one.kind, first),
        late=tuple(late for late in LATE.get((site, one.id), ()) if late.month in period.months),
        **compared(held.value, row[2], objective),
    )  # fmt: skip


def coverage(held: Measure, period: Period, first: int) -> Coverage:
    """Return the months covered from `first` on; none of what is missing."""
    months = [month for month in period.months if month >= first]
    if held.state in ("missing", "not_applicable") or not months:
        return Coverage(None, None, 0, len(period.months))
    covered = months_period(months[0], months[-1])
    return Coverage(covered.start, covered.end, len(months), len(period.months))


def compared(
    value: Fraction | None, before: str | None, objective: Objective | None
) -> dict[str, object]:
    """Return N-1, change and trend of a value."""
    if before is None:
        return {}
    was = Fraction(before)
    previous = Previous(was, judge(was, objective), "registers", objective=objective)
    if value is None:
        return {"previous": previous}
    trend = "up" if value > was else "down" if value < was else "equal"
    return {"previous": previous, "change": value - was, "trend": trend}


def totalled(sites: tuple[str, ...], one: Indicator, module: int, period: Period) -> Figure:
    """Return the figure of several sites together."""
    held = total([measure(site, one.id, one.kind) for site in sites], one.kind)
    return figure(ALL, one, module, period, held)


def scorecard(
    *sites: str, periods: tuple[Period, ...] = (year_period(2018),), sample: bool = True
) -> Scorecard:
    """Return the scorecard of some sites; all four when none is named."""
    declared = referentiel()
    chosen = sites or tuple(name for name, _, _ in SITES)
    figures = [
        figure(site, declared.indicators[row[0]], row[2], period)
        for site in chosen for period in periods for row in INDICATORS
    ]  # fmt: skip
    if len(chosen) > 1:
        figures += [totalled(chosen, declared.indicators[row[0]], row[2], period)
                    for period in periods for row in INDICATORS]  # fmt: skip
        chosen = (*chosen, ALL)
    return Scorecard(
        referentiel=declared, sites=chosen, periods=periods, figures=tuple(figures),
        accounts=(Account("calls", 21_000, 20_940, 0, 12, 48),
                  Account("mail", 412, 380, 25, 4, 3)),
        findings=(
            Finding("cell", "warning", message("“{cell}” is not a date", cell="32/01/2018"),
                    message("a date, as in 31/12/2018"), None,
                    "samples/2018/courriers-01.csv", 14, "recu_le"),
        ),
        source=Source("samples", 96,
                      {"calls": date(2018, 12, 31), "mail": date(2019, 1, 9)}, sample),
    )  # fmt: skip
