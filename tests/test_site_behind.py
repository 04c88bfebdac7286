"""A site whose rows stop early is judged late on the dates of the others: that is said."""

from datetime import date
from pathlib import Path

import pytest

from registers_by_hand import REFERENTIEL, computed, figure, found, months
from spoiled_referentiel import spoiled, told

LETTER = "{site};{ref};courriel;usager;demande;{received};{answered};"
JULY = months("2018-07", "2018-07")


def letters(*rows: tuple[str, str, str]) -> dict[str, list[str]]:
    held = [LETTER.format(site=site, ref=place, received=received, answered=answered)
            for place, (site, received, answered) in enumerate(rows)]  # fmt: skip
    return {"courriers.csv": held}


OPEN = ("istres", "20/07/2018", "")
OTHER = ("arles", "28/12/2018", "31/12/2018")


def test_what_is_known_of_the_site_and_what_to_do_are_said(tmp_path: Path) -> None:
    card = computed(tmp_path, letters(("istres", "02/07/2018", "03/07/2018"), OPEN, OTHER), JULY)
    assert figure(card, "courriels-5j").measure.overdue == 1
    (one,) = found(card, "site-behind")  # not of the total, nor of a site without overdue cases
    assert one.severity == "warning"
    assert told(one) == (
        "Istres, courriers*.csv: no row after 2018-07-20; what is unanswered is judged late on"
        " 2018-12-31, the last day of this register over all sites or the one asked for | rows of"
        " the site up to that day | ask for the export of the site, or judge on an earlier day:"
        " --as-of 2018-07-20"
    )


@pytest.mark.parametrize(("last", "said"), [("30/11/2018", 0), ("29/11/2018", 1)])
def test_an_export_may_lag_a_month(last: str, said: int, tmp_path: Path) -> None:
    """From 30 November to 31 December there are 31 days."""
    card = computed(tmp_path, letters(OPEN, ("istres", last, last), OTHER), JULY)
    assert len(found(card, "site-behind")) == said


def test_a_register_declared_complete_is_known(tmp_path: Path) -> None:
    declared = spoiled(
        tmp_path, {"sites/istres.yaml": ("label:", "complete: {mail: 2018-08..2018-12}\nlabel:")}
    )
    card = computed(tmp_path / "data", letters(OPEN, OTHER), JULY, referentiel=declared)
    assert found(card, "site-behind") == []


def test_as_known_when_the_site_was(tmp_path: Path) -> None:
    """On 31 July the e-mail of 20 July was overdue, and its site known 11 days before."""
    card = computed(tmp_path, letters(OPEN, OTHER), JULY, as_of=date(2018, 7, 31),
                    referentiel=REFERENTIEL)  # fmt: skip
    assert figure(card, "courriels-5j").measure.overdue == 1
    assert found(card, "site-behind") == []
