"""Naming: what a profile calls the columns of a table.

Takes the looks of a table; gives names as YAML. Convention owned here: a column without a name,
or whose name another one has too, is named by its position.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from qualstat.drafts.lines import quoted
from qualstat.drafts.looks import Look
from qualstat.exports.layout import folded
from qualstat.sources.needs import position


class Naming(Struct, frozen=True):
    """The columns of a table, by how often each name, as it is compared, stands there."""

    counts: Mapping[str, int]

    def text(self, look: Look) -> str:
        """Return what a profile calls a column."""
        alone = look.name.strip() and self.counts[folded(look.name)] == 1
        return look.name if alone else position(look.position)

    def yaml(self, look: Look) -> str:
        """Return what a profile calls a column, as YAML."""
        return quoted(self.text(look))


def naming(looks: Sequence[Look]) -> Naming:
    """Return what a profile calls the columns of a table."""
    return Naming(Counter(folded(one.name) for one in looks))
