"""`qualstat store verify`: a store checked, and a sample of its files counted again.

Takes options; prints what was found. Conventions owned here: a sample has ten files unless more
are asked for; the sample is the same until the store knows other files, or another seed is given.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualstat.cli import asked, configuration, options, progress, report, streams
from qualstat.cli import status as statuses
from qualstat.cli.store import named
from qualstat.cli.usage import mistake
from qualstat.findings import N_, message
from qualstat.render.language import plural, translate

if TYPE_CHECKING:  # it loads the whole house, which `--help` can do without
    from qualstat.engines.recounting import Recount

MOST = 10  # files
NOT_COMPARED: dict[str, str] = {
    "changed": N_("Not compared, for they have changed since ({n}): {names}"),
    "gone": N_("Not compared, for they are gone ({n}): {names}"),
    "otherwise": N_("Not compared, for the sites, their profile or the program changed ({n}):"
                    " {names}"),
}  # fmt: skip
Sample = Annotated[
    str | None,
    typer.Option("--sample", metavar="N", help=N_("how many files to count again (else 10)")),
]
Every = Annotated[bool, typer.Option("--all", help=N_("every file that the store knows"))]
Seed = Annotated[
    str | None,
    typer.Option(
        "--seed",
        metavar=N_("TEXT"),
        help=N_("what draws the sample: the same text, the same files (else what the store"
                " knows)"),
    ),
]  # fmt: skip


def verify(  # noqa: PLR0913, PLR0917  # one parameter an option: typer's way
    sample: Sample = None,
    every: Every = False,
    seed: Seed = None,
    store: named.Store = None,
    data: options.Data = None,
    referentiel: options.Declared = None,
    sources: options.Profiles = None,
    max_unpacked: options.MaxUnpacked = None,
    quiet: options.Quiet = False,
    no_progress: options.NoProgress = False,
) -> int:
    """Check a store; return the exit status."""
    configured = configuration.read(Path())
    path, most = named.store(store, configured), asked.count("--sample", sample)
    if every and most:
        found = message(N_("--sample, and --all"))
        raise mistake("--all", found, message(N_("one of the two")))
    held = named.read(
        data=data, referentiel=referentiel, sources=sources, unpacked=max_unpacked,
        configured=configured,
    )  # fmt: skip
    from qualstat import pipeline
    from qualstat.engines.recounting import Draw

    drawn = Draw(None if every else most or MOST, seed)
    with progress.shown(wanted=not (quiet or no_progress)) as move:
        found_ = pipeline.recount(held.request(held.data), path, drawn, progress=move)
    report.findings(found_.findings)
    if not quiet:
        streams.say("\n".join(_said(found_)))
    return statuses.of(found_.findings)


def _said(found: "Recount") -> list[str]:
    """Return what became of the files, sort by sort."""
    same, differ = found.named("same"), found.named("differs")
    counted = len(same) + len(differ)
    said = [
        plural("{n} file of {known} counted again, {same} with the same tallies.",
               "{n} files of {known} counted again, {same} with the same tallies.", counted,
               known=found.known, same=len(same)),
    ]  # fmt: skip
    for state, text in NOT_COMPARED.items():
        names = found.named(state)
        if names:
            said.append(translate(text, n=len(names), names=names))
    if counted and not found.digests:
        said.append(translate("The key is not there: references were not compared."))
    if found.damage:
        said.append(translate("The store is damaged: no file was counted again."))
    return said
