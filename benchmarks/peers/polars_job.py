"""The whole job in Polars: lazy scans, the streaming engine, expressions.

Takes and gives what `places` says. Convention owned here: a row kept aside is named by its number
over the files of its register and its reason, gathered in the same pass as the figures.
"""

from collections.abc import Sequence

import places
import polars as pl
from polars import col
from polars_figures import FIGURES, flows, month, told

GOOD = pl.lit(None, pl.String)
# Every indicator on mail is about one of these flows, and a letter is in one of them at most.
FLOW = (
    pl.when(col("public") == "collectivite")
    .then(pl.when(col("canal") == "courrier").then(pl.lit("collectivites-courriers"))
          .otherwise(pl.lit("collectivites-courriels")))
    .when(col("nature") != "demande").then(pl.lit("reclamations"))
    .when(col("canal") == "courrier").then(pl.lit("courriers"))
    .otherwise(pl.lit("courriels"))
)  # fmt: skip


def scan(files: Sequence[str], columns: Sequence[str]) -> pl.LazyFrame:
    """Return the rows of a register as texts, one cell more than there should be included."""
    return pl.scan_csv(
        list(files),
        separator=";",
        has_header=False,
        skip_rows=1,
        schema=dict.fromkeys([*columns, "surplus"], pl.String()),
        null_values="",  # quoted blanks too
        missing_columns="insert",
        row_index_name="row",
    )


def coded(name: str, codes: Sequence[str]) -> pl.Expr:
    """Return a column of codes; null where it has none of them."""
    return col(name).cast(pl.Enum(codes), strict=False)


def number(name: str) -> pl.Expr:
    """Return a number, decimal comma or point."""
    return col(name).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)


def reason(checks: dict[str, pl.Expr]) -> pl.Expr:
    """Return why a row is kept aside: the first check that is true."""
    found = GOOD
    for said, check in reversed(checks.items()):
        found = pl.when(check).then(pl.lit(said)).otherwise(found)
    return found


def beyond(name: str, value: str, low: int, high: int) -> pl.Expr:
    """Tell where a cell is not blank and its value not a number within bounds."""
    return col(name).is_not_null() & ~col(value).is_between(low, high).fill_null(value=False)


ROWS_ASIDE = col("row").filter(col("reason").is_not_null())


def calls(files: Sequence[str], sites: Sequence[str]) -> pl.DataFrame:
    """Return the calls of each site, month, line and outcome, and the rows kept aside."""
    columns = ("site", "debut", "ligne", "issue", "attente_s", "duree_s")
    typed = scan(files, columns).with_columns(
        coded("site", sites),
        coded("ligne", ("standard", "svi")),
        coded("issue", ("repondu", "perdu", "ferme", "dissuade")),
        month=col("debut").str.to_datetime("%d/%m/%Y %H:%M:%S", strict=False, cache=False),
        waited=number("attente_s"),
        talked=number("duree_s"),
    )
    why = reason({
        "number of cells": col("surplus").is_not_null(),
        "site": col("site").is_null(),
        "debut": col("month").is_null(),
        "ligne": col("ligne").is_null(),
        "issue": col("issue").is_null(),
        "attente_s": beyond("attente_s", "waited", 0, 86_400),
        "duree_s": beyond("duree_s", "talked", 0, 86_400),
    })  # fmt: skip
    grouped = typed.with_columns(month("month"), reason=why).group_by(
        "site", "month", "ligne", "issue", "reason"
    )
    return grouped.agg(n=pl.len(), rows=ROWS_ASIDE).collect(engine="streaming")


def visits(files: Sequence[str], sites: Sequence[str]) -> pl.DataFrame:
    """Return the visitors of each site, month and answer, and the rows kept aside."""
    columns = ("site", "arrivee", "motif", "teleprocedure", "satisfaction", "effectif")
    levels = ("tres_satisfait", "satisfait", "peu_satisfait", "pas_satisfait")
    typed = scan(files, columns).with_columns(
        coded("site", sites),
        coded("motif", ("point_numerique", "information")),
        done=coded("teleprocedure", ("aboutie", "non_aboutie")),
        level=coded("satisfaction", levels),
        month=col("arrivee").str.to_date("%Y-%m-%d", strict=False, cache=False),
        size=col("effectif").cast(pl.Int64, strict=False),
    )
    why = reason({
        "number of cells": col("surplus").is_not_null(),
        "site": col("site").is_null(),
        "arrivee": col("month").is_null(),
        "motif": col("motif").is_null(),
        "teleprocedure": col("teleprocedure").is_not_null() & col("done").is_null(),
        "satisfaction": col("satisfaction").is_not_null() & col("level").is_null(),
        "effectif": beyond("effectif", "size", 1, 1_000_000),
    })  # fmt: skip
    grouped = typed.with_columns(month("month"), col("size").fill_null(1), reason=why).group_by(
        "site", "month", "motif", "done", "level", "reason"
    )
    return grouped.agg(n=col("size").sum(), rows=ROWS_ASIDE).collect(engine="streaming")


def letters(files: Sequence[str], sites: Sequence[str]) -> pl.DataFrame:
    """Return all letters, typed, with the reason of those kept aside."""
    columns = (
        "site", "reference", "canal", "public", "nature", "recu_le", "repondu_le", "service",
    )  # fmt: skip
    form = "%d/%m/%Y"
    typed = scan(files, columns).with_columns(
        coded("site", sites),
        coded("canal", ("courrier", "courriel")),
        coded("public", ("usager", "collectivite")),
        coded("nature", ("demande", "reclamation", "suggestion")),
        col("reference").str.strip_chars(),
        received=col("recu_le").str.to_date(form, strict=False, cache=False),
        answered=col("repondu_le").str.to_date(form, strict=False, cache=False),
    )
    after = (col("answered") - col("received")).dt.total_days()
    why = reason({
        "number of cells": col("surplus").is_not_null(),
        "site": col("site").is_null(),
        "canal": col("canal").is_null(),
        "public": col("public").is_null(),
        "nature": col("nature").is_null(),
        "recu_le": col("received").is_null(),
        "repondu_le": col("repondu_le").is_not_null() & col("answered").is_null(),
        "before receipt": after < 0,
        "long after receipt": after > 1_000,
    })  # fmt: skip
    kept = ("row", "site", "reference", "received", "answered")
    return typed.select(*kept, flow=FLOW, reason=why).collect(engine="streaming")


def main() -> None:
    """Write the figures and the rows kept aside."""
    asked = places.asked()
    sites = pl.read_csv(asked.sites)["site"].to_list()
    held, seen = calls(asked.calls, sites), visits(asked.visits, sites)
    read = letters(asked.mail, sites)
    told(held, seen, flows(read, asked)).sort(FIGURES[:3]).write_csv(asked.figures)
    aside = [
        one.filter(col("reason").is_not_null()).select("reason", "rows").explode("rows")
        for one in (held, seen)
    ]
    aside.append(read.filter(col("reason").is_not_null()).select("reason", rows="row"))
    names = ("calls", "visits", "mail")
    pl.concat(
        frame.select(register=pl.lit(name), row="rows", reason="reason")
        for name, frame in zip(names, aside, strict=True)
    ).write_csv(asked.aside)


if __name__ == "__main__":
    main()
