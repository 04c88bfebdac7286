"""Draw the picture of the README: the scorecard of Istres for 2018, as the program prints it.

Takes the référentiel and the samples; gives `docs/tableau-de-bord-istres-2018.svg`. Run
`python tools/picture.py` after a change of what the screen shows, and look at the picture;
`--check` writes nothing and fails when it is stale. Convention owned here: the same scorecard
gives the same bytes, names no other host, and looks alike whatever fonts its reader has.
"""

import io
import re
import sys
from contextlib import chdir
from pathlib import Path

from rich.style import Style
from rich.terminal_theme import TerminalTheme

from qualstat.periods import year_period
from qualstat.pipeline import Request, compute
from qualstat.render import screen, terminal
from qualstat.render.language import set_language
from qualstat.render.words import FACES
from qualstat.scorecards import Scorecard

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "tableau-de-bord-istres-2018.svg"
SITE, YEAR = "istres", 2018
COMMAND = f"qualstat compute --site {SITE} --year {YEAR}"
ABOUT = "Tableau de bord de la sous-préfecture d'Istres, année 2018, exemple fictif"
SCREEN = {"COLUMNS": "140", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
MARGIN = 2  # blanks on either side
ASPECT = 0.602  # of the fonts named below: the width of a cell by the height of its text

GROUND, INK = (27, 31, 38), (214, 219, 226)
GREEN, YELLOW, RED = (99, 205, 128), (232, 190, 84), (255, 123, 114)
BLUE, MAGENTA, CYAN = (121, 177, 255), (205, 160, 255), (118, 212, 214)
THEME = TerminalTheme(GROUND, INK, [GROUND, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, INK])

# rich gives a face the room of one letter, and squeezes what stands beside it: faces are pieces
# of their own, and drawn, not written. So are the gaps of columns, which stand in any font.
APART = "|".join([*FACES.values(), " {2,}"])
WRITTEN = re.compile(r'<text class="[^"]*" x="([^"]*)" y="([^"]*)"[^>]*>(.)</text>')
MOUTHS = {"met": "M8-4q4 5 8 0", "near": "M8-2.5h8", "missed": "M8-1.5q4-5 8 0"}
COLOURS = {"met": GREEN, "near": YELLOW, "missed": RED}

FORMAT = """\
<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}">
<title>ABOUT</title>
<style>
.q-matrix, .q-title {{
  font-family: "DejaVu Sans Mono", Menlo, "Liberation Mono", ui-monospace, Consolas, monospace;
  font-size: {char_height}px;
}}
.q-face {{ stroke: GROUND; stroke-width: 1.7; stroke-linecap: round; fill: none; }}
{styles}
</style>
<defs>
{lines}
FACES
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="q-matrix" xml:space="preserve">
{matrix}
</g>
</g>
</svg>
"""


class _Screen(io.StringIO):
    """A stream that passes for a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Whether it is a terminal: colours are wanted."""
        return True


def scorecard() -> Scorecard:
    """Return the scorecard drawn."""
    with chdir(ROOT):  # it names the folder of the registers as a reader would type it
        return compute(
            Request(Path("referentiel"), Path("samples"), (SITE,), period=year_period(YEAR))
        )


def picture() -> bytes:
    """Return the picture."""
    set_language("fr")
    drawn_on = screen.console(_Screen(), environ=SCREEN)
    lines = list(terminal.lines(scorecard(), drawn_on))
    drawn_on.width += 2 * MARGIN
    drawn_on.record = True
    drawn_on.print()
    for line in lines:
        line.pad_left(MARGIN)
        line.highlight_regex(APART, Style(meta={"apart": True}))
        drawn_on.print(line, soft_wrap=True)
    drawn_on.print()
    drawn = drawn_on.export_svg(
        title=f"$ {COMMAND}", theme=THEME, code_format=_format(), font_aspect_ratio=ASPECT,
        unique_id="q",
    )  # fmt: skip
    whole = WRITTEN.sub(_face, drawn)
    return ("\n".join(line.rstrip() for line in whole.splitlines()) + "\n").encode()


def _format() -> str:
    faces = "\n".join(
        f'<g id="q-{verdict}"><circle cx="12" cy="-6.5" r="9" fill="{_colour(COLOURS[verdict])}"/>'
        f'<path class="q-face" d="M9-9.5v1M15-9.5v1{mouth}"/></g>'
        for verdict, mouth in MOUTHS.items()
    )
    named = {"ABOUT": ABOUT, "GROUND": _colour(GROUND), "FACES": faces}
    return re.sub("|".join(named), lambda one: named[one[0]], FORMAT)


def _colour(parts: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*parts)


def _face(written: re.Match[str]) -> str:
    """Return the drawing of a face, at the place where rich wrote it; other pieces as they are."""
    x, y, letter = written.groups()
    verdict = next((name for name, face in FACES.items() if face == letter), None)
    return f'<use href="#q-{verdict}" x="{x}" y="{y}"/>' if verdict else written[0]


def main(arguments: list[str]) -> int:
    """Draw the picture, or only compare it; return the exit status."""
    fresh = picture()
    if "--check" not in arguments:
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_bytes(fresh)
    stale = not PICTURE.exists() or PICTURE.read_bytes() != fresh
    print(f"{PICTURE.name} is {'stale: run make picture' if stale else 'up to date'}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
