"""qualstat: registers of French préfectures in, Qual-e-Pref scorecards out."""

__version__ = "0.1.0"
