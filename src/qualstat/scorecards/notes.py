"""Notes: the codes of what shaped a figure, beyond its terms.

Takes the notes of its terms, and what was asked for and is known; gives all of them. Convention
owned here: their order, those of the terms first.
"""

from functools import cache


@cache  # the same dozen for figures by the ten thousand
def notes(  # noqa: PLR0913  # all that a note may say
    terms: tuple[str, ...],
    *,
    crossed: bool | None,
    partial: bool,
    lacking: bool,
    restricted: bool,
    printed: bool,
    uneven: bool,
    replayed: bool,
    sample: bool,
) -> tuple[str, ...]:
    """Return the notes of a figure: those of its terms, and what was asked for and is known.

    `crossed`: whether the figure of another edition is comparable, where there is one; `lacking`:
    a source does not give what is needed; `restricted`: the change is measured on fewer months or
    sites than the figure, unless `printed`: the earlier period is known as published; `uneven`: the
    sites do not cover the same months.
    """
    said = {
        "edition-recounted": crossed is True,
        "edition-break": crossed is False,
        "partial": partial,
        "source-lacks": lacking,
        "perimeter": restricted and not printed,
        "previous-published": printed,
        "uneven-coverage": uneven,
        "as-of-replay": replayed,
        "made-up-example": sample,
    }
    return (*terms, *(note for note, holds in said.items() if holds))
