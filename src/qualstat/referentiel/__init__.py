"""The référentiel: editions, indicators, objectives and sites, declared in YAML."""

from qualstat.referentiel.model import Referentiel

__all__ = ["Referentiel"]
