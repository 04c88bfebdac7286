# make demo: the Istres scorecard of 2018, from nothing.  make test: every check, from nothing.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# An environment of its own, made anew when the dependencies change.
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
INSTALLED_BENCH := $(VENV)/.installed-bench
# The versions that the checks were last run with; an installation elsewhere takes newer ones.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: growth thorough help demo test lint types imports pytest translations holidays schemas samples picture fuzz kills bench bench-small clean

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable .
	@$(BIN)/python -m compileall -q src  # an editable install leaves that to each run
	@touch $@

$(INSTALLED_DEV): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable '.[dev]'
	@$(BIN)/python -m compileall -q src
	@touch $@ $(INSTALLED)

$(INSTALLED_BENCH): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable '.[bench]'
	@$(BIN)/python -m compileall -q src
	@touch $@ $(INSTALLED)

demo: $(INSTALLED)  ## the Istres scorecard of 2018, from the samples
	@$(BIN)/qualstat compute --site istres --year 2018 --lang fr

test: lint types imports translations pytest  ## every check

lint: $(INSTALLED_DEV)  ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED_DEV)  ## strict types
	$(BIN)/mypy

imports: $(INSTALLED_DEV)  ## which room may know which
	$(BIN)/lint-imports --no-cache

translations: $(INSTALLED_DEV)  ## every text has its French
	$(BIN)/python tools/translations.py --check

pytest: $(INSTALLED_DEV)  ## the tests
	$(BIN)/pytest

holidays: $(INSTALLED_DEV)  ## write the table of public holidays anew
	$(BIN)/python tools/holidays_table.py

schemas: $(INSTALLED_DEV)  ## write the JSON Schemas of the référentiel anew
	$(BIN)/python tools/schemas.py

samples: $(INSTALLED)  ## write the sample registers anew (the same bytes)
	$(BIN)/python samples/generate.py

picture: $(INSTALLED_DEV)  ## write the README's picture anew
	$(BIN)/python tools/picture.py

fuzz: $(INSTALLED_DEV)  ## ten minutes of spoilt exports: no crash, every row accounted for
	$(BIN)/python tools/fuzz.py --minutes 10

kills: $(INSTALLED_DEV)  ## a thousand monthly runs killed at any moment, and fifty pairs at once
	QUALSTAT_KILLS=1000 $(BIN)/pytest -n 0 tests/test_kills.py

thorough: $(INSTALLED_DEV)  ## the tests, the slow properties with ten times the examples
	QUALSTAT_EXAMPLES=10 $(BIN)/pytest --quiet

bench: $(INSTALLED_BENCH)  ## against DuckDB, Polars and pandas: half an hour, and 4 GB under build/
	$(BIN)/python benchmarks/agree.py
	$(BIN)/python benchmarks/run.py

growth: $(INSTALLED_BENCH)  ## how cost grows with rows, sites, years and files: ten minutes
	$(BIN)/python benchmarks/growth.py

bench-small: $(INSTALLED_BENCH)  ## the same with a fiftieth of the rows: a few minutes
	$(BIN)/python benchmarks/agree.py --calls 10000
	$(BIN)/python benchmarks/run.py --small --runs 3

clean:  ## remove what was built
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
