"""Checks drawn from slips that reports have really shown: one rule a file, one page of manual."""
