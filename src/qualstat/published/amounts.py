"""Amounts: numbers, objectives and marks as reports print them.

Takes texts; gives values, or None where a text is none. Conventions owned here: a comma or a
point is the decimal mark, spaces group thousands; a sign or words before an objective tell its
sense; a dash or « nd » says that nothing is there.
"""

import re
from fractions import Fraction

from qualstat.published.values import Amount, Mark, Promise, Unit
from qualstat.referentiel.objectives import Sense
from qualstat.spelling import fold

BLANKS = {"", "nd", "n/d", "na", "n/a"}
ABSENCES = {
    "aucun_cas", "non_transmis", "non_suivi", "sans_objet",
    "no_case", "no_data", "missing", "not_monitored", "not_applicable",
}  # fmt: skip
DASHES = {"-", "–", "—"}
UNITS: dict[str, Unit] = {
    "": "", "%": "%", "percent": "%", "pt": "%", "pts": "%", "point": "%", "points": "%",
    "j": "d", "jour": "d", "jours": "d", "jours_ouvres": "d", "d": "d", "day": "d", "days": "d",
    "count": "",
}  # fmt: skip
SENSES: dict[str, Sense] = {
    ">=": "at_least", "≥": "at_least", "au_moins": "at_least", "at_least": "at_least",
    "<=": "at_most", "≤": "at_most", "au_plus": "at_most", "at_most": "at_most",
    "<": "less_than", "moins_de": "less_than", "less_than": "less_than",
    ">": "more_than", "plus_de": "more_than", "more_than": "more_than",
}  # fmt: skip
MARKS: dict[str, Mark] = {
    **dict.fromkeys(("met", "oui", "yes", "atteint", "atteinte", ":)"), "met"),
    **dict.fromkeys(("near", "proche", ":|"), "near"),
    **dict.fromkeys(("missed", "non", "no", "manque", "non_atteint", ":("), "missed"),
}  # fmt: skip
FACES: dict[str, Mark] = {
    **dict.fromkeys("🙂😊😀😃😄☺", "met"), **dict.fromkeys("😐😶", "near"),
    **dict.fromkeys("🙁😞😟😢☹", "missed"),
}  # fmt: skip
NUMBER = r"(?P<sign>[-+−]?)\s?(?P<whole>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]{1,12})"
FORM = re.compile(NUMBER + r"(?:[.,](?P<part>[0-9]{1,9}))?\s*(?P<unit>[^0-9\s(].*)?")
WITHIN = re.compile(r"(?P<number>.*?)\s*\((?P<said>[^()]*)\)")
BEFORE = re.compile(r"(?P<sense>[<>≤≥]=?|[^\W\d]+\s+[^\W\d]+)?\s*(?P<rest>[0-9].*)")


def blank(text: str) -> bool:
    """Whether a cell says that nothing is there."""
    return text.strip() in DASHES or fold(text) in BLANKS or stated(text)


def stated(text: str) -> bool:
    """Whether a cell names the reason why nothing is there, as the scorecard does (A1).

    >>> stated("non transmis"), stated("-")
    (True, False)
    """
    return fold(text.replace("\u00a0", " ")) in ABSENCES


def amount(text: str, unit: str = "") -> Amount | None:
    """Return a number with its unit; `unit` stands in its own column, for one without.

    >>> amount("20 769").number, amount("12,83 %").decimals, amount("3 j").unit, amount("x")
    (Fraction(20769, 1), 2, 'd', None)
    """
    form = FORM.fullmatch(text.strip())
    if form is None:
        return None
    named = UNITS.get(fold(form["unit"] or unit))
    if named is None:
        return None
    part = form["part"] or ""
    digits = re.sub("[^0-9]", "", form["whole"]) + part
    number = Fraction(int(digits), 10 ** len(part))
    negative = form["sign"] in {"-", "−"}
    return Amount(-number if negative else number, named, len(part), text.strip())


def promise(text: str) -> Promise | None:
    """Return an objective.

    >>> promise("< 4j").sense, promise("95%").sense, promise("au moins 95 %").sense
    ('less_than', None, 'at_least')
    """
    form = BEFORE.fullmatch(text.strip())
    held = amount(form["rest"]) if form else None
    if form is None or held is None:
        return None
    sense = SENSES.get(fold(" ".join(form["sense"].split()))) if form["sense"] else None
    if form["sense"] and sense is None:
        return None
    return Promise(held.number, held.unit, sense, text.strip())


def mark(text: str) -> Mark | None:
    """Return what a word or a face says of an objective."""
    plain = text.replace("\ufe0f", "").strip()
    return FACES.get(plain) or MARKS.get(fold(plain))


def apart(text: str) -> tuple[str, str]:
    """Return a text without the face in it, and that face.

    >>> apart("94,00% 😊")
    ('94,00%', '😊')
    """
    plain = text.replace("\ufe0f", "")
    found = next((one for one in FACES if one in plain), "")
    return plain.replace(found, "").strip() if found else text.strip(), found


def aside(text: str) -> str:
    """Return what stands in brackets behind a number; empty where nothing does.

    >>> aside("2511 (avril-déc)")
    'avril-déc'
    """
    form = WITHIN.fullmatch(text.strip())
    return form["said"] if form and amount(form["number"]) else ""


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Return a value rounded half up to some decimals."""
    units = abs(value) * 10**decimals
    whole = (2 * units.numerator + units.denominator) // (2 * units.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


def agree(one: Amount, other: Amount) -> bool:
    """Whether two numbers may be the same one, printed with other decimals."""
    decimals = min(one.decimals, other.decimals)
    return rounded(one.number, decimals) == rounded(other.number, decimals)
