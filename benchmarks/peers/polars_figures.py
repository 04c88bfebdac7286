"""The figures of the job in Polars: from grouped calls, visits and letters.

Takes what `polars_job` read; gives the figures in the form of all engines. Convention owned here:
a letter waits in working days, by a table joined on its site and its day.
"""

import places
import polars as pl
from polars import col

FIGURES = (
    "site", "month", "indicator", "numerator", "denominator", "pending", "overdue", "excluded",
    "value", "median", "p90",
)  # fmt: skip


def month(name: str) -> pl.Expr:
    """Return the month of a date."""
    return col(name).dt.truncate("1mo").cast(pl.Date)


def flows(read: pl.DataFrame, asked: places.Places) -> pl.DataFrame:
    """Return what each site and month gives of each flow, each reference once."""
    valid = read.lazy().filter(col("reason").is_null())
    (as_of,) = read.filter(col("reason").is_null()).select(
        pl.max_horizontal(col("received").max(), col("answered").max())
    )
    named = col("reference").fill_null("") != ""
    latest = (
        valid.filter(named)
        .group_by("site", "reference", col("received").dt.year().alias("year"))
        .agg(col("row").get(
            (col("answered").is_not_null().cast(pl.Int64) * (1 << 40) + col("row")).arg_max()
        ))
    )  # fmt: skip
    once = pl.concat([valid.filter(~named), valid.join(latest, on="row", how="semi")])
    zones = pl.scan_csv(asked.sites).with_columns(site=col("site").cast(read.schema["site"]))
    worked = (
        pl.scan_csv(asked.working_days, try_parse_dates=True)
        .join(zones, on="zone")
        .select("site", "day", col("worked").cast(pl.Int32))
    )
    most = pl.when(col("flow").str.ends_with("courriels")).then(5).otherwise(15)
    given = col("answered").is_not_null()
    days = col("worked_until") - col("worked")
    return (
        once.with_columns(until=col("answered").fill_null(as_of[0]))
        .join(worked, left_on=["site", "received"], right_on=["site", "day"])
        .join(worked, left_on=["site", "until"], right_on=["site", "day"], suffix="_until")
        .with_columns(given=given, days=days, late=days > most, month=month("received"))
        .group_by("site", "month", "flow")
        .agg(
            answers=col("given").sum(),
            open=(~col("given")).sum(),
            in_time=(col("given") & ~col("late")).sum(),
            overdue=(~col("given") & col("late")).sum(),
            total=col("days").filter(col("given")).sum(),
            median=col("days").filter(col("given")).quantile(0.5, "linear"),
            p90=col("days").filter(col("given")).quantile(0.9, "linear"),
        )
        .collect(engine="streaming")
    )


def figures(found: pl.DataFrame, indicator: pl.Expr | str, **columns: pl.Expr) -> pl.DataFrame:
    """Return rows in the form of all engines; what is not named is 0 or empty."""
    name = pl.lit(indicator) if isinstance(indicator, str) else indicator
    given = {one: columns.get(one, pl.lit(0)).cast(pl.Int64) for one in FIGURES[3:8]}
    values = {one: columns.get(one, pl.lit(None)).cast(pl.Float64) for one in FIGURES[8:]}
    return found.select("site", "month", indicator=name, **given, **values)


def rate(found: pl.DataFrame, indicator: str, of: pl.Expr, top: pl.Expr) -> pl.DataFrame:
    """Return a rate of counted groups; those out of the base are excluded."""
    sums = found.group_by("site", "month").agg(
        top=col("n").filter(top).sum(), base=col("n").filter(of).sum(), whole=col("n").sum()
    )
    return figures(
        sums, indicator, numerator=col("top"), denominator=col("base"),
        excluded=col("whole") - col("base"),
        value=pl.when(col("base") > 0).then(100 * col("top") / col("base")),
    )  # fmt: skip


def told(held: pl.DataFrame, seen: pl.DataFrame, waited: pl.DataFrame) -> pl.DataFrame:
    """Return all figures."""
    call, visit = (one.filter(col("reason").is_null()) for one in (held, seen))
    lost = col("issue") == "perdu"
    digital = visit.filter(col("motif") == "point_numerique")
    days = pl.when(col("flow").str.ends_with("courriels")).then(pl.lit("-5j"))
    due = col("answers") + col("overdue")
    answered = pl.when(col("answers") > 0)
    volume = pl.when(col("motif") == "information").then(pl.lit("pn-infos"))
    people = visit.group_by("site", "month", "motif").agg(col("n").sum())
    return pl.concat([
        *(rate(call.filter(col("ligne") == line), name, lost | (col("issue") == "repondu"), lost)
          for line, name in (("standard", "appels-perdus"), ("svi", "appels-perdus-svi"))),
        figures(waited, col("flow") + days.otherwise(pl.lit("-15j")), numerator=col("in_time"),
                denominator=due, pending=col("open") - col("overdue"), overdue=col("overdue"),
                value=pl.when(due > 0).then(100 * col("in_time") / due)),
        figures(waited, col("flow") + "-delai", numerator=col("total"),
                denominator=col("answers"), pending=col("open"), median=col("median"),
                p90=col("p90"), value=answered.then(col("total") / col("answers"))),
        figures(people, volume.otherwise(pl.lit("pn-usagers")), numerator=col("n"),
                value=col("n")),
        rate(digital, "pn-teleprocedures", col("done").is_not_null(), col("done") == "aboutie"),
        rate(digital, "pn-satisfaction", col("level").is_not_null(),
             col("level").is_in(["tres_satisfait", "satisfait"])),
    ])  # fmt: skip
