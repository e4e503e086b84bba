# One door for everyone: developers, CI and a school that wants to look first.
# Each step is a target of its own; a step whose inputs did not change is not run again.

PYTHON ?= python3
BIN := .venv/bin
DONE := .venv/done
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
PYTEST := $(BIN)/python -m pytest -n 2
STATIC := houqin/kernel/static/houqin
NODE_MODULES := frontend/node_modules/.package-lock.json
FRONTEND := $(wildcard frontend/*.js frontend/*.json frontend/.npmrc frontend/src/* frontend/src/*/*)

.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help setup demo run bench test check lint types imports migrations \
	test-sqlite test-postgres test-browser readme format lock clean

help:
	@echo "make demo    set up, load a demo school, play a term, write the summary, serve it"
	@echo "make setup   virtual environment, locked dependencies, front end"
	@echo "make run     serve this checkout for development"
	@echo "make test    the tests, on SQLite"
	@echo "make check   all that CI runs"
	@echo "make bench   measure against the floors; writes out/bench.json"
	@echo "make format  put the code in its form        make lock   choose new versions"
	@echo "make clean   remove all that make has made (a school's data in var/ stays)"

# Set up

setup: $(DONE)/app $(STATIC)/app.js
	@:

$(DONE)/venv: requirements/build.txt scripts/make-venv
	@scripts/make-venv $(PYTHON)
	@mkdir -p $(DONE) && touch $@

$(DONE)/base: $(DONE)/venv requirements/base.txt
	@echo "Installing dependencies ..."
	@$(PIP) --require-hashes -r requirements/base.txt
	@touch $@

$(DONE)/app: $(DONE)/base pyproject.toml
	@$(PIP) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(DONE)/dev: $(DONE)/app requirements/dev.txt
	@echo "Installing the developers' tools ..."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(NODE_MODULES): $(DONE)/venv frontend/package-lock.json
	@echo "Installing the front end's dependencies ..."
	@scripts/npm ci --ignore-scripts --silent
	@touch $@

$(STATIC)/app.js: $(NODE_MODULES) $(FRONTEND)
	@echo "Building the front end ..."
	@scripts/npm run --silent build
	@touch $@

# Use

# The front end is built while the term is played: nothing of it is needed before the pages are served.
demo: $(DONE)/app
	@mkdir -p .cache; $(MAKE) --no-print-directory setup >.cache/front-end.log 2>&1 & built=$$!; \
	$(BIN)/houqin demo --no-serve || exit 1; \
	wait $$built || { cat .cache/front-end.log; exit 1; }; \
	exec $(BIN)/houqin up --host 127.0.0.1

run: setup
	@$(BIN)/python manage.py runserver

bench: setup
	@$(BIN)/python -m houqin.bench

# Check

test: setup $(DONE)/dev test-sqlite

check: RAN = --ran "make test"
check: setup $(DONE)/dev lint types imports migrations test test-postgres test-browser readme
	@echo "All checks passed."

lint: $(DONE)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(DONE)/dev
	$(BIN)/mypy

imports: $(DONE)/dev
	$(BIN)/lint-imports

migrations: $(DONE)/dev
	env -u DATABASE_URL $(BIN)/python manage.py check --fail-level WARNING
	env -u DATABASE_URL $(BIN)/python manage.py makemigrations --check --dry-run

test-sqlite:
	env -u DATABASE_URL $(PYTEST) --no-migrations -m "not browser"

test-postgres: setup $(DONE)/dev
	scripts/with-postgres --fleeting $(PYTEST) -m "not browser"

test-browser: setup $(DONE)/dev
	chromium=$$(scripts/chromium) && HOUQIN_CHROMIUM="$$chromium" $(BIN)/python -m pytest -m browser

readme: setup
	$(BIN)/python scripts/readme-commands $(RAN)

format: $(DONE)/dev
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

# The locks name versions and hashes only; where to download from is the machine's own business.
lock: $(DONE)/dev
	@for set in base build node dev; do \
		echo "requirements/$$set.txt" && cd requirements && \
		CUSTOM_COMPILE_COMMAND="make lock" PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= ../$(BIN)/pip-compile --quiet \
			--upgrade --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host \
			--no-emit-find-links --output-file $$set.txt $$set.in && cd ..; \
	done

clean:
	rm -rf .venv .cache build *.egg-info frontend/node_modules $(STATIC) staticfiles out \
		.mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .schemathesis
