"""What became of published figures, in a line or two.

Takes what an import or a removal did; gives text. Convention owned here: nothing is said of
figures of which there are none.
"""

from collections.abc import Sequence

from qualstat.pipeline.history import Imported
from qualstat.published import Published
from qualstat.render import words
from qualstat.render.language import plural, translate


def told(found: Imported, *, check: bool) -> list[str]:
    """Return what became of the figures of a file."""
    rejected = plural("{n} line left out", "{n} lines left out", found.rejected)
    more = [rejected] if found.rejected else []
    if found.kept is None:
        text = plural("{n} figure read", "{n} figures read", found.figures)
        nothing = (
            translate("Only checked: nothing is kept.")
            if check
            else translate("Nothing is imported: correct the errors first.")
        )
        return [words.listed([text, *more]) + ".", nothing]
    kept = found.kept
    said = [plural("{n} figure imported", "{n} figures imported", kept.new)]
    said += [plural("{n} replaced", "{n} replaced", kept.replaced)] if kept.replaced else []
    said += [plural("{n} already there", "{n} already there", kept.same)] if kept.same else []
    return [words.listed([*said, *more]) + "."]


def removed(gone: Sequence[Published]) -> str:
    """Return how many figures were removed."""
    return plural("{n} figure removed.", "{n} figures removed.", len(gone))
