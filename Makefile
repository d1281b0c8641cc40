# One file of short recipes. `make help` lists them.
PYTHON  ?= python3
VENV    ?= .venv
BIN      = $(VENV)/bin
WORKERS ?= 2
THREADS ?= 2
# The programs of other frameworks that `make bench` runs beside ours, and further words for it.
PEERS   ?= $(wildcard ../shared/bench/peers)
BENCH   ?=
# Further words for `make lab`: --port 9000.
LAB     ?=
# A checkout of an earlier state, to which the speed of the present one is held.
BEFORE  ?=
PIP      = $(BIN)/python -m pip install --quiet --constraint constraints.txt --editable

.DEFAULT_GOAL := help
.PHONY: help setup run lab test browser-test check bench golden mutants docs notebooks pictures

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.installed ## make .venv and install the project in it

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "socialcredit needs Python 3.11 or later; try: make setup PYTHON=python3.11" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) .
	@touch $@

$(VENV)/.lab: $(VENV)/.installed
	$(PIP) '.[lab]'
	@touch $@

$(VENV)/.tools: $(VENV)/.installed
	$(PIP) '.[test,analysis,cluster,docx,lab,notebooks]'
	@touch $@

$(VENV)/.browser: $(VENV)/.tools
	$(PIP) '.[browser,lab]'
	@touch $@

$(VENV)/.pages: $(VENV)/.installed
	$(PIP) '.[docs]'
	@touch $@

run: setup ## install, simulate Rongcheng 2014 to 2018, print what it did and where the report lies
	$(BIN)/socialcredit run rongcheng --threads $(THREADS)

lab: $(VENV)/.lab ## install what the lab needs, and open it: a page on which a town lives under a score
	$(BIN)/socialcredit lab $(LAB)

test: check ## style, types and every test but those in a browser
	$(BIN)/python -m pytest -n $(WORKERS) --ignore tests/browser

browser-test: $(VENV)/.browser ## the lab's pages in a Chromium without a window; skipped where there is none
	$(BIN)/python -m pytest tests/browser

check: $(VENV)/.tools ## style and types, and where the house grows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tests/architecture/longest.py

bench: setup ## speed and memory against their bars, and beside the frameworks in PEERS=path
	$(BIN)/python -m benchmarks --bars --experiments --lab $(if $(PEERS),--peers "$(PEERS)") $(if $(BEFORE),--before "$(BEFORE)") $(BENCH)

golden: setup ## the golden run of every scheme anew, after a change that is meant to move it
	$(BIN)/python -m socialcredit.cases.golden

docs: $(VENV)/.pages ## the documentation as a site in docs/_build
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build

notebooks: setup ## the notebooks of the examples anew, from the scripts
	$(BIN)/python examples/notebooks/make.py

pictures: $(VENV)/.browser ## the README's two pictures anew, from a run's report and a town in the lab
	$(BIN)/python docs/pictures/make.py

mutants: $(VENV)/.tools ## sixty small mistakes in a copy of the tree: which of them does no test notice
	$(BIN)/python -m tests.mutants
