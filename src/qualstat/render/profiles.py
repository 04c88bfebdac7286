"""Profiles as text: the list of source profiles.

Takes the profiles; prints them on a console. Convention owned here: a user's own come first, and
a profile that reads no file by itself says that it is there to be based on.
"""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from qualstat.render import layout, words
from qualstat.render.language import translate
from qualstat.render.layout import HEADING, INDENT, QUIET
from qualstat.render.screen import show
from qualstat.sources.choosing import Sources
from qualstat.sources.profile import Profile


def render_profiles(held: Sources, console: Console) -> None:
    """Print the user's own profiles, then the program's."""
    programs = [held.shipped(name) for name in held.names]
    if held.own:
        show(_lines(translate("Your profiles"), held.own, console.width), console)
    show(_lines(translate("Profiles of the program"), programs, console.width), console)


def _lines(title: str, profiles: Sequence[Profile], width: int) -> Iterator[Text]:
    yield Text(title, style=HEADING)
    room = layout.entry_room((one.id for one in profiles), width - INDENT)
    for one in profiles:
        said = [Text(f"{one.label} · {words.register(one.register.name)}"), _files(one)]
        lines = [line for part in said for line in layout.wrap(part, room)]
        for line in layout.entry(one.id, lines, width - INDENT, room):
            line.pad_left(INDENT)
            yield line
    yield Text()


def _files(profile: Profile) -> Text:
    if not profile.files:
        return Text(translate("no files of its own: to be based on"), style=QUIET)
    return Text(", ".join(profile.files), style=QUIET)
