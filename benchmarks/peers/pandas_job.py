"""The whole job in plain pandas: whole registers in memory, one column operation after the other.

Takes and gives what `places` says. Convention owned here: a row kept aside is named by its number
over the files of its register and its reason.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import places
from pandas_figures import flows, month, told


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
