"""The manual for servers: what it gives to copy can be used as it stands."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli_runs import ROOT
from qualstat.errors import (
    OutputError,
    ReferentielError,
    RegisterError,
    UsageError,
)

TEXT = (ROOT / "docs/serveur/LISEZ-MOI.md").read_text(encoding="utf-8")
BLOCKS = [(kind, text) for kind, text in re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)]
CRONTAB = next(text for _, text in BLOCKS if "MAILTO" in text)
UNITS = {re.match(r"# (.*)", text)[1]: text for kind, text in BLOCKS if kind == "ini"}  # type: ignore[index]
VERIFIES = shutil.which("systemd-analyze") or ""
PROGRAM = "/srv/qualite/.venv/bin/qualstat"


def test_cron_finds_the_program_and_reads_the_line_to_its_end() -> None:
    assert re.search(r"^PATH=/srv/qualite/\.venv/bin:", CRONTAB, re.MULTILINE)
    lines = [one for one in CRONTAB.splitlines() if re.match(r"[0-9*]", one)]
    assert lines
    assert not [one for one in lines if re.search(r"(?<!\\)%", one)]


@pytest.mark.skipif(not VERIFIES, reason="systemd is not here")
def test_the_units_are_what_systemd_takes(tmp_path: Path) -> None:
    program = tmp_path / "qualstat"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    places = []
    for name, text in UNITS.items():
        places.append(tmp_path / Path(name).name)
        assert name.endswith(".timer") or f"\nExecStart={PROGRAM} monthly" in text
        places[-1].write_text(text.replace(PROGRAM, str(program)), encoding="utf-8")
    told = subprocess.run([VERIFIES, "verify", *map(str, places)], capture_output=True,
                          text=True, check=False, timeout=60)  # fmt: skip
    own = [one for one in told.stderr.splitlines() if "qualite." in one]
    assert (own, told.returncode) == ([], 0), told.stderr


def test_what_is_typed_runs(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "referentiel", tmp_path / "referentiel")
    shutil.copytree(ROOT / "samples/2018", tmp_path / "exports")
    held = next(text for kind, text in BLOCKS if kind == "yaml")
    (tmp_path / "qualstat.yaml").write_text(held, encoding="utf-8")
    assert {"data", "referentiel", "store"} <= yaml.safe_load(held).keys()
    typed = [
        re.search(r"qualstat (monthly .*)", text)[1].split()  # type: ignore[index]
        for text in (CRONTAB, *(one for one in UNITS.values() if "ExecStart" in one))
    ]
    assert len(typed) == 2
    for words in typed:
        told = run(*words, "--settle-seconds", "0")
        assert told.status in (0, 1), told.err
        assert told.err == ""
    assert (tmp_path / "mensuel/manifest-2018.json").exists()


def test_every_exit_status_is_there() -> None:
    told = {int(one) for one in re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)}
    raised = {one.status for one in (UsageError, ReferentielError, RegisterError, OutputError)}
    assert told == {0, 1, 5, 70, 130, *raised}
