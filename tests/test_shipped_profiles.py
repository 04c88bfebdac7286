"""The shipped profiles, each on a small made-up export with the traps of the real one.

Expected values are worked out by hand from the exports in `data/sources`. A profile that reads
nothing by itself is tried through the first example of its page.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from qualstat.periods import day_number, year_period
from qualstat.pipeline import Request, compute
from qualstat.sources.loader import shipped, shipped_names
from qualstat.sources.profile import PLAIN
from qualstat.tallies.cells import SERVICE
from registers_by_hand import REFERENTIEL
from source_pages import PAGES, Block, blocks, codes_of, counted, waits

EXPORTS = Path(__file__).parent / "data" / "sources"
IN_STANDARD = "standard "


@dataclass(frozen=True)
class Export:
    """What comes of an export: rows, records by their codes, and one indicator of 2018.

    `figure` is its numerator, its denominator, and what is excluded or pending.
    """

    profile: str
    register: str
    read: int
    rejected: int
    codes: dict[str, int]
    indicator: str
    figure: tuple[int, int, int]


CALLS = [
    # 15 calls. Answered: .1; .4 in its second queue; .12 before it was lost on a transfer; .16.
    # Lost: .2, .3, .5, .7, .6, .13, .14. Closed: .8. Left by a key: .9; diverted: .10.
    # .15 has entered and not left: no outcome, rejected.
    # .16 is of 2018-12-31 23:10 UTC, 2019-01-01 00:10 in Paris: 2018 has 7 lost of 3 + 7.
    Export("asterisk-queue-log", "calls", 15, 1,
           {"repondu": 4, "perdu": 7, "ferme": 1, "dissuade": 2}, "appels-perdus", (7, 10, 3)),
    # Answered .1, lost .2 and .4, closed .3: 2 of 3. The rows of .4 stand in the wrong order.
    Export("asterisk-queue-log-table", "calls", 4, 0,
           {"repondu": 1, "perdu": 2, "ferme": 1}, "appels-perdus", (2, 3, 1)),
    # Answered .1, .2 (one of three phones), .9 (queue). Lost .3 (voicemail), .4 (busy),
    # .6 (queue), .7 (failed), .8 (congestion): 5 of 8. Left out: .5 (announcement), .10 (outgoing),
    # .91 (Local). Rejected: .11, without a date.
    Export("asterisk-cdr", "calls", 9, 1, {"repondu": 3, "perdu": 5}, "appels-perdus", (5, 8, 0)),
    # Answered .1 and .5 (one of two phones), lost .3 and .11 (voicemail): 2 of 4.
    # Left out: .8 (outgoing) and .10 (menu).
    Export("asterisk-cdr-custom", "calls", 4, 0,
           {"repondu": 2, "perdu": 2}, "appels-perdus", (2, 4, 0)),
    # Records: 6 + 2 + 3 + 1 + 1 + 0 + 3 numbers above 0, and 2 of a row that is no day, rejected.
    # Answered 40 + 30 + 9 + 20 + 21 = 120. Closed 3 + 4 = 7.
    # Lost (4 + 1 + 1 + 1) + 1 + (2 + 1) + (3 + 2) = 16. 16 of 136.
    Export("xivo-statistiques", "calls", 18, 2,
           {"repondu": 120, "perdu": 16, "ferme": 7}, "appels-perdus", (16, 136, 7)),
    # Records: 3 + 2 + 1 + 2 + 2, and 2 of « 9 janvier », rejected. Answered 35 + 20 + 18 + 25 + 9.
    # Lost 3 + 2 + 3; closed 2 + 5. 8 of 115.
    Export("tableur-appels", "calls", 12, 2,
           {"repondu": 107, "perdu": 8, "ferme": 7}, "appels-perdus", (8, 115, 7)),
]  # fmt: skip
MAIL = [
    # Rejected: 2018A/8 (date not to be seen), 2018A/9 (no channel), and the row not to be seen.
    # Letters of users: A/1 6 days (1 and 8 May off), A/2 15 days (8, 10 and 21 May off), A/11 the
    # same day: in time. A/3, closed and not answered, is 19 days old on 29 June: late. A/10: 1 day,
    # pending. 3 of 4.
    Export("maarch-courrier", "mail", 11, 3,
           {"courrier usager demande": 5, "courriel usager demande": 1,
            "courrier collectivite demande": 1, "courrier usager reclamation": 1},
           "courriers-15j", (3, 4, 1)),
    # Left out: the draft. Rejected: a file without the day it was sent. 4 days (1 to 5 October),
    # 10 (to the 15th), 1, the same day; open since 4 October, 16 days on the 26th: late; since the
    # 25th: pending. In time 3 of 5.
    Export("demarches-simplifiees", "mail", 7, 1,
           {"courriel usager demande": 6}, "courriels-5j", (3, 5, 1)),
    # Rejected: « lundi », « Association ». E-mails of users: 5 days (3 to 10 September), the same
    # day; open since the 14th, 10 days on the 28th: late. 2 of 3.
    Export("tableur", "mail", 10, 2,
           {"courrier usager demande": 1, "courriel usager demande": 3,
            "courriel usager reclamation": 1, "courriel usager suggestion": 1,
            "courriel collectivite demande": 1, "courrier collectivite demande": 1},
           "courriels-5j", (2, 3, 0)),
]  # fmt: skip
OTHERS = [
    # Asked 4 June -> given 5 (1 day), 12 (6 days); 5 -> 5 (0, cancelled since); 7 -> 8 (1).
    # 3 of 4 within 4 days. Rejected: the day of the request is blank.
    Export("rdv-service-public", "appointments", 5, 1, {"collectivite": 4}, "rdv-4j", (3, 4, 0)),
    # Left out: another form. Rejected: « Plutôt bien ». a9 is of 23:45 on 31 December in Paris, a10
    # of 00:30 on 1 January 2019. 2018: 3 very satisfied of 3 + 1 + 2; one says nothing.
    Export("je-donne-mon-avis", "visits", 9, 1,
           {"point_numerique - tres_satisfait": 3, "point_numerique - peu_satisfait": 1,
            "point_numerique - pas_satisfait": 3, "point_numerique - -": 1},
           "pn-satisfaction", (3, 6, 1)),
    # Left out: two unfinished. 1 very satisfied + 2 satisfied of 5; « N/A » and « Sans avis » say
    # nothing.
    Export("limesurvey", "visits", 7, 0,
           {"point_numerique aboutie tres_satisfait": 1, "point_numerique aboutie satisfait": 2,
            "point_numerique non_aboutie peu_satisfait": 1,
            "point_numerique non_aboutie pas_satisfait": 1,
            "point_numerique aboutie -": 1, "point_numerique - -": 1},
           "pn-satisfaction", (3, 5, 2)),
]  # fmt: skip
ALL = [*CALLS, *MAIL, *OTHERS]


def own(name: str, folder: Path) -> Path | None:
    """Write the profile that reads the export of a shipped one; return its folder."""
    if shipped(name).files and not shipped(name).absent:
        return None
    example = next(one for one in blocks(PAGES / f"{name}.md") if one.kind == "yaml")
    example.write(folder)
    return folder


def test_every_profile_is_tried() -> None:
    names = [name for name in shipped_names() if not name.startswith(PLAIN)]
    assert sorted(one.profile for one in ALL) == sorted(names)


@pytest.mark.parametrize("export", ALL, ids=lambda one: one.profile)
def test_rows_and_codes(tmp_path: Path, export: Export) -> None:
    held = counted(EXPORTS / export.profile, own(export.profile, tmp_path))
    register = held.registers[export.register]
    assert (register.read, register.rejected) == (export.read, export.rejected)
    line = IN_STANDARD if export.register == "calls" else ""
    assert codes_of(register) == {line + codes: n for codes, n in export.codes.items()}


@pytest.mark.parametrize("export", ALL, ids=lambda one: one.profile)
def test_an_indicator(tmp_path: Path, export: Export) -> None:
    asked = Request(
        REFERENTIEL, EXPORTS / export.profile, sites=("istres",), period=year_period(2018),
        indicators=(export.indicator,), sources=own(export.profile, tmp_path),
    )  # fmt: skip
    (figure,) = compute(asked).figures
    held = figure.measure
    apart = held.excluded if held.pending is None else held.pending
    assert (held.numerator, held.denominator, apart) == export.figure


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        # .2 waited 40, .14 25; the others left no wait.
        ("asterisk-queue-log", [None, None, None, None, None, 25, 40]),
        # Up to the voicemail (20), or the end: busy 2, queue 90, failed 0, congestion 1.
        ("asterisk-cdr", [0, 1, 2, 20, 90]),
        ("asterisk-cdr-custom", [15, 30]),
    ],
)
def test_how_long_lost_calls_waited(tmp_path: Path, name: str, seconds: list[int | None]) -> None:
    held = counted(EXPORTS / name, own(name, tmp_path))
    assert waits(held.registers["calls"]) == seconds


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        # Of no call: 3 rows of NONE, 2 of REALTIME, 1 agent who joins. Not an outcome: 4 phones
        # that rang in vain, one of them alone in its call, and 1 transfer.
        ("asterisk-queue-log", 11),
        ("asterisk-queue-log-table", 2),  # QUEUESTART, RINGNOANSWER
        ("asterisk-cdr", 3),
        ("asterisk-cdr-custom", 2),
        ("xivo-statistiques", 1),
        ("tableur-appels", 1),
        ("demarches-simplifiees", 1),
        ("je-donne-mon-avis", 1),
        ("limesurvey", 2),
    ],
)
def test_rows_left_out_are_said(tmp_path: Path, name: str, rows: int) -> None:
    found = counted(EXPORTS / name, own(name, tmp_path)).findings
    (one,) = [one for one in found if one.rule == "left-out"]
    assert one.found.values["n"] == rows


@pytest.mark.parametrize(
    ("name", "services"),
    [
        ("maarch-courrier", {"Accueil", "Bureau de l'usager", "Bureau des collectivités"}),
        ("demarches-simplifiees", {"Étrangers"}),
        ("tableur", {"Accueil", "Collectivités", "Étrangers"}),
    ],
)
def test_services(tmp_path: Path, name: str, services: set[str]) -> None:
    tally = counted(EXPORTS / name, own(name, tmp_path)).registers["mail"].tally
    assert {tally.services[one] for one in tally.keys[SERVICE].tolist()} == services


def test_what_rdv_service_public_lacks_is_said_and_not_counted() -> None:
    held = counted(EXPORTS / "rdv-service-public", None)
    assert held.registers["appointments"].files == ()
    assert [one.rule for one in held.findings] == ["source-lacks"]


def test_monthly_xivo_totals_take_the_month_from_the_name_of_the_file(tmp_path: Path) -> None:
    example = next(one for one in blocks(PAGES / "xivo-statistiques.md") if one.kind == "yaml")
    example.write(tmp_path / "sources")
    titles = ["", "Présentés", "Répondus", "Abandonnés", " Fermeture ", " Saturation ", " NR ",
              " Blocage ", "TMA", "TA", "QoS"]  # fmt: skip
    numbers = [["lundi 8", *"5410000"], ["9", *"3300000"], ["Total", *"8710000"]]
    rows = [titles, *([*row, "00:00:09", "87 %", "80 %"] for row in numbers)]
    text = "".join("".join(f'"{cell}";' for cell in row) + "\n" for row in rows)
    Block("csv", "statistiques-xivo/istres/2018-01.csv", text).write(tmp_path / "data")
    held = counted(tmp_path / "data", tmp_path / "sources").registers["calls"]
    assert codes_of(held) == {"standard repondu": 7, "standard perdu": 1}
    assert set(held.tally.keys["debut"].tolist()) == {
        day_number(date(2018, 1, one)) for one in (8, 9)
    }
