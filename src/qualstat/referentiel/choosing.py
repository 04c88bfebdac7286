"""Choosing: the edition, the sites and the indicators that were asked for by name.

Takes names as typed; gives declared ones, or a `UsageError` with the nearest right spelling.
Conventions owned here: the order is the référentiel's, whatever the order of asking; an indicator
is shown where it belongs to the edition that judges one of the periods; the edition in force at the
end of each of them is as if it were not named.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, Message, cut, meant, message
from qualstat.referentiel.editions import Edition
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.model import Referentiel
from qualstat.referentiel.sites import Site
from qualstat.spelling import fold, nearest

Labelled = Indicator | Site


def under_edition(referentiel: Referentiel, asked: str | None) -> Referentiel:
    """Return the référentiel as it stands under the edition asked for; as it is without one."""
    if asked is None:
        return referentiel
    known = {fold(one.id): one.id for one in referentiel.editions}
    if fold(asked) not in known:
        found = message(N_("“{name}” is not an edition"), name=cut(asked))
        ids = list(known.values())
        raise UsageError(_unknown(found, ", ".join(ids), nearest(asked, ids)))
    return replace(referentiel, chosen=known[fold(asked)])


def unless_in_force(referentiel: Referentiel, days: Collection[date]) -> Referentiel:
    """Return a référentiel without the edition chosen where each of some days has it in force.

    To name the edition that judges anyway then changes nothing.
    """
    standing = referentiel.standing
    if days and all(standing.in_force(day) is standing.edition(day) for day in days):
        return replace(referentiel, chosen="")
    return referentiel


def chosen_sites(referentiel: Referentiel, asked: Collection[str]) -> tuple[str, ...]:
    """Return the ids of the sites asked for; all of them when none is."""
    if not asked:
        return tuple(referentiel.sites)
    return _chosen(asked, referentiel.sites, N_("“{name}” is not a site"))


def chosen_indicators(
    referentiel: Referentiel, asked: Collection[str], module: int | None
) -> tuple[Indicator, ...]:
    """Return the indicators asked for, by name and by module; all of them when none is.

    A volume comes with its categories.
    """
    known = tuple(referentiel.indicators)
    names: Iterable[str] = known
    if asked:
        names = _chosen(asked, referentiel.indicators, N_("“{name}” is not an indicator"))
        wanted = {*names, *(one.id for name in names for one in referentiel.categories(name))}
        names = [name for name in known if name in wanted]
    kept = [referentiel.indicators[name] for name in names]
    if module is None:
        return tuple(kept)
    check_module(referentiel, module)
    return tuple(one for one in kept if module in _modules(referentiel, one))


def standing_indicators(
    referentiel: Referentiel,
    indicators: Sequence[Indicator],
    days: Collection[date],
    asked: Collection[str],
) -> tuple[Indicator, ...]:
    """Return those of some indicators that belong to the edition of one of some days.

    Raises `UsageError` where one that was asked for belongs to none of them.
    """
    kept = [one for one in indicators if any(referentiel.stands(one, day) for day in days)]
    gone = [one for one in indicators if one not in kept] if asked else []
    if gone:
        last = max(days)
        raise UsageError([_not_standing(referentiel, one, last) for one in gone])
    return tuple(kept)


def _not_standing(referentiel: Referentiel, indicator: Indicator, day: date) -> Finding:
    """Return the finding of an indicator that the edition of a day does not hold."""
    edition, now = referentiel.edition(day), referentiel.standing.became(indicator, day)
    text = N_("“{name}” does not belong to the edition {edition}, which judges this period")
    advice = message(N_("type --edition {edition}"), edition=_last_edition(referentiel, indicator))
    if now is not None:
        other = N_("type “{now}”, its counterpart there, or --edition {edition}")
        advice = message(other, now=now, edition=_last_edition(referentiel, indicator))
    return Finding(
        rule="other-edition",
        severity="blocking",
        found=message(text, name=indicator.id, edition=edition.id),
        expected=message(N_("an indicator of the edition {edition}"), edition=edition.id),
        advice=advice,
    )


def _last_edition(referentiel: Referentiel, indicator: Indicator) -> str:
    """Return the last edition that an indicator belongs to."""
    held = [one.id for one in referentiel.editions if one.id in indicator.engagements]
    return held[-1] if held else ""


def _modules(referentiel: Referentiel, indicator: Indicator) -> set[int]:
    """Return the modules an indicator belongs to, in the edition chosen, else in any."""
    return {
        edition.engagements[number].module
        for edition in _editions(referentiel)
        if (number := indicator.engagements.get(edition.id, "")) in edition.engagements
    }


def _editions(referentiel: Referentiel) -> Sequence[Edition]:
    """Return the edition chosen, else all of them."""
    chosen = [one for one in referentiel.editions if one.id == referentiel.chosen]
    return chosen or referentiel.editions


def check_module(referentiel: Referentiel, module: int) -> None:
    """Refuse a module of no edition, or of none but others than the one chosen."""
    known = {
        one: held for edition in _editions(referentiel) for one, held in edition.modules.items()
    }
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
