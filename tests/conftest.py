"""The fixtures that several files of tests share."""

import gc

from hypothesis import settings

from cli_runs import fake, run

__all__ = ["fake", "run"]

# As the program itself does (`cli.main.entry`): a third of the time of the tests, else.
gc.set_threshold(400_000)

# No test is timed: on a busy machine any example may take half a second.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
