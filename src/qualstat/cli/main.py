"""The edge: what is typed comes in, an exit status goes out.

Takes the words of a command line; gives the contract's exit status. Convention owned here:
every error is caught once, here, and becomes one message on the error stream; whatever is not
an error of the user's is 70, with a traceback only where QUALSTAT_DEBUG asks for it.
"""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from qualstat.cli import BUG, COMPLETING, DONE, INTERRUPTED, PROGRAM


def entry() -> NoReturn:
    """Run the command line of this process and leave with its status."""
    # Libraries allocate half a million objects that live to the end: looking through them for
    # garbage every 700, as the interpreter does unasked, would cost a tenth of a small run.
    gc.set_threshold(400_000)
    # Nothing here multiplies matrices: the threads that numpy would start for it, and that wait in
    # a loop, take a tenth of a small run's time from those that read.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    status = main()
    from qualstat.cli.streams import settle

    settle()
    # All is written and closed: taking the libraries down object by object, as the interpreter
    # does before it leaves, would cost a fifth of a small run's time.
    os._exit(status)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; return its exit status."""
    try:
        return _run(list(sys.argv[1:] if argv is None else argv))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # help that nobody reads to its end; results see to it themselves
        return DONE
    except Exception as error:  # the edge: nothing may pass it
        return _explained(error)


def _run(arguments: list[str]) -> int:
    # imported here, so that an interruption finds us even while libraries load, and so that
    # the language is set before typer asks for its texts
    if os.environ.get(COMPLETING):
        from qualstat.cli import completing

        return completing.run(arguments, os.environ)
    from qualstat.cli import speech

    rest = speech.speak(arguments, os.environ)
    from qualstat.cli import root

    return root.run(rest)


def _explained(error: Exception) -> int:
    """Say what went wrong; return the status it stands for."""
    try:
        from qualstat.cli import report
        from qualstat.errors import QualstatError

        if isinstance(error, QualstatError):
            report.failure(error)
            return error.status
        report.bug(error, traced=bool(os.environ.get("QUALSTAT_DEBUG")))
    except Exception:  # what says it is broken too: fewer words, and no traceback unasked
        with suppress(Exception):
            sys.stderr.write(f"error: {PROGRAM} failed: {type(error).__name__}\n")
        if os.environ.get("QUALSTAT_DEBUG"):
            raise
    return BUG
