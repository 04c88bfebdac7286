"""A server that runs `qualstat monthly`: exports that come, a store, files given out."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cli_runs import Ran
from registers_by_hand import REFERENTIEL, write

JANUARY = {
    "courriers-2018-01.csv": [
        "istres;A-1;courriel;usager;demande;08/01/2018;;Accueil",
        "istres;A-2;courriel;usager;demande;10/01/2018;12/01/2018;Accueil",
    ],
    "appels-2018-01.csv": ["istres;15/01/2018 09:00;standard;repondu;5;60;",
                           "istres;16/01/2018 09:00;standard;perdu;5;60;"],
}  # fmt: skip
FEBRUARY = {
    "courriers-2018-02.csv": [
        "istres;A-1;courriel;usager;demande;08/01/2018;01/02/2018;Accueil",
        "istres;A-3;courriel;usager;demande;27/02/2018;;Accueil",
        "istres;A-4;courriel;usager;demande;28/02/2018;28/02/2018;Accueil",
    ],
    "appels-2018-02.csv": ["istres;28/02/2018 09:00;standard;repondu;5;60;"],
}


class Server:
    """A folder of exports, a store, and a folder of files given out."""

    def __init__(self, place: Path, run: Any) -> None:
        self.program = run
        self.data, self.out, self.store = place / "data", place / "out", place / "a.store"
        self.log = place / "log.jsonl"
        self.data.mkdir()

    def deliver(self, registers: dict[str, list[str]]) -> "Server":
        """Write exports; return the server."""
        write(self.data, registers)
        return self

    def run(self, *options: str, sites: Sequence[str] = ("istres",)) -> Ran:
        """Run the command as cron does."""
        year = () if {"--year", "--from"} & set(options) else ("--year", "2018")
        return self.program(
            "monthly", *year, "--data", str(self.data),
            "--store", str(self.store), "-o", str(self.out), "--referentiel", str(REFERENTIEL),
            "--lang", "en", *(word for site in sites for word in ("--site", site)), *options,
        )  # fmt: skip

    def run_and_tell(self) -> list[dict[str, Any]]:
        """Run the command, and return what its manifest says is left out."""
        self.run()
        left_out: list[dict[str, Any]] = self.manifest["left_out"]
        return left_out

    def rows(self, month: str, site: str = "istres") -> dict[str, dict[str, str]]:
        """Return the lines of a file given out, by indicator."""
        text = (self.out / month / f"{site}.csv").read_text(encoding="utf-8")
        return {one["indicator"]: one for one in csv.DictReader(io.StringIO(text))}

    def note(self, month: str, indicator: str) -> str:
        """Return the last note of a figure of Istres."""
        return self.rows(month)[indicator]["note"].split()[-1]

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest."""
        return json.loads((self.out / "manifest-2018.json").read_text(encoding="utf-8"))

    @property
    def files(self) -> dict[str, bytes]:
        """All that was given out."""
        return {
            one.relative_to(self.out).as_posix(): one.read_bytes()
            for one in sorted(self.out.rglob("*")) if one.is_file()
        }  # fmt: skip
