# The front door of Newsroom. `make` alone lists what there is.
# Needs make and Python 3.11 or newer; everything else is put into .venv and var/.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header
# A file's tests stay together, so that what they share is made once.
PYTEST_PARALLEL ?= -n 2 --dist loadfile --no-loadscope-reorder
SOAK_PARALLEL ?= -n 2 --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help install install-dev run test coverage acceptance eval bench soak check fmt lock clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r target text; \
	do printf '%-20s %s\n' "$$target" "$$text"; done

install: $(VENV)/run.stamp ## make .venv with what a running Newsroom needs

install-dev: $(VENV)/dev.stamp

$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo 'Newsroom needs Python 3.11 or newer as "$(PYTHON)".' \
	'Install one, or name it: make $(or $(MAKECMDGOALS),install) PYTHON=/path/to/python3.11' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	echo 'This Python has no venv module. On Debian or Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	@echo 'Making the virtual environment $(VENV) ...'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: requirements.txt | $(VENV)/made.stamp
	@echo 'Installing what Newsroom needs (about a minute the first time) ...'
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements.txt | $(VENV)/made.stamp
	@echo 'Installing what the tests and checks need (a minute or two the first time) ...'
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $(VENV)/run.stamp $@

run: install ## install, load the seed story, serve on 127.0.0.1 (PORT=8000)
	@exec env DEBUG=true $(BIN)/python manage.py run_desk --port $(PORT)

test: install-dev ## every test, on SQLite and on PostgreSQL
	@$(BIN)/python -m tests.chromium
	@env -u DATABASE_URL $(BIN)/python -m pytest $(PYTEST_PARALLEL)
	@$(BIN)/python -m tests.postgresql $(BIN)/python -m pytest $(PYTEST_PARALLEL)

coverage: install-dev ## which lines the tests on SQLite never reach
	@env -u DATABASE_URL $(BIN)/python -m pytest $(PYTEST_PARALLEL) --cov --cov-report=term

acceptance: install-dev ## compare the fixtures with the reference material in ../shared
	@$(BIN)/python -m pytest tests/acceptance

eval: install-dev ## the quote finder's figures on the annotated texts in ../shared
	@$(BIN)/python -m tests.acceptance.evaluate

bench: install-dev ## measure the API and fail where a gate fails (SIZE=large: the full table)
	@$(BIN)/python -m tests.bench run --size $(or $(SIZE),small) $(BENCH_OPTIONS)

soak: install-dev ## the property tests, with many more examples (an hour or two on two cores)
	@HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest $(SOAK_PARALLEL) -m property
	@HYPOTHESIS_PROFILE=soak $(BIN)/python -m tests.postgresql $(BIN)/python -m pytest -n 0 -s -m "property and postgresql"

check: install-dev ## lint, format, types, spelling, migrations, deployment settings
	@.ci/check

fmt: install-dev ## format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format

lock: install-dev ## write requirements*.txt anew from requirements*.in (UPGRADE=1 for newest)
	@$(LOCK) $(if $(UPGRADE),--upgrade) requirements.in -o requirements.txt
	@$(LOCK) $(if $(UPGRADE),--upgrade) requirements-dev.in -o requirements-dev.txt

clean: ## remove .venv and the caches (var/, with your data, stays)
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage htmlcov
