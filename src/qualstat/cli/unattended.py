"""A run that nobody watches: what is new is given out, and what a run must know is kept.

Takes what was asked for; writes files, and gives a paragraph and the exit status. Conventions
owned here: one run at a time holds the store, from its start to its end; what is given out is
written together, the manifest last, and then the store; a run that would do the same as the last
one does nothing, and says again what is to be mended alone.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

import qualstat
from qualstat.cli import asked, batches, inputs, progress, report, settling, status, writing
from qualstat.cli.journal import Journal
from qualstat.errors import OutputError
from qualstat.findings import Finding
from qualstat.render.language import current

if TYPE_CHECKING:  # they load the whole house, which a run with nothing new can do without
    from qualstat.deliveries import Delivery
    from qualstat.periods import Period
    from qualstat.store import Store


class Wanted(Struct, frozen=True):
    """What a run is asked for, and how it gives it out."""

    folder: Path
    store: Path
    excel: bool
    settle: int | None
    verify: bool
    failing: str | None
    allowed: asked.Limit
    summary: str | None
    progress: bool
    period: "Period | None"
    sites: tuple[str, ...]
    module: int | None
    indicators: tuple[str, ...]
    edition: str | None = None

    @property
    def question(self) -> dict[str, Any]:
        """What is asked for, as the manifest tells it."""
        chosen = {} if self.edition is None else {"edition": self.edition}
        return {
            "sites": self.sites, "module": self.module, "indicators": self.indicators, **chosen,
        }  # fmt: skip

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for, as the journal tells it."""
        period = self.period
        days = {} if period is None else {"start": str(period.start), "end": str(period.end)}
        return {**days, **self.question}

    @property
    def options(self) -> list[str]:
        """All that decides what comes of a run, but for its files and declarations."""
        how = (self.excel, self.failing, self.allowed.text, current(), str(self.period))
        return [json.dumps(self.question), *map(str, how)]


class Outcome(Struct, frozen=True):
    """What came of a run: what it tells, its status, the digests of its files.

    `faults` are what is to be mended, and told again by each run. It does not `last` where a file
    was put off, which only time may mend.
    """

    told: str
    faults: str
    status: int
    files: Mapping[str, str]
    last: bool = True


def run(wanted: Wanted, held: inputs.Inputs, said: Journal) -> tuple[str, int]:
    """Give out what is new; return what to tell, and the exit status."""
    from qualstat.store import opened, runs

    options = [*wanted.options, str(held.unpacked)]
    kind = f"monthly {wanted.folder.resolve()} {options}"
    declared = [one for one in (held.referentiel, held.sources) if one]
    with opened(wanted.store) as store, store.writing():
        made_from = runs.digest(held.data, declared, options)
        said.say("started", version=qualstat.__version__, asked=wanted.asked)
        last = runs.last(store, kind)
        done = last and last.inputs == made_from and not wanted.verify
        if last and done and _intact(wanted.folder, json.loads(last.told)["files"]):
            batches.sweep(wanted.folder)
            summarise(wanted.summary, json.loads(last.told)["told"])
            said.say("ended", status=last.status, written=0)
            return json.loads(last.told).get("faults", ""), last.status
        outcome = _given_out(wanted, held, store, said)
        if outcome.last:
            kept = json.dumps(
                {"told": outcome.told, "faults": outcome.faults, "files": outcome.files}
            )
            runs.keep(store, kind, runs.Run(made_from, outcome.status, kept))
        summarise(wanted.summary, outcome.told)
        return outcome.told, outcome.status


def _intact(folder: Path, files: Mapping[str, str]) -> bool:
    """Tell whether the files of the last run are as it left them."""
    return all(
        hashlib.sha256(batches.content(folder / name) or b"").hexdigest() == digest
        for name, digest in files.items()
    )


def _given_out(wanted: Wanted, held: inputs.Inputs, store: "Store", said: Journal) -> Outcome:
    """Write what changed, and keep what is settled."""
    from qualstat import pipeline
    from qualstat.render.delivery.paragraph import faults, paragraph

    with progress.shown(wanted=wanted.progress) as move:
        request = held.request(
            held.data, period=wanted.period, sites=wanted.sites, module=wanted.module,
            indicators=wanted.indicators, edition=wanted.edition,
        )  # fmt: skip
        moving = partial(settling.moving, seconds=wanted.settle)
        found = pipeline.monthly(
            request, store, moving, years=years(wanted.folder), progress=move, verify=wanted.verify
        )
    contents = _contents(found, store, wanted)
    written = batches.put(wanted.folder, contents)
    pipeline.keep(store, found)
    changes = told(found)
    revised = [one for held_ in found for one in held_.changed if not one.back]
    for one in changes:
        said.find(one)
    for register in found[-1].scorecard.accounts:
        if register.rejected:
            said.say("rejected", register=register.register, rows=register.rejected)
    for name in written:
        said.say("written", file=name)
    code = _status(found[-1], wanted)
    said.say("ended", status=code, written=len(written))
    return Outcome(
        paragraph(found[-1], changes, revised, check=held.check),
        faults(found[-1], changes),
        code,
        {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
        not any(one.rule == "put-off" for one in changes),
    )


def _contents(found: "Sequence[Delivery]", store: "Store", wanted: Wanted) -> dict[str, bytes]:
    """Return the files of deliveries, the manifests last."""
    from qualstat.periods import Period
    from qualstat.render.delivery.sheets import manifest, manifest_of, sheets
    from qualstat.store.files import listing

    contents, manifests = dict[str, bytes](), dict[str, bytes]()
    listed = listing(store, found[-1].files)
    for one in found:
        periods = one.scorecard.periods
        if periods:
            period = Period(periods[0].start, periods[-1].end)
            own = sheets(one, excel=wanted.excel)
            asked_for = {"start": str(period.start), "end": str(period.end), **wanted.question}
            contents |= own
            manifests[manifest_of(period)] = manifest(one, own, listed, asked_for)
    return contents | manifests


def years(folder: Path) -> list[int]:
    """Return the years that were given out in a folder."""
    names = (re.fullmatch(r"manifest-([0-9]{4})\.json", one.name) for one in folder.glob("*.json"))
    return [int(one[1]) for one in names if one]


def told(found: "Sequence[Delivery]") -> tuple[Finding, ...]:
    """Return what is to be said: of earlier years, which settled figures changed."""
    last = found[-1].scorecard
    before = (one for held in found[:-1] for one in held.scorecard.changes
              if one.rule == "settled-figure")  # fmt: skip
    return (*last.findings, *last.changes, *before)


def summarise(place: str | None, told: str) -> None:
    """Write what is to be told to a file, if there is one."""
    if place is not None:
        with writing.written(Path(place)) as stream:
            stream.write(f"{told}\n".encode() if told else b"")


@contextmanager
def failures(place: str | None) -> Iterator[None]:
    """Have the summary of a run that fails say why, in place of what it said the day before."""
    try:
        yield
    except Exception as error:
        from qualstat.render.findings import text

        with suppress(OutputError):
            summarise(place, "\n".join(text(one) for one in report.told(error)))
        raise


def _status(found: "Delivery", wanted: Wanted) -> int:
    held = found.scorecard
    if status.blocking(held.findings):
        return status.REGISTER
    if status.beyond(held.accounts, wanted.allowed):
        return status.REJECTS
    figures = [one for sheet in found.sheets for one in sheet.figures]
    return status.FOUND if status.failing(figures, wanted.failing) else status.DONE
