"""Columns: what the header of a file of published figures may call them.

Takes names as they stand; gives places. Convention owned here: French and English names, case,
accents and hyphens forgiven; a column that is none of these is a note to people, and left alone.
"""

from collections.abc import Sequence

from qualstat.exports.layout import Wanted, folded
from qualstat.findings import N_, Finding, meant, message
from qualstat.spelling import nearest

NAMES = {
    "site": "site structure",
    "indicator": "indicateur indicator",
    "period": "periode period annee year mois month",
    "value": "valeur value resultat resultats result",
    "numerator": "numerateur numerator",
    "denominator": "denominateur denominator base",
    "unit": "unite unit",
    "objective": "objectif objectifs objective target cible",
    "verdict": "verdict atteinte atteint mark",
    "previous": "n_1 resultats_n_1 resultat_n_1 precedent previous",
    "previous_verdict": "atteinte_n_1 atteinte_objectif_n_1 verdict_n_1 previous_verdict",
    "change": "evolution change",
    "heading": "rubrique heading",
    "engagement": "engagement",
}
REQUIRED = ("site", "indicator", "period", "value")
KNOWN = {name: frozenset(words.split()) for name, words in NAMES.items()}
WANTED = Wanted(
    tuple(KNOWN[name] for name in REQUIRED),
    tuple(words for name, words in KNOWN.items() if name not in REQUIRED),
)


def places(header: Sequence[str], file: str, line: int) -> tuple[dict[str, int], list[Finding]]:
    """Return where each known column stands, and what is wrong with the header."""
    found: dict[str, int] = {}
    findings = []
    for place, text in enumerate(header):
        name = next((one for one, words in KNOWN.items() if folded(text) in words), None)
        if name in found:
            findings.append(_repeated(text, header[found[name]], file, line))
        elif name is not None:
            found[name] = place
    missing = [name for name in REQUIRED if name not in found]
    return found, [*findings, *(_missing(name, header, file, line) for name in missing)]


def _repeated(text: str, first: str, file: str, line: int) -> Finding:
    return Finding(
        rule="repeated-column", severity="blocking", file=file, line=line, column=text,
        found=message(N_("“{name}” and “{first}” are the same column"), name=text, first=first),
        expected=message(N_("each column once, and a line for each site")),
    )  # fmt: skip


def _missing(name: str, header: Sequence[str], file: str, line: int) -> Finding:
    words = NAMES[name].split()
    near = next((one for word in words if (one := nearest(word, filter(None, header)))), None)
    return Finding(
        rule="missing-column", severity="blocking", file=file, line=line,
        found=message(N_("no column “{name}”"), name=words[0]),
        expected=message(N_("site, indicateur, periode and valeur, in the header")),
        advice=meant(near),
    )  # fmt: skip
