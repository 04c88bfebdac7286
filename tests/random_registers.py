"""Random registers in the plain form, for Hypothesis: mostly right rows, some spoilt ones.

Gives dictionaries of path to text. References come from a small pool, so that exports overlap;
dates stay near 2018, with an odd one far ahead.
"""

from datetime import date, timedelta

from hypothesis import strategies as st

SITES = ("prefecture", "aix", "arles", "istres")
Files = dict[str, str]
START, NARROW = date(2017, 11, 1), date(2018, 11, 20)


def written(day: date, form: int) -> str:
    """Write a day in one of the forms of the contract."""
    return (f"{day:%d/%m/%Y}", f"{day}", f"{day:%d/%m/%Y} 23:59", f"{day}T00:10:59")[form]


@st.composite
def days(draw: st.DrawFn) -> date:
    """Draw a day: half of them within a month, most within fourteen, a few years ahead."""
    if draw(st.booleans()):
        return NARROW + timedelta(days=draw(st.integers(0, 30)))
    if draw(st.integers(0, 60)) == 0:
        return START + timedelta(days=draw(st.integers(800, 1600)))
    return START + timedelta(days=draw(st.integers(0, 430)))


forms = st.integers(0, 3)
sites = st.sampled_from([*SITES, *["istres"] * 8, " Istres", "AIX", "ailleurs", ""])
references = st.one_of(
    st.just(""), st.integers(1, 5).map(lambda n: f"n°{n}"), st.just(" n°3 "), st.text(max_size=3)
).map(lambda text: "".join(c for c in text if c not in ';"\r\n\0\x1c\x1d\x1e\x1f\x85\u2028\u2029'))
counts = st.sampled_from(["", "1", "2", "17", "0", "1_0", "1000000"])
seconds = st.sampled_from(["", "0", "3", "4,9", "5", "12.5", "86400", "86401", "-1", "1e3"])


@st.composite
def answers(draw: st.DrawFn, first: date) -> str:
    """Draw an answer: none, soon, late, before the question, or no date."""
    wait = draw(
        st.sampled_from(
            [None, None, None, None, None, 0, 1, 3, 5, 6, 7, 8, 15, 21, 22, 40, 1000, 1001, -1]
        )
    )
    if wait is None:
        return draw(st.sampled_from(["", "", " ", "jamais"]))
    return written(first + timedelta(days=wait), draw(forms))


@st.composite
def call(draw: st.DrawFn) -> str:
    """Draw a row of calls."""
    day = draw(days())
    time = draw(st.sampled_from([" 09:30:00", "T23:59", " 24:00:00", "", " 23:30:00Z"]))
    text = (f"{day:%d/%m/%Y}" if draw(st.booleans()) else f"{day}") + time
    line = draw(st.sampled_from(["standard", "SVI", "svi", "fax"]))
    outcome = draw(st.sampled_from(["repondu", "Répondu", "perdu", "perdu", "ferme", "dissuade"]))
    cells = [draw(sites), text, line, outcome, draw(seconds), draw(seconds), draw(counts)]
    return ";".join(cells)


@st.composite
def letter(draw: st.DrawFn) -> str:
    """Draw a row of mail."""
    day = draw(days())
    cells = [
        draw(sites), draw(references), draw(st.sampled_from(["courrier", "courriel", "Courriel"])),
        draw(st.sampled_from(["usager", "collectivite", "collectivité"])),
        draw(st.sampled_from(["demande", "demande", "reclamation", "suggestion"])),
        written(day, draw(forms)), draw(answers(day)), draw(st.sampled_from(["", "A", '"B;C"'])),
    ]  # fmt: skip
    return ";".join(cells)


@st.composite
def appointment(draw: st.DrawFn) -> str:
    """Draw a row of appointments; the appointment may lie ahead of all else."""
    day = draw(days())
    cells = [
        draw(sites), draw(references), draw(st.sampled_from(["usager", "collectivite"])),
        written(day, draw(forms)), draw(answers(day)), draw(answers(day)), "",
    ]  # fmt: skip
    return ";".join(cells)


@st.composite
def visit(draw: st.DrawFn) -> str:
    """Draw a row of visits."""
    day = draw(days())
    cells = [
        draw(sites), written(day, draw(forms)),
        draw(st.sampled_from(["point_numerique", "Point numérique", "information"])),
        draw(st.sampled_from(["aboutie", "non_aboutie", "Non aboutie", ""])),
        draw(st.sampled_from(["tres_satisfait", "Très-Satisfait", "peu_satisfait", ""])),
        draw(counts),
    ]  # fmt: skip
    return ";".join(cells)


@st.composite
def survey(draw: st.DrawFn) -> str:
    """Draw a row of surveys."""
    cells = [
        draw(sites), written(draw(days()), draw(forms)),
        draw(st.sampled_from(["accueil", "Téléphone", "reseaux sociaux", "ensemble"])),
        draw(st.sampled_from(["Q1", "Clarté", "clarte ", '"B;C"', ""])),
        draw(st.sampled_from(["4", "10", "0", "Très satisfait", "pas_satisfait", ""])),
        draw(counts),
    ]  # fmt: skip
    return ";".join(cells)


HEADERS = {
    "appels": "site;debut;ligne;issue;attente_s;duree_s;effectif",
    "courriers": "site;reference;canal;public;nature;recu_le;repondu_le;service",
    "rendez-vous": "site;reference;public;demande_le;fixe_le;tenu_le;service",
    "visites": "site;arrivee;motif;teleprocedure;satisfaction;effectif",
    "enquetes": "site;date;theme;question;niveau;effectif",
}
ROWS = {
    "appels": call, "courriers": letter, "rendez-vous": appointment, "visites": visit,
    "enquetes": survey,
}  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> Files:
    """Draw registers: up to three files each, with blank and short rows among the others."""
    found: Files = {}
    for name, row in ROWS.items():
        for place in range(draw(st.integers(0, 3))):
            odd = st.sampled_from(["", ";;;", "istres;1", " "])
            rows = draw(st.lists(st.one_of(row(), row(), row(), row(), odd), max_size=12))
            end = draw(st.sampled_from(["\n", "\r\n"]))
            mark = draw(st.sampled_from(["", "\ufeff"]))
            folder = draw(st.sampled_from(["", "2018/", "a/b/"]))
            text = mark + end.join([HEADERS[name], *rows]) + draw(st.sampled_from(["", end]))
            found[f"{folder}{name}-{place + draw(st.integers(0, 1)) * 9}.csv"] = text
    return found
