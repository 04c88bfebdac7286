"""`qualstat store`: what a store holds, forgets, gives and takes back.

Takes options; hands them to the command named. Convention owned here: every command is about a
store that is there, but for `import`, which makes one.
"""

import typer

from qualstat.cli.commands import Command, Group
from qualstat.cli.store.copies import EXPORTED, export, import_
from qualstat.cli.store.forget import forget
from qualstat.cli.store.status import MADE, status
from qualstat.cli.store.verify import verify
from qualstat.findings import N_

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
EXAMPLE = f"{MADE}\nqualstat store status --store base.store"


@app.callback(
    help=N_("Look after a store: what was read, kept from one run to the next."), epilog=EXAMPLE
)
def store() -> None:
    """Do nothing by itself."""


app.command(
    name="status",
    cls=Command,
    help=N_("Say what a store holds: when each source last delivered, what is missing since when,"
            " and which files are new, changed or gone."),
    short_help=N_("when each source last delivered"),
    epilog=EXAMPLE,
)(status)  # fmt: skip
app.command(
    name="forget",
    cls=Command,
    help=N_("Take the tallies of files that are gone out of a store."),
    short_help=N_("take out files that are gone"),
    epilog=f"{MADE}\nqualstat store forget --vanished --store base.store",
)(forget)
app.command(
    name="verify",
    cls=Command,
    help=N_("Check a store, and count a sample of its files again: exit status 4 when one gives"
            " other tallies from the same bytes."),
    short_help=N_("count a sample of its files again"),
    epilog=f"{MADE}\nqualstat store verify --sample 5 --store base.store",
)(verify)  # fmt: skip
app.command(
    name="export",
    cls=Command,
    help=N_("Write a store as plain CSV files, to keep or to read elsewhere."),
    short_help=N_("the whole store as CSV files"),
    epilog=f"{MADE}\n{EXPORTED}",
)(export)
app.command(
    name="import",
    cls=Command,
    help=N_("Make a store from the CSV files of an export: no register is read again."),
    short_help=N_("a store from the CSV files of an export"),
    epilog=f"{MADE}\n{EXPORTED}\nqualstat store import base-csv --store copie.store",
)(import_)
