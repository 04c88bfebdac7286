"""Drafts: an export looked at, and a first profile for it, with what is left to decide."""
