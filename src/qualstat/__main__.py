"""`python -m qualstat` is `qualstat`."""

from qualstat.cli.main import entry

if __name__ == "__main__":
    entry()
