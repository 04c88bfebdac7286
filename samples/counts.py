"""The counts behind every figure of the samples: what `generate.py` must hit exactly.

Chosen so that rates and delays, rounded half up to the printed decimals, are those of the 2018
report and of its N-1 column. Everything here is invented but for those figures.
"""

from dataclasses import dataclass
from datetime import date

HOLIDAYS = {date(year, *day) for year in (2017, 2018) for day in (
    (1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))} | {
    date(2017, 4, 17), date(2017, 5, 25), date(2017, 6, 5),
    date(2018, 4, 2), date(2018, 5, 10), date(2018, 5, 21)}  # fmt: skip
# August and December are quiet, September is not; Mondays ring most.
SEASON = (1.1, 1.0, 1.05, 0.95, 0.85, 1.0, 0.9, 0.7, 1.25, 1.15, 1.0, 0.8)
WEEK = (1.3, 1.05, 0.95, 1.0, 0.85)
# Nobody is there to pick up: calls are lost in summer and when schools go back.
STRAIN = (1.0, 0.9, 0.9, 1.0, 1.1, 0.9, 1.1, 1.3, 1.6, 1.4, 1.1, 1.0)
OPEN_HALF_HOURS = (17, 18, 19, 20, 21, 22, 23, 27, 28, 29, 30, 31, 32)
SHUT_HALF_HOURS = (15, 16, 24, 25, 26, 33, 34, 35, 36)

# (year, site, line): calls answered, calls lost.
CALLS = {
    (2017, "aix", "standard"): (3799, 213),  # 5,3 %
    (2017, "aix", "svi"): (2156, 53),  # 2,4 %
    (2017, "arles", "standard"): (2219, 43),  # 1,9 %
    (2017, "arles", "svi"): (1285, 8),  # 0,6 %
    (2017, "istres", "standard"): (2188, 125),  # 5,4 %
    (2017, "istres", "svi"): (1464, 19),  # 1,3 %
    (2018, "aix", "standard"): (3905, 271),  # 6,49 %
    (2018, "aix", "svi"): (2510, 31),  # 1,22 %
    (2018, "arles", "standard"): (2248, 76),  # 3,27 %
    (2018, "arles", "svi"): (1410, 15),  # 1,05 %
    (2018, "istres", "standard"): (2127, 313),  # 12,83 %
    (2018, "istres", "svi"): (1628, 13),  # 0,79 %
}


@dataclass(frozen=True)
class Letters:
    """One year's answered letters of one kind, delays in working days."""

    year: int
    site: str
    canal: str
    public: str
    in_time: int
    days: int  # spent on the letters answered in time, all together
    late: tuple[tuple[int, int], ...] = ()  # month of receipt, delay


LOCAL, USERS = "collectivite", "usager"
MAIL = (
    Letters(2017, "prefecture", "courriel", LOCAL, 40, 71, ((2, 8), (6, 7), (11, 6))),  # 93 %, 2 j
    Letters(2017, "aix", "courrier", LOCAL, 22, 176),  # 100 %
    Letters(2017, "aix", "courriel", LOCAL, 39, 94, ((9, 7),)),  # 97,5 %
    Letters(2017, "arles", "courrier", LOCAL, 14, 119),  # 100 %
    Letters(2017, "arles", "courriel", LOCAL, 25, 70, ((1, 6), (4, 7), (7, 9), (8, 6), (12, 8))),
    Letters(2017, "arles", "courriel", USERS, 9, 25),  # 100 %, 2,78 j
    Letters(2017, "istres", "courrier", LOCAL, 11, 77),  # 100 %
    Letters(2017, "istres", "courriel", LOCAL, 16, 37),  # 100 %
    Letters(2017, "istres", "courriel", USERS, 10, 25),  # 100 %, 2,5 j
    Letters(2018, "prefecture", "courrier", LOCAL, 34, 221),  # 100 %
    Letters(2018, "prefecture", "courriel", LOCAL, 47, 112, ((3, 6), (8, 9), (10, 7))),  # 94,00 %
    Letters(2018, "aix", "courrier", LOCAL, 38, 310, ((7, 18), (11, 16))),  # 95,00 %
    Letters(2018, "aix", "courriel", LOCAL, 43, 105, ((2, 6), (5, 7), (8, 9), (9, 6), (12, 6))),
    Letters(2018, "arles", "courriel", LOCAL, 40, 92, ((6, 7),)),  # 97,56 %
    Letters(2018, "arles", "courriel", USERS, 7, 13, ((8, 8), (10, 6))),  # 77,78 %, 3 j
    Letters(2018, "istres", "courriel", LOCAL, 7, 17, ((3, 6), (6, 7), (7, 8), (9, 6), (11, 6))),
    Letters(2018, "istres", "courriel", USERS, 8, 12),  # 100,00 %, 1,5 j
)
# Received in December 2018, not answered, not yet due on the 31st.
PENDING = (
    ("prefecture", "courrier", date(2018, 12, 18)),
    ("prefecture", "courrier", date(2018, 12, 27)),
    ("prefecture", "courriel", date(2018, 12, 31)),
    ("aix", "courrier", date(2018, 12, 20)),
    ("aix", "courriel", date(2018, 12, 28)),
    ("arles", "courriel", date(2018, 12, 27)),
    ("istres", "courriel", date(2018, 12, 28)),
)


@dataclass(frozen=True)
class Appointments:
    """The appointments of 2017, delays in working days, added up."""

    site: str
    public: str
    asked: int
    to_fixed: int
    to_held: int
    longest: int = 4  # to the day on which the appointment is given


APPOINTMENTS = (
    Appointments("prefecture", LOCAL, 52, 109, 318),  # 100 %, 2 j
    Appointments("arles", LOCAL, 38, 111, 186),  # 100 %, 3 j; 100 %, 5 j
    Appointments("istres", LOCAL, 29, 33, 119),  # 100 %, 1 j; 100 %, 4 j
    Appointments("prefecture", USERS, 31, 118, 260, 9),
    Appointments("arles", USERS, 24, 84, 190, 9),
    Appointments("istres", USERS, 19, 61, 142, 9),
)


@dataclass(frozen=True)
class Visits:
    """What one site's visitors of 2018 say and do; both months are the first one recorded."""

    site: str
    visitors: int
    asking: int  # at the information desk
    completed: tuple[int, int]  # of the procedures whose outcome is noted
    content: tuple[int, int]  # of the visitors who gave an opinion
    desk_from: int = 4


VISITS = (
    Visits("prefecture", 2511, 20769, (1092, 1256), (1412, 1904), 7),  # 86,94 %, 74,16 %
    Visits("aix", 870, 4522, (619, 747), (668, 699)),  # 82,9 %, 95,6 %
    Visits("arles", 1037, 1351, (688, 900), (852, 857)),  # 76,44 %, 99,42 %
    Visits("istres", 1019, 1699, (493, 893), (685, 782)),  # 55,2 %, 87,6 %
)

SERVICES = {
    ("prefecture", LOCAL): ("B3CL", "BFLI"),
    ("prefecture", USERS): ("Accueil général",),
    ("aix", LOCAL): ("Pôle collectivités", "Urbanisme"),
    ("arles", LOCAL): ("Pôle collectivités", "Secrétariat général"),
    ("arles", USERS): ("Relations avec les usagers",),
    ("istres", LOCAL): ("Collectivités et environnement", "Secrétariat général"),
    ("istres", USERS): ("Relations avec les usagers", ""),
}

# The words that visitors choose from, content or not.
GLAD = ("tres_satisfait", "tres_satisfait", "satisfait")
SORRY = ("peu_satisfait", "peu_satisfait", "pas_satisfait")

# With a BOM and CRLF, as a spreadsheet saves it.
EXCEL_EXPORT = "2017/courriers-2017-03.csv"
# Slips of the kind that real exports hold: after which row of which file, the line itself.
SPOILT = {
    "2017/appels-2017-02.csv": [
        (522, "istre;14/02/2017 10:12:44;standard;repondu;12;95"),
        (520, ""),
    ],
    "2017/appels-2017-09.csv": [(358, "aix;08/09/2017 11:02:10;standard;abandonne;33;")],
    "2018/appels-2018-03.csv": [(484, "arles;12/03/2018 09:40:03;svi;perdu;-5;"), (900, ";;;;;")],
    "2018/appels-2018-06.csv": [(590, "istres;14/06/2018;standard;repondu;20;60")],
    "2018/appels-2018-10.csv": [(501, "istres;09/10/2018 14:21:37;standard;repondu;41")],
    "2017/courriers-2017-02.csv": [
        (13, "aix;2017-00231;courrier;collectivite;demande;31/02/2017;;Pôle collectivités")
    ],
    "2017/courriers-2017-05.csv": [
        (15, "arles;2017-00644;courriel;collectivite;demande;18/05/2017;11/05/2017;"),
        (12, ";;;;;;;"),
    ],
    "2018/courriers-2018-04.csv": [
        (11, "aix;2018-00402;fax;collectivite;demande;11/04/2018;13/04/2018;Urbanisme")
    ],
    "2018/courriers-2018-09.csv": [
        (17, "prefecture;2018-01177;courriel;collectivite;demande;19/09/2018;20/09/2018")
    ],
    "2017/rendez-vous-2017-T2.csv": [
        (25, "arles;2017-0301;collectivite;17/05/2017;18/05/2017;12/05/2017;Secrétariat général")
    ],
    "2017/rendez-vous-2017-T3.csv": [
        (26, "istres;2017-0377;association;23/08/2017;24/08/2017;29/08/2017;"),
        (30, ""),
    ],
    "2018/visites-2018-05.csv": [(229, "aix;2018-05-16;information;;;0")],
    "2018/visites-2018-07.csv": [(229, "arles;2018-07-10 10:31;point_numerique;;neutre;1")],
    "2018/visites-2018-11.csv": [(466, ";2018-11-20 14:05;point_numerique;aboutie;satisfait;")],
}
