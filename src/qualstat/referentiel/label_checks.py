"""Checks of the label: services, evidence and steps against the rest of the référentiel.

Takes a draft and what is declared; gives slips. Convention owned here: modules and engagements are
those of any edition, for a label is prepared from one to the next.
"""

from collections.abc import Iterator

from qualstat.declarations.slips import Slip, Where, among
from qualstat.findings import N_, cut, message
from qualstat.referentiel.criteria_checks import repeated
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.label import Evidence, Service, Step


def known_site(draft: Draft, service: Service) -> Iterator[Slip]:
    """Refuse a service at a site that is none."""
    if draft.sites.lacks(service.site):
        found = message(N_("“{name}” is not a site"), name=cut(service.site))
        expected = message(N_("the name of a file of sites/, without its ending"))
        slip = Slip("unknown-site", ("site",), found, expected)
        yield among(slip, service.site, draft.sites.documents)


def service_scope(draft: Draft, service: Service) -> Iterator[Slip]:
    """Refuse modules and engagements of a service that no edition has."""
    for place, module in enumerate(service.modules):
        yield from _not_a_module(draft, ("modules", place), module)
    for place, number in enumerate(service.engagements):
        yield from _not_an_engagement(draft, ("engagements", place), number)
    yield from repeated(("modules",), [str(one) for one in service.modules])
    yield from repeated(("engagements",), service.engagements)


def evidence_scope(draft: Draft, evidence: Evidence) -> Iterator[Slip]:
    """Refuse evidence for a module or an engagement that no edition has, or of another module."""
    yield from _not_a_module(draft, ("module",), evidence.module)
    if evidence.engagement is not None:
        yield from _not_an_engagement(draft, ("engagement",), evidence.engagement)
        yield from _of_another_module(draft, evidence.engagement, evidence.module)


def known_services(draft: Draft, evidence: Evidence) -> Iterator[Slip]:
    """Refuse evidence of a service that is not declared, or that has nothing in its module.

    A service with a module that is none is left to that mistake.
    """
    modules = _modules(draft)
    for place, name in enumerate(evidence.services):
        where, service = ("services", place), draft.services.values.get(name)
        if draft.services.lacks(name):
            found = message(N_("“{name}” is not a service"), name=cut(name))
            yield among(Slip("unknown-service", where, found), name, draft.services.documents)
        elif (
            service
            and modules.issuperset(service.modules)
            and (evidence.module not in service.modules)
        ):
            text = N_("“{name}” has nothing in module {module}")
            found = message(text, name=cut(name), module=str(evidence.module))
            expected = message(N_("a service of that module, or the module in “{key}”"),
                               key="services.yaml")  # fmt: skip
            yield Slip("other-module", where, found, expected)
    yield from repeated(("services",), evidence.services)


def known_evidence(draft: Draft, step: Step) -> Iterator[Slip]:
    """Refuse a step that needs evidence that is not declared."""
    for place, name in enumerate(step.evidence):
        if draft.evidence.lacks(name):
            found = message(N_("“{name}” is not declared in evidence.yaml"), name=cut(name))
            slip = Slip("unknown-evidence", ("evidence", place), found)
            yield among(slip, name, draft.evidence.documents)
    yield from repeated(("evidence",), step.evidence)


def _modules(draft: Draft) -> set[int]:
    return {one for edition in draft.editions.values.values() for one in edition.modules}


def _not_a_module(draft: Draft, where: Where, module: int) -> Iterator[Slip]:
    known = _modules(draft)
    if draft.editions.whole and module not in known:
        found = message(N_("“{module}” is a module of no edition"), module=str(module))
        slip = Slip("unknown-module", where, found)
        yield among(slip, str(module), [str(one) for one in sorted(known)])


def _of_another_module(draft: Draft, number: str, module: int) -> Iterator[Slip]:
    editions = draft.editions.values.values()
    own = {one.engagements[number].module for one in editions if number in one.engagements}
    if own and module in _modules(draft) and module not in own:
        text = N_("“{name}” is an engagement of module {module}")
        found = message(text, name=cut(number), module=str(min(own)))
        expected = message(N_("an engagement of module {module}, the module of this evidence"),
                           module=str(module))  # fmt: skip
        yield Slip("engagement-module", ("engagement",), found, expected)


def _not_an_engagement(draft: Draft, where: Where, number: str) -> Iterator[Slip]:
    editions = draft.editions.values.values()
    known = dict.fromkeys(one for edition in editions for one in edition.engagements)
    if draft.editions.whole and number not in known:
        found = message(N_("“{name}” is an engagement of no edition"), name=cut(number))
        yield among(Slip("unknown-engagement", where, found), number, known)
