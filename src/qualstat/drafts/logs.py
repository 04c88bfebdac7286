"""Logs: a table whose rows are events, several a case.

Takes the sample of a table; gives the lines that propose to read it so. Convention owned here:
this is proposed in a comment only, where one column names cases that come back and another one
what happened: which rows tell what is for somebody to say who knows the log.
"""

from collections.abc import Iterator, Sequence

from qualstat.drafts.lines import Line, said
from qualstat.drafts.looks import Look, Sample
from qualstat.drafts.naming import Naming
from qualstat.drafts.tidying import tidy
from qualstat.drafts.usual import CASES, EVENT_WORDS, EVENTS, TIMES
from qualstat.findings import N_

RECUR = 0.8  # of the rows that name a case, at most so many name another one
KINDS = 60  # of events, at most


def log_lines(sample: Sample, called: Naming) -> Iterator[Line]:
    """Yield the commented lines that read a table as a log; none where it is none."""
    kind = _named(sample.looks, EVENTS) or _worded(sample.looks)
    case = _case(sample, kind)
    if case is None or kind is None or kind.distinct > KINDS:
        return
    time = _named(sample.looks, TIMES)
    yield Line("")
    yield said(N_("TO DECIDE: is this a log, with several rows a case? {case} comes back from row "
                  "to row, and {kind} may say what happened. Then these lines make one record of "
                  "each case:"), "", case=called.yaml(case), kind=called.yaml(kind))  # fmt: skip
    lines = ["events:", f"  case: {called.yaml(case)}", f"  kind: {called.yaml(kind)}"]
    if time is not None and time.kind in ("date", "epoch"):
        lines.append(f"  time: {called.yaml(time)}")
    lines += ["  moments:", "    debut: first", "    fin: last"]
    yield from (Line(f"# {one}") for one in lines)


def _named(looks: Sequence[Look], usual: Sequence[str]) -> Look | None:
    """Return the column that has the first of some usual names."""
    names = {tidy(one.name): one for one in reversed(looks) if one.kind != "blank"}
    return next((names[name] for name in usual if name in names), None)


def _worded(looks: Sequence[Look]) -> Look | None:
    """Return the column whose texts are those of the logs that are known."""
    return next(
        (one for one in looks if len({tidy(text) for text in one.texts or ()} & EVENT_WORDS) > 1),
        None,
    )


def _case(sample: Sample, kind: Look | None) -> Look | None:
    """Return the column that names cases: by its name, else by how its texts come back."""
    recurring = [
        one for one in sample.looks
        if one is not kind and 1 < one.distinct <= RECUR * (one.rows - one.blank)
    ]  # fmt: skip
    if sample.seen.header_line:
        return _named(recurring, CASES)
    ids = (one for one in recurring if one.kind in ("text", "epoch", "decimal"))
    return max(ids, key=lambda one: one.distinct, default=None)
