"""The console: colours, widths and characters that each stream can take."""

import io

import pytest

from qualstat.render import screen, terminal
from qualstat.render.nearest import HANDLER, nearest
from render_screens import Stream, terminal_beside
from scorecard_example import scorecard


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True),  # set but empty means nothing
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_of_a_terminal(environ: dict[str, str], colours: bool) -> None:
    """A terminal has colours unless NO_COLOR or a dumb terminal says otherwise."""
    stream = Stream(terminal=True)
    terminal.render(scorecard("istres"), screen.console(stream, environ=environ))
    assert ("\x1b[" in stream.getvalue()) == colours


def test_a_pipe_has_no_colours() -> None:
    """A pipe gets words alone, 100 columns wide."""
    console = screen.console(Stream(), environ={"TERM": "xterm-256color"})
    console.print("x", style="bold red")
    assert console.width == 100
    assert console.file.getvalue() == "x\n"


@pytest.mark.parametrize(
    ("asked", "width"),
    [("80", 80), ("250", 250), ("10", 40), ("wide", 100), ("0", 100), ("²", 100)],
)
def test_width(asked: str, width: int) -> None:
    """COLUMNS gives the width, down to the narrowest a scorecard can take."""
    assert screen.console(Stream(), environ={"COLUMNS": asked}).width == width


def test_a_pipe_on_a_terminal_is_as_wide() -> None:
    """A pipe is as wide as the first terminal beside it, which `less` or `cat` writes to."""
    with terminal_beside(83) as beside:
        others = (None, Stream(), beside)
        assert screen.console(Stream(), environ={}, others=others).width == 83
        asked = screen.console(Stream(), environ={"COLUMNS": "90"}, others=others)
        assert asked.width == 90
        assert screen.console(Stream(), environ={}, others=others[:2]).width == 100


def test_symbols() -> None:
    """Faces and bars need an encoding that has them."""
    assert screen.writes_symbols("utf-8")
    assert screen.writes_symbols(None)
    assert not screen.writes_symbols("cp1252")
    assert not screen.writes_symbols("ascii")
    assert not screen.writes_symbols("no-such-encoding")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "iso-8859-15"])
def test_nothing_fails_to_be_written(encoding: str) -> None:
    """A real stream of a poor encoding gets every line, without a question mark."""
    held = io.BytesIO()
    stream = io.TextIOWrapper(held, encoding=encoding)
    terminal.render(scorecard(), screen.console(stream, environ={"COLUMNS": "160"}))
    stream.flush()
    said = held.getvalue().decode(encoding)
    assert "?" not in said
    assert ":( 12.83% missed" in said
    assert max(len(line) for line in said.splitlines()) <= 160


def test_nearest() -> None:
    """A letter keeps its base letter, a sign its plainest form."""
    assert (
        nearest("« réponse », 20\u202f769 − 5 % → œuvre…") == '" reponse ", 20 769 - 5 % > oeuvre.'
    )
    assert "20\u202f769 €".encode("cp1252", HANDLER) == b"20 769 \x80"
    assert "日".encode("ascii", HANDLER) == b"?"
