"""The figures of the job in plain pandas: from valid calls, visits and letters.

Takes what `pandas_job` read; gives the figures in the form of all engines. Convention owned here:
a letter waits in working days, by a table joined on its zone and its day.
"""

import numpy as np
import pandas as pd
import places

FIGURES = [
    "site", "month", "indicator", "numerator", "denominator", "pending", "overdue", "excluded",
    "value", "median", "p90",
]  # fmt: skip
KEYS = ["site", "month"]


def month(days: pd.Series) -> pd.Series:
    """Return the month of dates."""
    first: pd.Series = days.dt.to_period("M").dt.to_timestamp()
    return first


def once(valid: pd.DataFrame) -> pd.DataFrame:
    """Return the letters, each reference of a site and year once: the answered, then the last."""
    reference = valid["reference"].str.strip()
    keyed = valid.assign(
        reference=reference, year=valid["received"].dt.year, given=valid["answered"].notna()
    )
    named = reference.notna() & (reference != "")
    ranked = keyed[named].sort_values("given", kind="stable")
    latest = ranked.drop_duplicates(["site", "reference", "year"], keep="last")
    return pd.concat([keyed[~named], latest])


def flows(valid: pd.DataFrame, asked: places.Places) -> pd.DataFrame:
    """Return what each site and month gives of each flow."""
    as_of = max(valid["received"].max(), valid["answered"].max())
    held = once(valid)
    paper, town = held["canal"] == "courrier", held["public"] == "collectivite"
    held["flow"] = np.select(
        [town & paper, town, held["nature"] != "demande", paper],
        ["collectivites-courriers", "collectivites-courriels", "reclamations", "courriers"],
        default="courriels",
    )
    zones = pd.read_csv(asked.sites).set_index("site")["zone"]
    held["zone"] = held["site"].map(zones)
    worked = pd.read_csv(asked.working_days, parse_dates=["day"])
    held["until"] = held["answered"].fillna(as_of)
    for day, name in (("received", "before"), ("until", "by")):
        days = worked.rename(columns={"day": day, "worked": name})
        held = held.merge(days, on=["zone", day], how="left")
    held["days"] = held["by"] - held["before"]
    late = held["days"] > np.where(held["flow"].str.endswith("courriels"), 5, 15)
    held["month"] = month(held["received"])
    held["open"] = ~held["given"]
    held["in_time"], held["overdue"] = held["given"] & ~late, held["open"] & late
    held["delay"] = held["days"].where(held["given"])
    groups = held.groupby([*KEYS, "flow"])
    sums = groups[["given", "open", "in_time", "overdue", "delay"]].sum()
    delays = groups["delay"]
    return sums.assign(median=delays.quantile(0.5), p90=delays.quantile(0.9)).reset_index()


def figures(found: pd.DataFrame, indicator: str | pd.Series, **columns: pd.Series) -> pd.DataFrame:
    """Return rows in the form of all engines; what is not named is 0 or empty."""
    named = found[KEYS].assign(indicator=indicator)
    named = named.assign(**dict.fromkeys(FIGURES[3:8], 0), **dict.fromkeys(FIGURES[8:], np.nan))
    return named.assign(**columns)[FIGURES]


def rate(rows: pd.DataFrame, indicator: str, base: pd.Series, top: pd.Series) -> pd.DataFrame:
    """Return a rate of weighted rows; those out of the base are excluded."""
    parts = rows[KEYS].assign(top=rows["n"] * top, base=rows["n"] * base, whole=rows["n"])
    sums = parts.groupby(KEYS).sum().reset_index()
    return figures(
        sums, indicator, numerator=sums["top"], denominator=sums["base"],
        excluded=sums["whole"] - sums["base"], value=100 * sums["top"] / sums["base"],
    )  # fmt: skip


def told(held: pd.DataFrame, seen: pd.DataFrame, waited: pd.DataFrame) -> pd.DataFrame:
    """Return all figures."""
    people = seen.groupby([*KEYS, "motif"])["n"].sum().reset_index()
    digital = seen[seen["motif"] == "point_numerique"]
    within = np.where(waited["flow"].str.endswith("courriels"), "-5j", "-15j")
    due = waited["given"] + waited["overdue"]
    volume = people["motif"].map({"information": "pn-infos", "point_numerique": "pn-usagers"})
    tables = []
    for line, name in (("standard", "appels-perdus"), ("svi", "appels-perdus-svi")):
        rows = held[held["ligne"] == line].assign(n=1)
        lost = rows["issue"] == "perdu"
        tables.append(rate(rows, name, lost | (rows["issue"] == "repondu"), lost))
    tables += [
        figures(waited, waited["flow"] + within, numerator=waited["in_time"], denominator=due,
                pending=waited["open"] - waited["overdue"], overdue=waited["overdue"],
                value=(100 * waited["in_time"] / due).where(due > 0)),
        figures(waited, waited["flow"] + "-delai", numerator=waited["delay"].astype(int),
                denominator=waited["given"], pending=waited["open"],
                value=(waited["delay"] / waited["given"]).where(waited["given"] > 0),
                median=waited["median"], p90=waited["p90"]),
        figures(people, volume, numerator=people["n"], value=people["n"]),
        rate(digital, "pn-teleprocedures", digital["teleprocedure"].notna(),
             digital["teleprocedure"] == "aboutie"),
        rate(digital, "pn-satisfaction", digital["satisfaction"].notna(),
             digital["satisfaction"].isin(["tres_satisfait", "satisfait"])),
    ]  # fmt: skip
    return pd.concat(tables).sort_values(FIGURES[:3])
