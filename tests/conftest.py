"""The fixtures that several files of tests share."""

import gc

from cli_runs import fake, run

__all__ = ["fake", "run"]

# As the program itself does (`cli.main.entry`): a third of the time of the tests, else.
gc.set_threshold(400_000)
