"""Usual names: what exports call the columns of the plain form, and the codes in them.

Takes nothing; gives literal tables. Convention owned here: a name is sure, general (it may mean
something else) or doubtful (it is asked about, never taken).
"""

from collections.abc import Mapping
from typing import NamedTuple

from qualstat.drafts.tidying import listed, words_of


class Names(NamedTuple):
    """The usual names of a column: sure, general and doubtful ones, between bars."""

    sure: str
    general: str = ""
    doubtful: str = ""


SITE = Names(
    "site|préfecture|sous-préfecture|arrondissement|site d'accueil|nom du site|code site",
    doubtful="lieu|agence|office|location|branch|implantation|organisation|restaurant id|antenne",
)
REFERENCE = Names(
    "référence|réf|n°|numéro|n° chrono|numéro chrono|chrono|n° d'ordre|numéro d'ordre|identifiant"
    "|id|identifiant GED|n° de dossier|numéro de dossier|reference number|ticket|ticket number"
    "|case id|case enquiry id|rdv id|référence du courrier|n° courrier",
    "dossier|case|code|number",
)
PUBLIC = Names(
    "public|type d'expéditeur|type de demandeur|catégorie d'usager|type d'usager|type de public"
    "|catégorie de demandeur|qualité du demandeur|sender type|customer type",
    "type|profil|qualité|catégorie|expéditeur|demandeur",
)
SERVICE = Names(
    "service|bureau|direction|service traitant|bureau traitant|entité traitante|unité|pôle"
    "|libellé de l'entité traitante|groupe instructeur|department|service instructeur|unit",
    "groupe|queue|case department|case group|team|équipe|entité",
)
NAMES: Mapping[str, Mapping[str, Names]] = {
    "calls": {
        "site": SITE,
        "debut": Names(
            "début|début de l'appel|début appel|date de l'appel|date appel|date d'appel|date heure"
            "|date et heure|date et heure de l'appel|horodatage|call date|start|start time|calldate"
            "|time start|started at|date début|date de début",
            "date|jour|journée|day|time|timestamp|time:timestamp|fecha|date time|arrivée",
        ),
        "ligne": Names("ligne|type de ligne|line|line type", "type|file|queue|numéro appelé"),
        "issue": Names(
            "issue|disposition|résultat|résultat de l'appel|statut de l'appel|état de l'appel"
            "|call outcome|call status|outcome|call result|issue de l'appel"
            "|répondu|décroché|abouti|traité|answered|call answered|perdu|abandonné|manqué|missed"
            "|abandoned|lost|non répondu|unanswered",
            "statut|status|état|state|result|type|réponse",
        ),
        "attente_s": Names(
            "attente|temps d'attente|durée d'attente|délai d'attente|wait|wait time|waiting time"
            "|hold time|queue time|speed of answer|speed of answer in seconds|temps de décroché"
            "|délai de décroché|ring time|attente en secondes|temps de sonnerie",
        ),
        "duree_s": Names(
            "durée|durée de l'appel|durée appel|durée de communication|temps de communication"
            "|call duration|talk time|talk duration|billsec|durée en secondes|avg talk duration"
            "|temps de conversation|durée de conversation",
            "duration|temps|durée totale",
        ),
        "effectif": Names("effectif|nombre|nombre d'appels|nb appels|nb d'appels", "nb|count"),
    },
    "mail": {
        "site": SITE,
        "reference": REFERENCE,
        "canal": Names(
            "canal|support|mode de réception|mode d'arrivée|type d'envoi|voie|channel|medium"
            "|canal de réception|mode de contact|moyen de contact|mode d'envoi|canal d'arrivée",
            "type|type de courrier|catégorie|source|origine|case channel|mode|format",
        ),
        "public": PUBLIC,
        "nature": Names(
            "nature|nature du courrier|nature de la demande|type de demande|request type|case type",
            "type|type de courrier|catégorie|motif|reason|subject|objet",
        ),
        "recu_le": Names(
            "reçu le|date d'arrivée|arrivé le|arrivée|date de réception|réception|date reçu"
            "|date d'entrée|enregistré le|date d'enregistrement|déposé le|date de dépôt|opened"
            "|opened on|opened at|open dt|open date|received|received on|received at|date received"
            "|reception date|receipt date|submitted|date de saisine|date opened|opened dt",
            "créé le|created|created at|date de création|date|jour|start date|case startdate"
            "|date d'ouverture|ouvert le|date de début|début|demandé le|date de demande",
            "date du courrier|date de la demande|time timestamp|timestamp",
        ),
        "repondu_le": Names(
            "répondu le|date de réponse|date de la réponse|réponse le|réponse|date de départ"
            "|date d'envoi de la réponse|parti le|départ|envoyé le|date d'envoi|traité le"
            "|date de traitement|answered|answered on|replied|replied on|response date|reply date"
            "|date answered",
            "",
            "date de clôture|clos le|clôturé le|clôture|closed|closed dt|closed at|closed on"
            "|close date|date closed|end date|case enddate|resolved|resolved at|date de fin|fin",
        ),
        "service": SERVICE,
    },
    "appointments": {
        "site": SITE,
        "reference": REFERENCE,
        "public": PUBLIC,
        "demande_le": Names(
            "demandé le|date de la demande|date de demande|date demande|demande du|requested"
            "|requested on|request date|demande reçue le|date de sollicitation|date requested",
            "reçu le|date de réception|créé le|created at|created|date de création|date|demande",
        ),
        "fixe_le": Names(
            "fixé le|date prise rdv|date de prise de rdv|date de prise de rendez-vous|pris le"
            "|date de fixation|confirmé le|booked|booked on|booking date|scheduled on|date booked"
            "|rendez-vous pris le|rdv pris le|rdv fixé le",
            "",
            "répondu le|date de réponse",
        ),
        "tenu_le": Names(
            "tenu le|date rdv|date du rdv|date du rendez-vous|date de rendez-vous|rendez-vous le"
            "|rdv le|appointment date|held on|meeting date|rendez-vous|rdv|date d'entretien",
            "appointment",
        ),
        "service": SERVICE,
    },
    "visits": {
        "site": SITE,
        "arrivee": Names(
            "arrivée|arrivé le|arrivée le|date d'arrivée|date de visite|date de la visite|visite du"
            "|visit date|date de l'avis|date de soumission|arrival|arrival time|check in",
            "date|jour|journée|day|timestamp|horodateur|horodatage",
        ),
        "motif": Names(
            "motif|motif de la visite|motif de visite|objet de la visite|visit reason|purpose"
            "|reason for visit|motif de venue",
            "type|objet|démarche|service|reason",
        ),
        "teleprocedure": Names(
            "téléprocédure|téléprocédure aboutie|démarche aboutie|procédure aboutie|démarche"
            "|démarche en ligne aboutie|issue de la démarche|procédure",
            "aboutie|completed|résultat",
        ),
        "satisfaction": Names(
            "satisfaction|niveau de satisfaction|satisfaction globale|êtes-vous satisfait"
            "|satisfaction rating|comment s'est passée cette démarche pour vous"
            "|de façon générale comment ça s'est passé|satisfait",
            "note|avis|rating|score|évaluation|appréciation",
        ),
        "effectif": Names(
            "effectif|nombre de visiteurs|nb visiteurs|nombre de visites|nb visites|visitors"
            "|nombre de personnes",
            "nombre|nb|count|total|fréquentation|entrées",
        ),
    },
    "surveys": {
        "site": SITE, "question": Names("question|libellé de la question|question text", "item"),
        "date": Names("date de réponse|date de l'enquête|date de l'avis|survey date", "date|jour"),
        "theme": Names("thème|thème de l'enquête|thématique|theme|topic", "sujet|rubrique"),
        "niveau": Names("niveau|niveau de réponse|note attribuée|level", "note|réponse|score"),
        "effectif": Names("effectif|nombre de réponses|nb réponses|answers", "nombre|nb|count")},
}  # fmt: skip

# The time of day beside a date; what counts calls by what became of them, in totals.
HOURS = listed(
    "heure|heure de l'appel|heure appel|heure d'appel|heure de début|time|call time|hour|hora"
)
TOTALS: Mapping[str, tuple[str, ...]] = {
    "repondu": listed("répondus|répondu|décrochés|aboutis|traités|answered|handled|pris|atendidas"),
    "perdu": listed(
        "perdus|perdu|abandonnés|abandons|non répondus|sans réponse|non aboutis|manqués|abandoned"
        "|missed|lost|unanswered|nr|saturation|blocage|abandonadas"
    ),
    "ferme": listed("hors horaires|fermeture|fermés|closed"),
    "dissuade": listed("dissuadés|dissuasion|deflected|redirigés"),
    "": listed("présentés|reçus|entrants|offered|received|incoming|total|recibidas|entrées|"),
}
FILLERS = frozenset("nb nombre d de des total appels appel calls call llamadas number of".split())
CASES = listed(
    "case|case id|caseid|callid|call id|uniqueid|linkedid|case:concept:name|cas|dossier|id appel"
    "|n° de dossier|numéro de dossier|id dossier|identifiant du dossier"
)
EVENTS = listed(
    "event|évènement|événement|type d'évènement|activity|activité|concept:name|action|étape"
    "|event name|event type|statut|status|disposition|état"
)
EVENT_WORDS = frozenset(
    "enterqueue connect completeagent completecaller abandon ringnoanswer exitwithtimeout exitempty"
    " joinempty".split()
)
TIMES = listed("time|timestamp|time:timestamp|horodatage|date|date heure|date et heure|eventtime")
# What tells a register beside its columns: words of the names of columns and of the file.
TELLING: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "calls": "appel appels call calls telephone standard svi answered decroche queue",
        "mail": "courrier courriers courriel courriels mail mails lettre lettres expediteur",
        "appointments": "rdv rendez appointment appointments booking",
        "visits": "visite visites visiteur visiteurs satisfaction accueil visit visits avis",
        "surveys": "enquete enquetes question questionnaire theme survey surveys",
    }.items()
}

# Words of texts, and their codes; the longest that a text holds wins, and "" is no code.
WORDS: Mapping[str, Mapping[str, str]] = {
    "canal": {
        "courrier": "courrier|courriers|lettre|postal|postale|poste|papier|letter|post|paper|pli"
                    "|recommandé|lrar|mail postal",
        "courriel": "courriel|courriels|mail|email|e mail|mails|mél|électronique|formulaire"
                    "|internet|web|en ligne|online|portail",
    },
    "public": {
        "usager": "usager|usagers|particulier|particuliers|citoyen|administré|individual|citizen",
        "collectivite": "collectivité|collectivités|commune|mairie|maire|epci|élu|municipality"
                        "|conseil départemental|conseil régional|département",
    },
    "nature": {
        "demande": "demande|demandes|question|request|renseignement|enquiry|inquiry",
        "reclamation": "réclamation|réclamations|plainte|complaint|complaints",
        "suggestion": "suggestion|suggestions|remarque",
    },
    "ligne": {"standard": "standard|operator|switchboard", "svi": "svi|serveur vocal|ivr"},
    "issue": {
        "repondu": "répondu|répondue|décroché|abouti|traité|answered|connect|connected|answer"
                   "|completeagent|completecaller|pris en charge",
        "perdu": "perdu|perdue|abandonné|abandon|non répondu|non répondue|sans réponse|non abouti"
                 "|manqué|no answer|missed|missed call|unanswered|not answered|lost|busy|occupé"
                 "|failed|échec|congestion|exitwithtimeout|exitempty|abandoned|non décroché",
        "ferme": "fermé|fermeture|hors horaires|closed|out of hours",
        "dissuade": "dissuadé|dissuasion|deflected|exitwithkey",
    },
    "motif": {
        "point_numerique": "point numérique|accompagnement numérique|numérique|digital",
        "information": "information|informations|renseignement|renseignements|info",
    },
    "teleprocedure": {
        "aboutie": "aboutie|abouti|réussie|terminée|completed|success|finalisée",
        "non_aboutie": "non aboutie|non abouti|échec|inachevée|abandonnée|failed|not completed",
    },
    "satisfaction": {
        "tres_satisfait": "très satisfait|très satisfaite|very satisfied|tout à fait satisfait",
        "satisfait": "satisfait|satisfaite|plutôt satisfait|assez satisfait|satisfied",
        "peu_satisfait": "peu satisfait|peu satisfaite|plutôt insatisfait|somewhat dissatisfied",
        "pas_satisfait": "pas satisfait|pas satisfaite|pas du tout satisfait|insatisfait"
                         "|très insatisfait|dissatisfied|very dissatisfied|unsatisfied",
        "": "ni satisfait ni insatisfait|moyennement satisfait|neither satisfied nor dissatisfied",
    },
}  # fmt: skip
YES, NO = listed("oui|o|yes|y|true|vrai|1|x"), listed("non|n|no|false|faux|0")
# What yes means under a name, then no.
YES_NO: Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]] = {
    "issue": (
        (listed("répondu|décroché|abouti|traité|answered|call answered"), "repondu", "perdu"),
        (listed("perdu|abandonné|manqué|missed|abandoned|lost|non répondu|unanswered"),
         "perdu", "repondu"),
    ),
    "teleprocedure": (
        (listed("téléprocédure aboutie|démarche aboutie|procédure aboutie|aboutie|completed"
                "|démarche en ligne aboutie"), "aboutie", "non_aboutie"),
    ),
}  # fmt: skip
UNITS: Mapping[str, tuple[str, ...]] = {
    "ms": ("ms", "millisecondes", "milliseconds"),
    "s": ("s", "sec", "secs", "secondes", "seconds", "seconde", "billsec"),
    "min": ("min", "mn", "minutes", "mins"),
    "h": ("h", "heures", "hours"),
}


def units_of(name: str) -> tuple[str, ...]:
    """Return the units of time that a name speaks of.

    >>> units_of("Attente (min)"), units_of("Attente")
    (('min',), ())
    """
    words = words_of(name)
    return tuple(unit for unit, known in UNITS.items() if words & {*known})
