"""The fixtures that several files of tests share."""

from cli_runs import fake, run

__all__ = ["fake", "run"]
