"""Declarations: YAML files in, typed values out, and each mistake with its line."""
