"""The second engine's own copy of the contract: columns, codes, indicators, sites.

Literal on purpose: a slip in the program's référentiel must not be repeated here.
"""

from dataclasses import dataclass
from datetime import date

Month = tuple[int, int]

SITES = ("prefecture", "aix", "arles", "istres")
FILES = {"calls": "appels", "mail": "courriers", "appointments": "rendez-vous", "visits": "visites"}

# What each column must hold; the day of the event always stands before the days that follow it.
COLUMNS: dict[str, dict[str, str]] = {
    "calls": {"site": "site", "debut": "moment", "ligne": "code", "issue": "code",
              "attente_s": "seconds", "duree_s": "seconds", "effectif": "count"},
    "mail": {"site": "site", "reference": "text", "canal": "code", "public": "code",
             "nature": "code", "recu_le": "event", "repondu_le": "later", "service": "text"},
    "appointments": {"site": "site", "reference": "text", "public": "code", "demande_le": "event",
                     "fixe_le": "later", "tenu_le": "later", "service": "text"},
    "visits": {"site": "site", "arrivee": "event", "motif": "code", "teleprocedure": "code",
               "satisfaction": "code", "effectif": "count"},
}  # fmt: skip
CODES = {
    "ligne": ("standard", "svi"),
    "issue": ("repondu", "perdu", "ferme", "dissuade"),
    "canal": ("courrier", "courriel"),
    "public": ("usager", "collectivite"),
    "nature": ("demande", "reclamation", "suggestion"),
    "motif": ("point_numerique", "information"),
    "teleprocedure": ("aboutie", "non_aboutie", ""),
    "satisfaction": ("tres_satisfait", "satisfait", "peu_satisfait", "pas_satisfait", ""),
}


@dataclass(frozen=True)
class Indicator:
    """One line of the contract's table."""

    register: str
    scope: dict[str, str]  # the codes a row may hold, separated by a space
    kind: str  # lost, within, delay, volume or share
    deadline: int | None = None
    sense: str | None = None
    target: int | None = None
    tolerance: int = 0
    step: int = 1  # which day ends the delay: 1 the answer, 2 the day of the appointment
    good: tuple[str, ...] = ()  # the codes that make a share


STANDARD, SVI = {"ligne": "standard"}, {"ligne": "svi"}
LETTERS = {"canal": "courrier", "public": "usager", "nature": "demande"}
EMAILS = {"canal": "courriel", "public": "usager", "nature": "demande"}
COMPLAINTS = {"public": "usager", "nature": "reclamation suggestion"}
LOCAL = {"public": "collectivite"}
LOCAL_LETTERS = LOCAL | {"canal": "courrier"}
LOCAL_EMAILS = LOCAL | {"canal": "courriel"}
DIGITAL, DESK = {"motif": "point_numerique"}, {"motif": "information"}
DONE, HAPPY = ("aboutie",), ("tres_satisfait", "satisfait")

INDICATORS = {
    "appels-perdus": Indicator("calls", STANDARD, "lost", None, "at_most", 10, 1),
    "appels-perdus-svi": Indicator("calls", SVI, "lost", None, "at_most", 10, 1),
    "appels-aboutis": Indicator("calls", STANDARD, "reached", None, "at_least", 90, 1),
    "appels-aboutis-svi": Indicator("calls", SVI, "reached", None, "at_least", 90, 1),
    "courriers-15j": Indicator("mail", LETTERS, "within", 15, "at_least", 95, 1),
    "courriers-delai": Indicator("mail", LETTERS, "delay", None, "less_than", 15),
    "courriels-5j": Indicator("mail", EMAILS, "within", 5, "at_least", 95, 1),
    "courriels-delai": Indicator("mail", EMAILS, "delay", None, "less_than", 5),
    "reclamations-15j": Indicator("mail", COMPLAINTS, "within", 15, "at_least", 95, 1),
    "reclamations-delai": Indicator("mail", COMPLAINTS, "delay", None, "less_than", 15),
    "pn-usagers": Indicator("visits", DIGITAL, "volume"),
    "pn-infos": Indicator("visits", DESK, "volume"),
    "pn-teleprocedures": Indicator("visits", DIGITAL, "share", good=DONE),
    "pn-satisfaction": Indicator("visits", DIGITAL, "share", None, "at_least", 75, 1, good=HAPPY),
    "collectivites-courriers-15j": Indicator(
        "mail", LOCAL_LETTERS, "within", 15, "at_least", 95, 1
    ),
    "collectivites-courriers-delai": Indicator(
        "mail", LOCAL_LETTERS, "delay", None, "less_than", 15
    ),
    "collectivites-courriels-5j": Indicator("mail", LOCAL_EMAILS, "within", 5, "at_least", 95, 1),
    "collectivites-courriels-delai": Indicator("mail", LOCAL_EMAILS, "delay", None, "less_than", 5),
    "rdv-4j": Indicator("appointments", LOCAL, "within", 4, "at_least", 95, 1),
    "rdv-4j-delai": Indicator("appointments", LOCAL, "delay", None, "less_than", 4),
    "rdv-10j": Indicator("appointments", LOCAL, "within", 10, "at_least", 95, 1, step=2),
    "rdv-10j-delai": Indicator("appointments", LOCAL, "delay", None, "less_than", 10, step=2),
}
OBJECTIVES_FROM = date(2017, 1, 1)

JANUARY_17, APRIL_18, JULY_18 = (2017, 1), (2018, 4), (2018, 7)
EVERYTHING = {name: APRIL_18 if name.startswith("pn-") else JANUARY_17 for name in INDICATORS}
PREFECTURE = {name: JANUARY_17 for name in INDICATORS if name.startswith("collectivites-")}
PREFECTURE |= {"rdv-4j": JANUARY_17, "rdv-4j-delai": JANUARY_17}
PREFECTURE |= {"pn-usagers": APRIL_18, "pn-satisfaction": APRIL_18}
PREFECTURE |= {"pn-infos": JULY_18, "pn-teleprocedures": JULY_18}
FOLLOWED: dict[str, dict[str, Month]] = {
    "prefecture": PREFECTURE,
    "aix": EVERYTHING,
    "arles": EVERYTHING,
    "istres": EVERYTHING,
}
