"""Where French is spoken, nothing is said in English, by us or by the libraries."""

import gettext
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from pydantic_core._pydantic_core import list_all_errors

from catalogue import BLANK, WORD, texts, words_of
from cli_runs import ROOT, Ran, pages
from qualstat.cli.output import ONLY
from qualstat.registers import REGISTERS
from qualstat.render.language import set_language, translate
from qualstat.render.typer_texts import PATTERNS
from render_screens import flat
from spoiled_referentiel import spoiled

COMMANDS = ("compute", "check", "referentiel", "list", "show", "init", "completion")


@cache
def english_words() -> frozenset[str]:
    """Return the words of the sources, of typer and of pydantic that French never uses."""
    foreign = [*texts(), *(source for _, source in PATTERNS)]
    foreign += [one["message_template_python"] for one in list_all_errors()]
    words = {word.lower() for text in foreign for word in words_of(text)}
    declared = [path.read_text("utf-8") for path in (ROOT / "referentiel").rglob("*.yaml")]
    held = [*texts().values(), *declared, *REGISTERS, *COMMANDS, *ONLY]  # shown as they are typed
    return frozenset(words - {word.lower() for text in held for word in words_of(text)})


@cache
def english_texts() -> list[tuple[str, list[str]]]:
    """Return the sources of several words that French says otherwise, each in its parts."""
    found = []
    for source, target in texts().items():
        if source != target and len(words_of(source)) > 1:
            parts = [literal for literal, *_ in Formatter().parse(source.strip()) if literal]
            found.append((source, parts))
    return found


def _stands_in(parts: list[str], said: str) -> bool:
    """Whether a text with places stands in what was said."""
    if not all(part in said for part in parts):  # mostly so, and much faster
        return False
    return (
        re.search(r"\b" * parts[0][0].isalpha() + ".+?".join(map(re.escape, parts)), said)
        is not None
    )


def english(said: str, *typed: str) -> set[str]:
    """Return the English in what was said; words that were typed and rules are no fault of ours."""
    names = (
        r"utf-16-[bl]e|(?<!\w)--?[a-z-]+|\S+\.(csv|yaml|py)\b|\[[a-z-]+\]\n"
        r"|\b[a-z]+(?:\|[a-z]+)+|\bplain-[a-z]+"
    )
    plain = re.sub(r"[ \n]+", " ", re.sub(names, " ", said))
    named = (name for page in pages() for name in page)
    own = {word.lower() for text in (*typed, *named) for word in WORD.findall(text)}
    words = {word for word in WORD.findall(plain) if word.lower() in english_words() - own}
    return words | {source for source, parts in english_texts() if _stands_in(parts, plain)}


def test_english_is_known_when_it_is_met() -> None:
    assert english("conseil\u00a0: rename the columns") == {"rename", "the", "columns"}
    assert "no progress bar" in english("--no-progress  no progress\n                bar")
    assert english("Input should be a valid integer") >= {"should", "integer"}
    assert english("erreur\u00a0: «\u00a0missing\u00a0»", "--by", "missing") == set()
    assert "is" in english("erreur\u00a0: « a » is not one of b")


@pytest.fixture
def french(run: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give the function that runs a command line in French and refuses any English in answer."""
    monkeypatch.setenv("COLUMNS", "80")

    def runs(*words: str) -> Ran:
        ran = run(*words, "--lang", "fr")
        said = ran.out + ran.err
        assert said
        assert english(said, *words) == set()
        assert not re.search("[“”]", said)
        return ran

    return runs


@pytest.mark.parametrize("words", [" ".join(page) for page in pages()])
def test_help_is_french(french: Any, words: str) -> None:
    ran = french(*words.split(), "--help")
    assert ran.out.startswith(f"Utilisation{BLANK}: qualstat")
    assert f"\nOptions{BLANK}:\n" in ran.out
    assert f"\nExemple{BLANK}:\n" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("compute --year 2018", "Tableau de bord qualité, 2018"),
        ("compute --year 2018 --module 4 --by quarter", f"Aix{BLANK}: en juillet, réponse à un"),
        ("compute --site istres --by month --module 1", "Aucune période demandée"),
        ("compute --site istres --year 2018", f"dont 3{BLANK}cités ici"),
        ("compute --year 2018 --format markdown", f"**Bilan{BLANK}:**"),
        ("compute --year 2018 --only missed,near", "chiffres affichés sur"),
        ("compute --year 2018 --only near --site istres", "Aucun chiffre à afficher"),
        ("compute --year 2018 --sort -margin --by quarter", "Évolution"),
        ("compute --as-of 2018-10-31 --site arles", "situation connue au 31/10/2018"),
        ("compute --year 1950 --module 7", "Aucun indicateur à afficher."),
        ("compare --site aix --year 2018", "peut tenir au hasard (p"),
        ("check", "14 avertissements, 24 remarques."),
        ("referentiel list", "taux sous 5"),
        ("referentiel show courriels-5j", "à partir du 01/01/2017, sans date de fin"),
        ("referentiel show pn-satisfaction", "tres_satisfait ou satisfait"),
        ("referentiel show prefecture", "Jours fériés modifiés"),
        ("referentiel check", "Aucun constat."),
    ],
)
def test_results_are_french(french: Any, words: str, said: str) -> None:
    ran = french(*words.split())
    assert flat(said) in flat(ran.out + ran.err)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("comput", "vouliez-vous dire compute ?"),
        ("compute --yeer 2018", "n'a pas d'option --yeer"),
        ("compute --year", "l'option '--year' demande une valeur"),
        ("compute --quiet=1", "n'accepte pas de valeur"),
        ("compute encore", "en trop dans la commande : encore"),
        ("compute --year 18", "« 18 » n'est pas une année"),
        ("compute --year 2018 --month 2018-01", "plusieurs périodes à la fois"),
        ("compute --from 2018-04", "--to manque"),
        ("compute --from 2018-04 --to 2018-01", "une fin qui ne précède pas le début"),
        ("compute --as-of 31/12/2018", "un jour, par exemple 2018-06-30"),
        ("compute --by semaine", "n'est pas un choix possible"),
        ("compute --module 9", "il n'y a pas de module 9"),
        ("compute --site istre", "vouliez-vous dire istres ?"),
        ("compute --indicator rdv", "n'est pas un indicateur"),
        ("compute -o bilan.pdf", "ne correspond à aucun format"),
        ("compute -o bilan", "le nom du fichier n'a pas de terminaison"),
        ("compute -o nulle/bilan.csv", "son dossier n'existe pas"),
        ("compute --max-rejects x", "n'est pas une limite"),
        ("compute --data nulle", "ce dossier n'existe pas"),
        ("compute --referentiel nulle", "le dossier d'un référentiel"),
        ("check --rejects -", "un dossier à elles"),
        ("check --max-rejects 3", "trop de lignes rejetées (14)"),
        ("referentiel show courriel", "n'est ni un indicateur, ni un site, ni un engagement"),
        ("init", "il manque l'argument 'DOSSIER'"),
        ("init tests", "le dossier n'est pas vide"),
    ],
)
def test_mistakes_are_told_in_french(french: Any, words: str, said: str) -> None:
    ran = french(*words.split())
    assert ran.status
    assert said in flat(ran.out + ran.err)


CALL = "istres;02/01/2018 09:00;standard;repondu;3;40"
START = "istres;02/01/2018 09:00;standard"
BAD_STARTS = (
    "istre;02/01/2018 09:00;standard", "istres;32/01/2018 09:00;standard",
    "istres;02/01/2018;standard", "istres;;standard", "istres;02/01/2018 09:00;standart",
)  # fmt: skip


def test_findings_on_registers_are_french(french: Any, tmp_path: Path) -> None:
    header = "site;debut;ligne;issue;attente_s;duree_s"
    rows = [CALL.replace(START, start) for start in BAD_STARTS]
    rows += [CALL + ";1", f'{CALL};"', CALL.replace(";3;", ";-3;"), CALL.replace("2018", "2098")]
    for name, lines in {
        "appels-1": [header, CALL, *rows],
        "appels-2": [header + ";autre", CALL + ";"],
        "appels-3": [header],
        "appels-4": ["sites;début"],
        "appels-5": [header + ";site"],
        "appels-6": [],
        "appels-7": ["\x00"],
        "essai": ["x"],
    }.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines), "utf-8")
    (tmp_path / "appels-8.csv").symlink_to(tmp_path / "nulle.csv")
    folder = tmp_path.with_name("rejets")
    ran = french("check", "--data", str(tmp_path), "--rejects", str(folder))
    assert ran.status == 4
    assert "conseil : renommez les colonnes : sites → site" in flat(ran.out)
    texts = [one.read_text("utf-8-sig") for one in sorted(folder.iterdir())]
    rejected = "\n".join(texts)
    assert english(rejected, *rows, header) == set()
    assert "« 02/01/2018 » ne donne pas l'heure" in flat(rejected)


TOLD = """
arles:
  - {indicator: reclamations-15j, month: 2018-08, days: 5, given: 2019-01-31, text: x}
  - {indicator: reclamations-15j, month: 2018-08, days: 5, given: 2019-01-31, text: x}
  - {indicator: pn-infos, month: 2018-08, days: 0, number: 0, given: 2019-01-31, text: x}
aux:
  - {indicator: reclamations-15j, month: 2018-08, given: 2019-01-31, text: x}
"""
CHANGES: dict[str, Any] = {
    "headings.yaml": ("    - pn-infos\n", "    - pn-infes\n"),
    "zones.yaml": "metropol: {}\n",
    "editions/2018.yaml": ("assumed: true", "assumed: oui"),
    "sites/istres.yaml": ("short: Istres", "shrt: [a]"),
    "sites/arles.yaml": ("timezone: Europe/Paris", "timezone: Paris\nclosures: x"),
    "sites/aix.yaml": "label: 'Aix\n",
    "sites/prefecture.yaml": (
        "    since: 2018-07\n    headings",
        "    since: 2018-05\n    headings",
    ),
    "explanations.yaml": TOLD,
    "indicators/courriers-15j.yaml": ("at_least: 95 %", "at_least: 195 %"),
    "indicators/rdv-4j.yaml": ("kind: rate-within", "kind: taux"),
    "indicators/appels-perdus.yaml": ("at_most: 10 %", "at_most: 10"),
    "indicators/courriels-5j.yaml": ("within: 5", "within: 5_0"),
}


def test_findings_on_the_referentiel_are_french(french: Any, tmp_path: Path) -> None:
    folder = spoiled(tmp_path, CHANGES)
    ran = french("referentiel", "check", "--referentiel", str(folder))
    assert ran.status == 3
    said = flat(ran.out)
    assert "« short » manque" in said
    assert "un nombre et son unité, par exemple 95 %, 15 jours ou 1 point" in said
    assert "un guillemet jamais refermé" in said
    assert "terminez le précédent : « until: 2018-04 »" in said
    assert "cette explication est déjà donnée plus haut" in said
    assert "« 5 » ne dépasse pas le délai de « reclamations-15j »" in said
    assert "« aux » n'est pas un site" in said


@pytest.mark.parametrize(
    "text", ["donnees: x", "data: [x]", "lang: de", "max_rejects: x", "data: a: b", "\tdata: x"]
)
def test_mistakes_of_the_configuration_are_told_in_french(
    french: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "qualstat.yaml").write_text(text + "\n", "utf-8")
    assert french("check").status == 2


def test_a_new_folder_is_explained_in_french(french: Any, tmp_path: Path) -> None:
    assert "Tapez maintenant" in french("init", str(tmp_path / "essai")).out


@pytest.fixture
def speaking_french() -> Iterator[None]:
    """Speak French for the time of a test."""
    set_language("fr")
    yield
    set_language("en")


@pytest.mark.usefixtures("speaking_french")
def test_texts_of_typer_itself() -> None:
    """It asks the same catalogue, by the process's own domain."""
    assert gettext.gettext("Missing command.") == "Il manque la commande."
    assert translate("[default: {}]") == "[par défaut\u00a0: {}]"
