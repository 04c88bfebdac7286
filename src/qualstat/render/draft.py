"""Drafts as text: a first profile in YAML, its comments in the language spoken.

Takes a draft; gives text. Convention owned here: a comment stands above the line it is about, at
the indent of that line, on as many lines as it needs.
"""

import re
import textwrap

from qualstat.drafts.lines import Draft, Line
from qualstat.render.language import translate

WIDTH = 100
NAME = re.compile(r'"(?:[^"\\]|\\.)*"')  # as `quoted` writes it: it stays on one line
HELD = "\x00"  # a blank at which no line is cut


def render_draft(draft: Draft) -> str:
    """Return a draft as a YAML file."""
    return "".join(f"{line}\n" for one in draft.lines for line in _written(one))


def _written(line: Line) -> list[str]:
    if line.comment is None:
        return [line.yaml]
    indent = line.yaml[: len(line.yaml) - len(line.yaml.lstrip(" "))]
    said = NAME.sub(lambda name: name[0].replace(" ", HELD), translate(line.comment))
    cut = textwrap.wrap(
        said, WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    comment = [one.replace(HELD, " ") for one in cut]
    return [*comment, line.yaml] if line.yaml.strip() else comment
