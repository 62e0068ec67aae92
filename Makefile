# Everything a person or a CI runner does here is one of these targets; plain `make` lists them.
# Assumed of the machine: Python 3.11 or later, and make.

PYTHON ?= $(or $(shell for python in python3.11 python3 python3.12 python3.13 python; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done),python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST := $(BIN)/python -m pytest -n 2 --inline-snapshot=disable
COGGED = $(shell grep -rl --include='*.md' --exclude-dir='.*' '\[\[\[cog' README.md CONTRIBUTING.md docs 2>/dev/null)
# Each writes a page of docs/reference from the program; with --check it says whether the page is up to date.
# The FollowTheMoney schema is written from the package, which only the interop environment has: tools/interop.py.
WRITERS = $(filter-out tools/write_ftm_schema.py,$(sort $(wildcard tools/write_*.py)))

# Nothing below depends on where or by whom it is run.
export PYTHONHASHSEED := random
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo exercise test check lint types contracts rules docs-check slow long interop bench bench-movement docs lock format clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1 /p' $(firstword $(MAKEFILE_LIST)) | while read -r name words; do \
	  printf '  make %-15s %s\n' "$$name" "$$words"; done

demo: $(VENV)/.ready-to-run ## set up, then build and verify the example report from an empty folder
	$(BIN)/vedette demo

exercise: $(VENV)/.ready-to-run ## set up, then build the report on a made-up sea and mark it against the truth
	$(BIN)/vedette demo exercise

test: $(VENV)/.ready-to-develop ## set up, then run every test that needs no system package and little time
	$(PYTEST) -q -m "not interop and not slow"

check: lint types contracts rules docs-check slow interop ## what CI runs after make test: lints, types, contracts, docs, slow tests, interop
	@echo "make check: everything holds"

lint: $(VENV)/.ready-to-develop ## ruff: rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.ready-to-develop ## mypy (strict) on everything, pyright on src
	$(BIN)/mypy
	$(BIN)/pyright

contracts: $(VENV)/.ready-to-develop ## the seven import contracts, and no undeclared or unused dependency
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry src

rules: $(VENV)/.ready-to-develop ## the project's own rules: terms, shape, no addresses
	$(BIN)/python tools/check_terms.py
	$(BIN)/python tools/check_shape.py
	$(BIN)/python tools/check_addresses.py

docs-check: $(VENV)/.ready-to-develop ## what is generated in the docs is what the program says today
	$(foreach writer,$(WRITERS),$(BIN)/python $(writer) --check &&) true
	$(if $(COGGED),PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/cog --check $(COGGED),@echo "no page has a part made by cog")

slow: $(VENV)/.ready-to-develop ## the tests that take longer
	$(if $(filter true,$(CI)),VEDETTE_SKIPS_FAIL=1) $(PYTEST) -q --ignore=tests/interop -m "slow and not long"

long: $(VENV)/.ready-to-develop ## the tests that take longest: kills at every step, memory, whole seas
	$(PYTEST) -q --ignore=tests/interop -m long

interop: $(VENV)/.ready-to-develop ## compare with foreign implementations, which need packages.txt
	$(BIN)/python tools/interop.py

bench: $(VENV)/.ready-to-develop ## measure what the documentation claims
	$(if $(wildcard benchmarks/run.py),$(BIN)/python benchmarks/run.py,@echo "no benchmark is written yet: benchmarks/run.py is missing")

bench-movement: $(VENV)/.ready-to-develop ## measure detection beside polars, duckdb, pandas and others
	$(BIN)/python tools/bench_movement.py $(ARGUMENTS)

docs: $(VENV)/.ready-to-develop ## regenerate the generated parts of the documentation
	$(foreach writer,$(WRITERS),$(BIN)/python $(writer) &&) true
	$(if $(COGGED),PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/cog -r $(COGGED),@echo "no page has a part made by cog")

format: $(VENV)/.ready-to-develop ## let ruff format and repair what it safely can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: $(VENV)/.ready-to-develop ## resolve the dependencies again and pin them by hash, without addresses
	$(BIN)/python tools/lock.py

clean: ## remove the environments and caches, never a case
	rm -rf $(VENV) .venv-interop .venv-bench .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist

# Set-up. A stamp is newer than what it was made from, so a second run installs nothing and needs no network.

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Vedette needs Python 3.11 or later; '$(PYTHON)' is older or missing." >&2; \
	  echo "Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "'$(PYTHON) -m venv' failed; on Debian and Ubuntu, install the package python3-venv." >&2; exit 1; }
	@touch $@

$(VENV)/.has-run: requirements/run.txt | $(VENV)/.created
	@echo "installing what Vedette runs on (once)"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/.has-dev: requirements/dev.txt | $(VENV)/.created
	@echo "installing what Vedette is tested with (once)"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.ready-to-run: pyproject.toml $(VENV)/.has-run
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-to-develop: pyproject.toml $(VENV)/.has-dev
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
