"""Options: those that several commands share, each with its help.

Takes nothing; gives the annotations of typer. Conventions owned here: every value is text until
`asked` reads it, so that one strict reading and one wording serve them all; texts are English
sources, translated when their command is built.
"""

from typing import Annotated

import typer

from qualstat.findings import N_

Sites = Annotated[
    list[str] | None,
    typer.Option("--site", metavar=N_("ID"), help=N_("a site; may be repeated (else all sites)")),
]
Year = Annotated[
    str | None, typer.Option("--year", metavar=N_("YEAR"), help=N_("a year, as in 2018"))
]
Month = Annotated[
    str | None, typer.Option("--month", metavar=N_("MONTH"), help=N_("a month, as in 2018-06"))
]
Quarter = Annotated[
    str | None,
    typer.Option("--quarter", metavar=N_("QUARTER"), help=N_("a quarter, as in 2018Q2")),
]
Start = Annotated[
    str | None,
    typer.Option("--from", metavar=N_("MONTH"), help=N_("the first month or day, with --to")),
]
End = Annotated[
    str | None,
    typer.Option("--to", metavar=N_("MONTH"), help=N_("the last month or day, included")),
]
Against = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar=N_("PERIOD"),
        help=N_("an earlier year, quarter or month; may be repeated (else the year before)"),
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="month|quarter|year", help=N_("one line for each (else for the period)")
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar=N_("DAY"), help=N_("as known on a day, as in 2019-01-31")),
]
Module = Annotated[
    str | None,
    typer.Option("--module", metavar="N", help=N_("one module of the référentiel, as in 4")),
]
Indicators = Annotated[
    list[str] | None,
    typer.Option(
        "--indicator", metavar=N_("ID"), help=N_("an indicator; may be repeated (else all)")
    ),
]
Edition = Annotated[
    str | None,
    typer.Option(
        "--edition",
        metavar=N_("EDITION"),
        help=N_("judge by this edition of the référentiel (else the one in force)"),
    ),
]
WhatIf = Annotated[
    list[str] | None,
    typer.Option(
        "--what-if",
        metavar=N_("'INDICATOR +N'"),
        help=N_(
            "suppose N more in the numerator, +N/+M: and M more cases, -Nd: N days fewer;"
            " may be repeated, each weighed alone"
        ),
    ),
]
Data = Annotated[
    str | None,
    typer.Option("--data", metavar=N_("FOLDER"), help=N_("where the registers are; - is stdin")),
]
Declared = Annotated[
    str | None,
    typer.Option("--referentiel", metavar=N_("FOLDER"), help=N_("where the référentiel is")),
]
Profiles = Annotated[
    str | None,
    typer.Option("--sources", metavar=N_("FOLDER"), help=N_("where the source profiles are")),
]
Source = Annotated[
    str | None,
    typer.Option(
        "--source", metavar=N_("PROFILE"), help=N_("the profile of what comes with --data -")
    ),
]
Jobs = Annotated[
    str | None,
    typer.Option(
        "--jobs",
        metavar="N",
        help=N_("processes that read large registers (else one a core)"),
    ),
]
Engine = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="local|dask",
        help=N_("who reads large registers: this machine, or the workers of a cluster"),
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar=N_("ADDRESS"),
        help=N_("the Dask scheduler whose workers read, by its address"),
    ),
]
MaxUnpacked = Annotated[
    str | None,
    typer.Option(
        "--max-unpacked",
        metavar=N_("SIZE"),
        help=N_("refuse what unpacks to more, as in 500MB or 4GB (else 2GB)"),
    ),
]
Store = Annotated[
    str | None,
    typer.Option(
        "--store", metavar=N_("FILE"), help=N_("what was read is kept there: read only what is new")
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar=N_("FORMAT"),
        help=N_("terminal, markdown, csv, csv-excel or json (else by the ending of -o)"),
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_("a file: .txt, .md, .csv or .json; - is stdout"),
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="missed|near|missing",
        help=N_("these figures only: missed, near, without data; several with commas"),
    ),
]
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort", metavar=N_("COLUMN"), help=N_("in the order of a column; -COLUMN: greatest first")
    ),
]
Columns = Annotated[
    str | None,
    typer.Option("--columns", metavar="A,B", help=N_("these columns, in this order")),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="missed|near",
        help=N_("exit status 1 when an objective is missed, or missed or near"),
    ),
]
MaxRejects = Annotated[
    str | None,
    typer.Option(
        "--max-rejects",
        metavar="N|P%",
        help=N_("exit status 5 beyond so many rejected rows, as in 5 or 2% (none: no limit)"),
    ),
]
Rejects = Annotated[
    str | None,
    typer.Option("--rejects", metavar=N_("FOLDER"), help=N_("every rejected row, in its own form")),
]
Quiet = Annotated[bool, typer.Option("--quiet", help=N_("nothing on stderr but errors"))]
NoProgress = Annotated[bool, typer.Option("--no-progress", help=N_("no progress bar"))]
NoPager = Annotated[
    bool, typer.Option("--no-pager", help=N_("long results straight to the terminal"))
]
