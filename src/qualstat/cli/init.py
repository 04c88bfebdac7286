"""`qualstat init`: a working folder with a référentiel, a configuration and a sample.

Takes the name of a folder; makes it, and says what to type next. Convention owned here: nothing
that exists is touched: the folder is new or empty, and what fails half-way leaves no trace.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from qualstat.cli import configuration, options, places, status, streams, writing
from qualstat.cli.commands import Command
from qualstat.cli.usage import mistake
from qualstat.findings import N_, message
from qualstat.render.language import translate

app = typer.Typer(add_completion=False, rich_markup_mode=None)
SAMPLE = "exemples"  # the template of the configuration names it
TEMPLATE = Path(__file__).with_name("qualstat.yaml")
MADE_BY_HAND = shutil.ignore_patterns("*.py", "__pycache__", ".*")  # the scripts stay behind
FIRST_LOOK = "qualstat compute --site istres --year 2018"


@app.command(
    cls=Command,
    help=N_("Make a working folder with a référentiel, a configuration and sample registers."),
    epilog="qualstat init demo",
)
def init(
    folder: Annotated[
        str, typer.Argument(metavar=N_("FOLDER"), help=N_("a folder to make, or an empty one"))
    ],
    quiet: options.Quiet = False,
) -> int:
    """Make the folder; return the exit status."""
    place = Path(folder)
    _refuse_what_is_there(place)
    with _made(place):
        _copy(places.shipped(places.REFERENTIEL), place / places.REFERENTIEL)
        _copy(places.shipped(places.SAMPLES), place / SAMPLE)
        shutil.copyfile(TEMPLATE, place / configuration.FILE)
    if not quiet:
        _say_what_next(place)
    return status.DONE


def _refuse_what_is_there(place: Path) -> None:
    try:
        if not place.exists() or (place.is_dir() and not any(place.iterdir())):
            return
    except OSError as error:
        raise writing.refused(place, writing.reason(error)) from None
    found = N_("the folder is not empty") if place.is_dir() else N_("it is a file")
    raise mistake(
        str(place),
        message(found),
        message(N_("a folder to make, or an empty one")),
        message(N_("type another name: nothing that exists is touched")),
    )


def _copy(source: Path, place: Path) -> None:
    # the content alone: the rights of an installed file would not let its new owner edit it
    shutil.copytree(source, place, ignore=MADE_BY_HAND, copy_function=shutil.copyfile)


@contextmanager
def _made(place: Path) -> Iterator[None]:
    """Make a folder; take everything back when filling it fails."""
    new = not place.exists()
    try:
        place.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException as error:
        _take_back(place, whole=new)
        if isinstance(error, OSError):
            raise writing.refused(place, writing.reason(error)) from None
        raise


def _take_back(place: Path, *, whole: bool) -> None:
    if whole:
        shutil.rmtree(place, ignore_errors=True)
        return
    for name in (places.REFERENTIEL, SAMPLE):
        shutil.rmtree(place / name, ignore_errors=True)
    (place / configuration.FILE).unlink(missing_ok=True)


def _say_what_next(place: Path) -> None:
    streams.say(translate("{folder} holds:", folder=str(place)))
    held = (
        (places.REFERENTIEL, N_("what is measured, and the objectives")),
        (SAMPLE, N_("made-up registers")),
        (configuration.FILE, N_("where things are: put your own registers there")),
    )
    for name, about in held:
        streams.say(f"  {name:<15}{translate(about)}")
    streams.say(translate("Type now:"))
    streams.say(f"  cd {quote(str(place))} && {FIRST_LOOK}")
