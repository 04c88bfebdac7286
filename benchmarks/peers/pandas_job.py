"""The whole job in plain pandas: whole registers in memory, one column operation after the other.

Takes and gives what `places` says. Convention owned here: a row kept aside is named by its number
over the files of its register and its reason.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import places

FIGURES = [
    "site", "month", "indicator", "numerator", "denominator", "pending", "overdue", "excluded",
    "value", "median", "p90",
]  # fmt: skip
KEYS = ["site", "month"]


def table(files: Sequence[str], columns: Sequence[str]) -> pd.DataFrame:
    """Return the rows of a register as texts, one cell more than there should be included."""
    names = [*columns, "surplus"]
    read = [
        pd.read_csv(
            file, sep=";", header=None, names=names, skiprows=1, dtype=str,
            keep_default_na=False, na_values=[""],
        )
        for file in files
    ]  # fmt: skip
    return pd.concat(read, ignore_index=True)


def typed(rows: pd.DataFrame, checks: dict[str, pd.Series]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the valid rows, and the others by number with their first reason."""
    why = pd.Series(np.select(list(checks.values()), list(checks), default=""), rows.index)
    odd = why != ""
    aside = pd.DataFrame({"row": rows.index[odd], "reason": why[odd]})
    return rows[~odd], aside


def strange(
    rows: pd.DataFrame, name: str, codes: Sequence[str], *, blank: bool = False
) -> pd.Series:
    """Tell where a cell is none of the codes."""
    odd: pd.Series = ~rows[name].isin([*codes, np.nan] if blank else list(codes))
    return odd


def beyond(cells: pd.Series, low: int, high: int) -> pd.Series:
    """Tell where a cell is not blank and not a number within bounds."""
    values = pd.to_numeric(cells.str.replace(",", ".", regex=False), errors="coerce")
    return cells.notna() & ~values.between(low, high)


def month(days: pd.Series) -> pd.Series:
    """Return the month of dates."""
    first: pd.Series = days.dt.to_period("M").dt.to_timestamp()
    return first


def calls(files: Sequence[str], sites: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the valid calls, and the rows kept aside."""
    rows = table(files, ("site", "debut", "ligne", "issue", "attente_s", "duree_s"))
    start = pd.to_datetime(rows["debut"], format="%d/%m/%Y %H:%M:%S", errors="coerce")
    rows["month"] = month(start)
    return typed(rows, {
        "number of cells": rows["surplus"].notna(),
        "site": strange(rows, "site", sites),
        "debut": start.isna(),
        "ligne": strange(rows, "ligne", ("standard", "svi")),
        "issue": strange(rows, "issue", ("repondu", "perdu", "ferme", "dissuade")),
        "attente_s": beyond(rows["attente_s"], 0, 86_400),
        "duree_s": beyond(rows["duree_s"], 0, 86_400),
    })  # fmt: skip


def visits(files: Sequence[str], sites: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the valid visits, with their weight `n`, and the rows kept aside."""
    rows = table(
        files, ("site", "arrivee", "motif", "teleprocedure", "satisfaction", "effectif")
    )  # fmt: skip
    day = pd.to_datetime(rows["arrivee"], format="%Y-%m-%d", errors="coerce")
    rows["month"] = month(day)
    levels = ("tres_satisfait", "satisfait", "peu_satisfait", "pas_satisfait")
    valid, aside = typed(rows, {
        "number of cells": rows["surplus"].notna(),
        "site": strange(rows, "site", sites),
        "arrivee": day.isna(),
        "motif": strange(rows, "motif", ("point_numerique", "information")),
        "teleprocedure": strange(rows, "teleprocedure", ("aboutie", "non_aboutie"), blank=True),
        "satisfaction": strange(rows, "satisfaction", levels, blank=True),
        "effectif": beyond(rows["effectif"], 1, 1_000_000),
    })  # fmt: skip
    return valid.assign(n=pd.to_numeric(valid["effectif"]).fillna(1).astype("int64")), aside


def letters(files: Sequence[str], sites: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the valid letters, and the rows kept aside."""
    columns = (
        "site", "reference", "canal", "public", "nature", "recu_le", "repondu_le", "service",
    )  # fmt: skip
    rows = table(files, columns)
    rows["received"] = pd.to_datetime(rows["recu_le"], format="%d/%m/%Y", errors="coerce")
    rows["answered"] = pd.to_datetime(rows["repondu_le"], format="%d/%m/%Y", errors="coerce")
    after = (rows["answered"] - rows["received"]).dt.days
    return typed(rows, {
        "number of cells": rows["surplus"].notna(),
        "site": strange(rows, "site", sites),
        "canal": strange(rows, "canal", ("courrier", "courriel")),
        "public": strange(rows, "public", ("usager", "collectivite")),
        "nature": strange(rows, "nature", ("demande", "reclamation", "suggestion")),
        "recu_le": rows["received"].isna(),
        "repondu_le": rows["repondu_le"].notna() & rows["answered"].isna(),
        "before receipt": after < 0,
        "long after receipt": after > 1_000,
    })  # fmt: skip


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


def main() -> None:
    """Write the figures and the rows kept aside."""
    asked = places.asked()
    sites = pd.read_csv(asked.sites)["site"].tolist()
    held, bad_calls = calls(asked.calls, sites)
    seen, bad_visits = visits(asked.visits, sites)
    sent, bad_letters = letters(asked.mail, sites)
    told(held, seen, flows(sent, asked)).to_csv(Path(asked.figures), index=False)
    aside = {"calls": bad_calls, "visits": bad_visits, "mail": bad_letters}
    pd.concat(aside, names=["register"]).to_csv(Path(asked.aside))


if __name__ == "__main__":
    main()
