"""The tables of the hand-made scorecard: what the 2018 report printed, and counts that give it.

The counts are invented so that they give the printed figures.
"""

from qualstat.scorecards import Late

APRIL, JULY, DECEMBER = 12 * 2018 + 3, 12 * 2018 + 6, 12 * 2018 + 11
STATES = ("not_applicable", "not_monitored", "missing", "no_case", "measured")
CALLS = {"one": "appel perdu", "many": "appels perdus"}
LETTERS = {"one": "courrier", "many": "courriers", "answer": "réponse à un courrier"}
EMAILS = {"one": "courriel", "many": "courriels", "answer": "réponse à un courriel"}
CLAIMS = {"one": "réclamation", "many": "réclamations", "answer": "réponse à une réclamation"}
MEETINGS = {"one": "rendez-vous", "many": "rendez-vous", "answer": "fixation d'un rendez-vous"}
PEOPLE = {"one": "usager", "many": "usagers"}
SATISFIED = "Taux de satisfaction (« très satisfait » et « satisfait »)"
DAYS_RATE = "dans les {} jours ouvrés"

# id, engagement, module, kind, better, case, objective, label
INDICATORS = [
    ("appels-perdus", "E10", 1, "rate", "down", CALLS, "at_most 10 %", "Taux d'appels perdus"),
    ("appels-perdus-svi", "E10", 1, "rate", "down", CALLS, "at_most 10 %",
     "Taux d'appels perdus SVI"),
    ("courriers-15j", "E17", 1, "rate-within", "up", LETTERS, "at_least 95 %",
     "Taux de réponse aux courriers dans les 15 jours ouvrés"),
    ("courriers-delai", "E18", 1, "delay", "down", LETTERS, "less_than 15 d",
     "Délai moyen de réponse aux courriers"),
    ("courriels-5j", "E17", 1, "rate-within", "up", EMAILS, "at_least 95 %",
     "Taux de réponse aux courriels dans les 5 jours ouvrés"),
    ("courriels-delai", "E18", 1, "delay", "down", EMAILS, "less_than 5 d",
     "Délai moyen de réponse aux courriels en jours ouvrés"),
    ("reclamations-15j", "E3", 1, "rate-within", "up", CLAIMS, "at_least 95 %",
     "Taux de réponse aux suggestions et réclamations dans les 15 jours"),
    ("reclamations-delai", "E3", 1, "delay", "down", CLAIMS, "less_than 15 d",
     "Délai moyen de réponse aux réclamations et suggestions"),
    ("collectivites-courriers-15j", "E36", 4, "rate-within", "up", LETTERS, "at_least 95 %",
     "Taux de réponse aux courriers dans les 15 jours ouvrés"),
    ("collectivites-courriels-5j", "E36", 4, "rate-within", "up", EMAILS, "at_least 95 %",
     "Taux de réponse aux courriels dans les 5 jours ouvrés"),
    ("collectivites-courriers-delai", "E36", 4, "delay", "down", LETTERS, "less_than 15 d",
     "Délai moyen de réponse aux courriers"),
    ("collectivites-courriels-delai", "E36", 4, "delay", "down", EMAILS, "less_than 5 d",
     "Délai moyen de réponse aux courriels en jours ouvrés"),
    ("rdv-4j", "E37", 4, "rate-within", "up", MEETINGS, "at_least 95 %",
     "Taux de fixation de rendez-vous dans le délai de 4 jours ouvrés"),
    ("rdv-4j-delai", "E37", 4, "delay", "down", MEETINGS, "less_than 4 d",
     "Délai moyen de fixation d'un rendez-vous"),
    ("rdv-10j", "E37", 4, "rate-within", "up", MEETINGS, "at_least 95 %",
     "Taux de rendez-vous tenus dans le délai de 10 jours ouvrés"),
    ("rdv-10j-delai", "E37", 4, "delay", "down", MEETINGS, "less_than 10 d",
     "Délai moyen jusqu'au rendez-vous"),
    ("pn-usagers", "E15", 1, "volume", None, PEOPLE, "",
     "Nombre d'usagers reçus au point numérique"),
    ("pn-infos", "E15", 1, "volume", None, PEOPLE, "",
     "Nombre d'usagers reçus pour demande d'informations"),
    ("pn-teleprocedures", "E15", 1, "rate", "up", PEOPLE, "", "Téléprocédures abouties"),
    ("pn-satisfaction", "E15", 1, "rate", "up", PEOPLE, "at_least 75 %", SATISFIED),
]  # fmt: skip
HEADINGS = [
    ("telephone", "Accueil téléphonique", INDICATORS[:2]),
    ("dematerialise", "Accueil dématérialisé", INDICATORS[2:6]),
    ("reclamations", "Réclamations", INDICATORS[6:8]),
    ("collectivites", "Relations avec les collectivités territoriales", INDICATORS[8:16]),
    ("points", "Points numériques", INDICATORS[16:]),
]
SITES = [
    ("prefecture", "Préfecture des Bouches-du-Rhône (Saint-Sébastien)", "Préfecture"),
    ("aix", "Sous-préfecture d'Aix-en-Provence", "Aix-en-Provence"),
    ("arles", "Sous-préfecture d'Arles", "Arles"),
    ("istres", "Sous-préfecture d'Istres", "Istres"),
]
DESK = {  # what the préfecture does not follow is not applicable there
    "appels-perdus", "appels-perdus-svi", "courriers-15j", "courriers-delai", "courriels-5j",
    "courriels-delai", "reclamations-15j", "reclamations-delai", "rdv-10j", "rdv-10j-delai",
}  # fmt: skip
# site -> indicator -> (numerator, denominator, previous value or None[, first covered month])
VALUES = {
    "prefecture": {
        "collectivites-courriers-15j": (31, 31, None),
        "collectivites-courriels-5j": (47, 50, "93"),
        "collectivites-courriers-delai": (212, 31, None),
        "collectivites-courriels-delai": (94, 50, "2"),
        "rdv-4j": (None, None, "100"), "rdv-4j-delai": (None, None, "2"),
        "pn-usagers": (2511, None, None, APRIL), "pn-infos": (20769, None, None, JULY),
        "pn-teleprocedures": (1072, 1233, None, JULY),
        "pn-satisfaction": (1386, 1869, None, APRIL),
    },
    "aix": {
        "appels-perdus": (648, 9985, "5.3"), "appels-perdus-svi": (61, 5000, "2.4"),
        "collectivites-courriers-15j": (19, 20, "100"),
        "collectivites-courriels-5j": (43, 48, "97.5"),
        "pn-usagers": (870, None, None, APRIL), "pn-infos": (4522, None, None, APRIL),
        "pn-teleprocedures": (579, 698, None, APRIL), "pn-satisfaction": (631, 660, None, APRIL),
    },
    "arles": {
        "appels-perdus": (218, 6667, "1.9"), "appels-perdus-svi": (21, 2000, "0.6"),
        "courriels-5j": (7, 9, "100"), "courriels-delai": (27, 9, "2.78"),
        "collectivites-courriers-15j": (12, 12, "100"),
        "collectivites-courriels-5j": (40, 41, "83"),
        "rdv-4j": (None, None, "100"), "rdv-4j-delai": (None, None, "3"),
        "rdv-10j": (None, None, "100"), "rdv-10j-delai": (None, None, "5"),
        "pn-usagers": (1037, None, None, APRIL), "pn-infos": (1351, None, None, APRIL),
        "pn-teleprocedures": (714, 934, None, APRIL), "pn-satisfaction": (859, 864, None, APRIL),
    },
    "istres": {
        "appels-perdus": (24, 187, "5.4"), "appels-perdus-svi": (12, 1519, "1.3"),
        "courriels-5j": (14, 14, "100"), "courriels-delai": (21, 14, "2.5"),
        "collectivites-courriers-15j": (9, 9, "100"),
        "collectivites-courriels-5j": (7, 12, "100"),
        "rdv-4j": (None, None, "100"), "rdv-4j-delai": (None, None, "1"),
        "rdv-10j": (None, None, "100"), "rdv-10j-delai": (None, None, "4"),
        "pn-usagers": (1019, None, None, APRIL), "pn-infos": (1699, None, None, APRIL),
        "pn-teleprocedures": (234, 424, None, APRIL), "pn-satisfaction": (784, 895, None, APRIL),
    },
}  # fmt: skip
LATE = {
    ("istres", "collectivites-courriels-5j"): (
        Late(12 * 2018 + 5, 7, 1), Late(12 * 2018 + 9, 6, 2), Late(12 * 2018 + 1, 6, 1),
    ),
    ("arles", "courriels-5j"): (Late(12 * 2018 + 7, 8, 1), Late(12 * 2018 + 2, 6, 1)),
    ("prefecture", "collectivites-courriels-5j"): (
        Late(12 * 2018, 9, 2), Late(12 * 2018 + 2, 6, 1),
    ),
}  # fmt: skip
PENDING = {  # pending, overdue, excluded
    ("istres", "collectivites-courriels-5j"): (2, 1, 0),
    ("aix", "appels-perdus"): (0, 0, 312),
}
SHAPE = (9, 10, 9, 11, 10, 12, 14, 13, 10, 9, 8, 9)  # of the months, in tenths of the mean
NOVEMBER = 10  # no case that month
