"""The pages on source profiles: their examples, and what is counted of an export."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from qualstat.engines.local import count_files
from qualstat.engines.merging import Counted
from qualstat.reading.files import find
from qualstat.referentiel.loader import load
from qualstat.registers.values import BLANK, codes
from qualstat.sources.loader import load as load_sources
from qualstat.tallies.cells import SERVICE, WAIT
from qualstat.tallies.merge import RegisterCount
from registers_by_hand import REFERENTIEL, ROOT

PAGES = ROOT / "docs" / "sources"
MANUAL = PAGES / "LISEZ-MOI.md"
BLOCK = re.compile(
    r"^```(?P<kind>[a-z]*) ?(?P<name>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Block:
    """A block of a page: a profile, or a file of the data folder; and the name of its file."""

    kind: str
    name: str
    text: str

    def write(self, folder: Path) -> None:
        """Write the file into a folder."""
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text, encoding="utf-8")


def blocks(page: Path) -> list[Block]:
    """Return the blocks of a page that are files; the first line of a profile names it."""
    found = [Block(**one.groupdict()) for one in BLOCK.finditer(page.read_text("utf-8"))]
    return [
        Block("yaml", one.text.partition("\n")[0].removeprefix("# "), one.text)
        if one.kind == "yaml"
        else one
        for one in found
        if one.kind
    ]


def counted(data: Path, sources: Path | None) -> Counted:
    """Return the counts of a folder, read by the profiles of another."""
    referentiel, _ = load(REFERENTIEL)
    files, _ = find(data, load_sources(sources)[0])
    return count_files(files, referentiel.known_sites)


def codes_of(held: RegisterCount) -> dict[str, int]:
    """Return how many records have which codes; `-` is a blank one."""
    found: Counter[str] = Counter()
    keys = held.tally.keys
    for cell, n in enumerate(held.tally.n.tolist()):
        words = []
        for name in held.register.categories:
            number = int(keys[name][cell])
            words.append(codes(held.register, name)[number - 1] if number else "-")
        found[" ".join(words)] += n
    return dict(found)


def waits(held: RegisterCount) -> list[int | None]:
    """Return the seconds that lost calls waited, sorted; None where nobody measured them."""
    lost = codes(held.register, "issue").index("perdu") + 1
    keys, found = held.tally.keys, []
    for cell, n in enumerate(held.tally.n.tolist()):
        if keys["issue"][cell] == lost:
            found += [int(keys[WAIT][cell])] * n
    return [None if one == BLANK else one for one in sorted(found)]


def cells(held: RegisterCount) -> dict[tuple[int | str, ...], int]:
    """Return the cells of a tally, services by their label."""
    keys = held.tally.keys
    found: Counter[tuple[int | str, ...]] = Counter()
    for cell, n in enumerate(held.tally.n.tolist()):
        key = tuple(
            held.tally.services[int(column[cell])] if name == SERVICE else int(column[cell])
            for name, column in keys.items()
        )
        found[key] += n
    return dict(found)
