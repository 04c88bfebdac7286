"""`qualstat compute`, with a pipeline that answers by hand: options, streams and statuses."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from cli_runs import ROOT, Fake
from qualstat.errors import ReferentielError, RegisterError
from qualstat.findings import Finding, message
from qualstat.periods import Period
from scorecard_example import scorecard

UNREADABLE = Finding("unreadable", "blocking", message("the file is empty"), file="appels.csv")


def test_it_asks_the_pipeline_for_what_was_typed(run: Any, fake: Fake) -> None:
    status = run(
        "compute", "--site", "istres", "--site", "Arles", "--year", "2018", "--by", "Month",
        "--as-of", "2019-01-31", "--module", "4", "--indicator", "rdv-4j", "--format", "csv",
    ).status  # fmt: skip
    assert status == 0
    (asked,) = fake.asked
    assert asked.sites == ("istres", "Arles")
    assert asked.period == Period(date(2018, 1, 1), date(2018, 12, 31))
    assert (asked.by, asked.as_of, asked.module) == ("month", date(2019, 1, 31), 4)
    assert asked.indicators == ("rdv-4j",)
    assert (asked.referentiel, asked.data) == (Path("referentiel"), Path("samples"))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        (["--year", "2018"], date(2018, 1, 1), date(2018, 12, 31)),
        (["--month", "2018-06"], date(2018, 6, 1), date(2018, 6, 30)),
        (["--quarter", "2018Q2"], date(2018, 4, 1), date(2018, 6, 30)),
        (["--quarter", "2018T2"], date(2018, 4, 1), date(2018, 6, 30)),
        (["--from", "2018-04", "--to", "2018-12"], date(2018, 4, 1), date(2018, 12, 31)),
        (["--from", "2018-04-03", "--to", "2018-04-05"], date(2018, 4, 3), date(2018, 4, 5)),
    ],
)
def test_periods(run: Any, fake: Fake, words: list[str], first: date, last: date) -> None:
    assert run("compute", *words, "--format", "json").status == 0
    assert fake.asked[0].period == Period(first, last)


@pytest.mark.parametrize(
    ("words", "option", "hint"),
    [
        (["--year", "18"], "--year", "from 1900 to 2100"),
        (["--year", "1899"], "--year", "from 1900 to 2100"),
        (["--year", "2 018"], "--year", "from 1900 to 2100"),
        (["--year", ""], "--year", "from 1900 to 2100"),
        (["--month", "2018-13"], "--month", "2018-06"),
        (["--quarter", "2018Q5"], "--quarter", "2018Q2"),
        (["--from", "2018-04"], "--from", "--to"),
        (["--to", "2018-04"], "--to", "--from"),
        (["--from", "2018-04", "--to", "2018-03"], "--from --to", "precede"),
        (["--year", "2018", "--month", "2018-06"], "--year, --month", "--quarter"),
        (["--month", "2018-06", "--to", "2018-06"], "--month, --to", "--quarter"),
        (["--by", "mont"], "--by", "month?"),
        (["--as-of", "2018-02-30"], "--as-of", "2018-06-30"),
        (["--module", "+4"], "--module", "--module 4"),
        (["--module", "1_0"], "--module", "--module 4"),
        (["--format", "jsn"], "--format", "json?"),
        (["--fail-on", "mised"], "--fail-on", "missed?"),
        (["--max-rejects", "-1"], "--max-rejects", "2%"),
        (["--max-rejects", "101%"], "--max-rejects", "2%"),
        (["--data", ""], "--data", "a folder"),
        (["-o", "figures.pdf"], ".pdf", "--format"),
        (["-o", "figures"], "-o figures", "--format"),
        (["--sit", "istres"], "--sit", "--site?"),
        (["--year"], "--year", "needs a value. — to do: type qualstat compute --help"),
        (["--quiet=yes"], "--quiet", "takes no value"),
        (["extra"], "extra", "compute --help"),
    ],
)
def test_mistakes_are_named_with_what_was_expected(
    run: Any, fake: Fake, words: list[str], option: str, hint: str
) -> None:
    ran = run("compute", *words)
    assert (ran.status, ran.out) == (2, "")
    assert option in ran.err
    assert hint in ran.err
    assert len(ran.err.splitlines()) == 1
    assert fake.asked == []


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("limit", "status"),
    [("16", 0), ("15", 5), ("0.08%", 0), ("0,07 %", 5), ("0%", 5), ("100%", 0), ("none", 0)],
)
def test_too_many_rejected_rows(run: Any, limit: str, status: int) -> None:
    """Of 21,412 rows, 16 are rejected: 0.0747 %."""
    ran = run("compute", "--year", "2018", "--format", "json", "--max-rejects", limit)
    assert ran.status == status
    assert ("--max-rejects" in ran.err) == (status == 5)
    assert json.loads(ran.out)["figures"]


def test_fail_on(run: Any, fake: Fake) -> None:
    """The préfecture is near two objectives and misses none; Istres misses two."""
    fake.answer = scorecard("prefecture")
    assert run("compute", "--format", "csv", "--fail-on", "missed").status == 0
    assert run("compute", "--format", "csv", "--fail-on", "near").status == 1
    fake.answer = scorecard("istres")
    fake.change(figures=tuple(one for one in fake.answer.figures if one.verdict != "near"))
    for named in ("missed", "near"):
        assert run("compute", "--format", "csv", "--fail-on", named).status == 1
    assert run("compute", "--format", "csv").status == 0


def test_an_unreadable_register_goes_before_rejects_and_verdicts(run: Any, fake: Fake) -> None:
    fake.change(findings=(UNREADABLE,))
    words = ["compute", "--year", "2018", "--format", "json"]
    for more in ([], ["--fail-on", "missed"], ["--fail-on", "missed", "--max-rejects", "0"]):
        ran = run(*words, *more)
        assert ran.status == 4
        assert json.loads(ran.out)["figures"]
        assert "appels.csv: the file is empty" in ran.err
    fake.change(findings=())
    assert run(*words, "--fail-on", "missed", "--max-rejects", "0").status == 5


@pytest.mark.parametrize(("kind", "status"), [(ReferentielError, 3), (RegisterError, 4)])
def test_what_the_pipeline_refuses(
    run: Any, monkeypatch: pytest.MonkeyPatch, kind: Any, status: int
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise kind(UNREADABLE)

    monkeypatch.setattr("qualstat.pipeline.compute", refuse)
    ran = run("compute")
    assert (ran.status, ran.out) == (status, "")
    assert ran.err == "error: appels.csv: the file is empty\n"


def test_the_period_nobody_asked_for_is_named(run: Any, fake: Fake) -> None:
    ran = run("compute", "--format", "csv")
    assert fake.asked[0].period is None
    assert "2018, the last year a register reaches" in ran.err
    assert "2018, the last" not in run("compute", "--year", "2018", "--format", "csv").err


def test_findings_go_to_stderr_in_few_lines(run: Any, fake: Fake) -> None:
    warning = Finding("gap", "warning", message("a gap"), file="visites.csv")
    note = replace(warning, severity="information", found=message("a note"))
    rejected = replace(warning, rule="rejected-row", found=message("a rejected row"))
    fake.change(findings=(note, *([warning] * 30), *([rejected] * 16), UNREADABLE))
    ran = run("compute", "--year", "2018", "--format", "json", "--data", "samples")
    lines, check = ran.err.splitlines(), "qualstat check --data samples"
    assert lines[0] == "error: appels.csv: the file is empty"
    assert lines.count("warning: visites.csv: a gap") == 19
    assert lines[20:] == [
        f"11 more findings: {check} shows them all.",
        f"16 rows rejected, all sites together (calls 12, mail 4): {check} shows them.",
    ]
    assert json.loads(ran.out)


def test_quiet_leaves_the_errors(run: Any, fake: Fake) -> None:
    words = ("compute", "--format", "json", "--quiet", "--max-rejects", "3")
    ran = run(*words)
    assert ran.err == "error: --max-rejects: too many rejected rows (16) — expected: at most 3\n"
    fake.change(findings=(*fake.answer.findings, UNREADABLE))
    assert run(*words[:4]).err == "error: appels.csv: the file is empty\n"


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("name", "start"),
    [("a.json", "{"), ("a.csv", "schema,site"), ("a.md", "# "), ("a.TXT", "Sous-préfecture")],
)
def test_the_ending_of_the_file_names_the_format(
    run: Any, tmp_path: Path, name: str, start: str
) -> None:
    ran = run("compute", "--year", "2018", "-o", str(tmp_path / name))
    assert (ran.status, ran.out) == (0, "")
    text = (tmp_path / name).read_text("utf-8")
    assert text.startswith(start)
    assert "\x1b" not in text


@pytest.mark.usefixtures("fake")
def test_the_format_wins_over_the_ending(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    assert run("compute", "--format", "csv-excel", "--output", str(file)).status == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbfschema;site")
    assert run("compute", "--format", "JSON", "-o", str(tmp_path / "no-ending")).status == 0
    assert json.loads((tmp_path / "no-ending").read_text("utf-8"))


@pytest.mark.usefixtures("fake")
def test_a_hyphen_is_stdout(run: Any) -> None:
    ran = run("compute", "--format", "json", "-o", "-")
    assert json.loads(ran.out)["schema"] == 1
    assert not (ROOT / "-").exists()


@pytest.mark.usefixtures("fake")
def test_machine_output_ignores_the_language(run: Any) -> None:
    for form in ("csv", "csv-excel", "json"):
        words = ("compute", "--year", "2018", "--format", form, "--quiet")
        assert run(*words, "--lang", "en").out == run(*words, "--lang", "fr").out
