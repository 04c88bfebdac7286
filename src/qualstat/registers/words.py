"""Words: what the codes of registers are called when records of theirs are spoken of.

Takes nothing; gives a text a code, marked for the catalogue. Conventions owned here: a word names
the records that hold the code, several of them; a label, which is free, is quoted.
"""

from qualstat.findings import N_, Message, cut, message

RECORDS = {
    "standard": N_("switchboard"),
    "svi": N_("voice server"),
    "repondu": N_("answered"),
    "perdu": N_("lost"),
    "ferme": N_("out of hours"),
    "dissuade": N_("diverted"),
    "courrier": N_("letters"),
    "courriel": N_("e-mails"),
    "usager": N_("users"),
    "collectivite": N_("local authorities"),
    "demande": N_("requests"),
    "reclamation": N_("complaints"),
    "suggestion": N_("suggestions"),
    "point_numerique": N_("digital point"),
    "information": N_("information"),
    "aboutie": N_("completed"),
    "non_aboutie": N_("not completed"),
    "tres_satisfait": N_("very satisfied"),
    "satisfait": N_("satisfied"),
    "peu_satisfait": N_("hardly satisfied"),
    "pas_satisfait": N_("not satisfied"),
    "accueil": N_("front desk"),
    "telephone": N_("telephone"),
    "internet": N_("web site"),
    "reseaux_sociaux": N_("social networks"),
    "collectivites": N_("relations with local authorities"),
    "ensemble": N_("service as a whole"),
    "autre": N_("other"),
    **{str(one): str(one) for one in range(11)},
}
FRENCH = {  # as the labels of the référentiel, which are French, name them
    "repondu": "répondus",
    "perdu": "perdus",
    "ferme": "hors horaires",
    "dissuade": "dissuadés",
    "standard": "standard",
    "svi": "SVI",
    "courrier": "courriers",
    "courriel": "courriels",
    "usager": "usagers",
    "collectivite": "collectivités",
    "demande": "demandes",
    "reclamation": "réclamations",
    "suggestion": "suggestions",
    "point_numerique": "point numérique",
    "information": "information",
    "aboutie": "abouties",
    "non_aboutie": "non abouties",
    "tres_satisfait": "très satisfaits",
    "satisfait": "satisfaits",
    "peu_satisfait": "peu satisfaits",
    "pas_satisfait": "pas satisfaits",
    "telephone": "téléphone",
    "reseaux_sociaux": "réseaux sociaux",
    "collectivites": "collectivités",
    "": "non renseigné",
}


def records(code: str) -> Message:
    """Return what the records of a code are called; of a survey's question, its own words."""
    return message(RECORDS[code]) if code in RECORDS else message(N_("“{label}”"), label=cut(code))


def spoken(code: str) -> str:
    """Return a code in the words of a French label; of no code, that of a blank."""
    return FRENCH.get(code, code.replace("_", " "))
