"""Words: what the codes of registers are called when records of theirs are spoken of.

Takes nothing; gives a text a code, marked for the catalogue. Convention owned here: a word names
the records that hold the code, several of them.
"""

from qualstat.findings import N_, Message, message

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
}


def records(code: str) -> Message:
    """Return what the records of a code are called."""
    return message(RECORDS[code])
