"""Choosing: the sites and indicators that were asked for by name.

Takes names as typed; gives declared ones, or a `UsageError` with the nearest right spelling.
Convention owned here: the order is the référentiel's, whatever the order of asking.
"""

from collections.abc import Collection, Iterable, Mapping

from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, Message, meant, message
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.model import Referentiel
from qualstat.referentiel.sites import Site
from qualstat.spelling import fold, nearest

Labelled = Indicator | Site


def chosen_sites(referentiel: Referentiel, asked: Collection[str]) -> tuple[str, ...]:
    """Return the ids of the sites asked for; all of them when none is."""
    if not asked:
        return tuple(referentiel.sites)
    return _chosen(asked, referentiel.sites, N_("“{name}” is not a site"))


def chosen_indicators(
    referentiel: Referentiel, asked: Collection[str], module: int | None
) -> tuple[Indicator, ...]:
    """Return the indicators asked for, by name and by module; all of them when none is."""
    known = tuple(referentiel.indicators)
    names: Iterable[str] = known
    if asked:
        names = _chosen(asked, referentiel.indicators, N_("“{name}” is not an indicator"))
    kept = [referentiel.indicators[name] for name in names]
    if module is None:
        return tuple(kept)
    _check_module(referentiel, module)
    return tuple(one for one in kept if module in _modules(referentiel, one))


def _modules(referentiel: Referentiel, indicator: Indicator) -> set[int]:
    """Return the modules an indicator belongs to, in any edition."""
    return {
        edition.engagements[number].module
        for edition in referentiel.editions
        if (number := indicator.engagements.get(edition.id, "")) in edition.engagements
    }


def _check_module(referentiel: Referentiel, module: int) -> None:
    known = {one: held for edition in referentiel.editions for one, held in edition.modules.items()}
    if module not in known:
        said = ", ".join(f"{one} ({held.label})" for one, held in sorted(known.items()))
        raise UsageError(_unknown(message(N_("there is no module {name}"), name=module), said))


def likely(name: str, known: Mapping[str, Labelled]) -> str | None:
    """Return the id that a name may mean: by ids, by labels, then by how ids begin."""
    ids, labels, begun = {one: one for one in known}, dict[str, str](), dict[str, str]()
    for one, held in known.items():
        for text in (held.label, held.short):
            if text:
                labels.setdefault(text, one)
        parts = one.split("-")
        for count in range(1, len(parts)):
            begun.setdefault("-".join(parts[:count]), one)
    exact = {fold(text): one for text, one in labels.items()}.get(fold(name))
    if exact:
        return exact
    for spellings in (ids, labels, begun):
        near = nearest(name, spellings)
        if near:
            return spellings[near]
    return None


def _chosen(asked: Collection[str], known: Mapping[str, Labelled], unknown: str) -> tuple[str, ...]:
    plain = {fold(name): name for name in known}
    findings = [
        _unknown(message(unknown, name=name), ", ".join(known), likely(name, known))
        for name in asked
        if fold(name) not in plain
    ]
    if findings:
        raise UsageError(findings)
    wanted = {plain[fold(name)] for name in asked}
    return tuple(name for name in known if name in wanted)


def _unknown(found: Message, known: str, likely: str | None = None) -> Finding:
    return Finding(
        rule="unknown-name",
        severity="blocking",
        found=found,
        expected=message(N_("one of {allowed}"), allowed=known),
        advice=meant(likely),
    )
