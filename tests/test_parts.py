"""Parts: the valid rows that each file holds of each site and month."""

from pathlib import Path

from qualstat.periods import year_period
from qualstat.pipeline import Request
from qualstat.pipeline.gathering import gather
from registers_by_hand import REFERENTIEL, write

LETTER = "{site};{ref};courriel;usager;demande;{received};;"
CALL = "istres;{day} 10:00:00;standard;repondu;5;5;{n}"


def test_each_file_tells_its_valid_rows_by_site_and_month(tmp_path: Path) -> None:
    """A repeated letter is a row of both files; an effectif of 7 is one row; a bad row is none."""
    write(tmp_path, {
        "courriers-1.csv": [
            LETTER.format(site="aix", ref="A", received="01/06/2018"),
            LETTER.format(site="aix", ref="", received="30/06/2018"),
            LETTER.format(site="istres", ref="B", received="01/07/2018"),
            LETTER.format(site="istres", ref="C", received="32/07/2018"),
        ],
        "courriers-2.csv": [LETTER.format(site="aix", ref="A", received="01/06/2018")],
        "appels.csv": [CALL.format(day="03/02/2018", n=7)],
    })  # fmt: skip
    held = gather(Request(REFERENTIEL, tmp_path, period=year_period(2018)))
    sites = list(held.referentiel.sites)
    found = {}
    for one in held.counted.registers.values():
        columns = (one.parts.file, one.parts.site, one.parts.month, one.parts.rows)
        for file, site, month, rows in zip(*(part.tolist() for part in columns), strict=True):
            found[one.files[file], sites[site], month - 12 * 2018 + 1] = rows
    assert found == {
        ("courriers-1.csv", "aix", 6): 2,
        ("courriers-1.csv", "istres", 7): 1,
        ("courriers-2.csv", "aix", 6): 1,
        ("appels.csv", "istres", 2): 1,
    }
