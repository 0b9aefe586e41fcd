# make demo  sets up and serves the demonstration on http://localhost:8000 (PORT=… for another port)
# make test  sets up and runs the tests on SQLite, on PostgreSQL and in a browser, of a list of cases the first and the last
#
# Needs Python 3.11 or newer and make; everything else is fetched into this folder. Running again is quick.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$name; exit; fi; done; \
	echo python3)
PORT ?= 8000
# Tests run in this many processes: one more than the cores of a small machine, for tests of browsers and mail wait.
PROCESSES ?= 3

# Every process of the tests would else translate all of Python's files anew.
export PYTHONDONTWRITEBYTECODE :=

BIN := .venv/bin
# A file stays in one process, and the files are begun in the order in which tests/conftest.py puts them.
PYTEST := $(BIN)/python -m pytest -n $(PROCESSES) --dist loadfile --no-loadscope-reorder
# Warnings are errors in what we run ourselves.
DJANGO := DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -W error -m django

.PHONY: help install install-dev demo test check lint types style messages screenshots clean

help:
	@sed -n 's/^# \{0,1\}//p;/^$$/q' Makefile
	@echo "make install      only sets up, so that $(BIN)/maskinrum works"
	@echo "make check        everything a change must pass: style, types, layers, texts, migrations, tests, coverage"
	@echo "make messages     updates the Danish catalogues from the source texts"
	@echo "make screenshots  takes the pictures of the README anew (needs Chromium)"

install:
	@$(PYTHON) tools/bootstrap.py

install-dev:
	@$(PYTHON) tools/bootstrap.py --dev

demo: install
	@env -u DATABASE_URL -u MASKINRUM_BASE_URL -u MASKINRUM_HOSTS -u MASKINRUM_EMAIL_URL \
		MASKINRUM_DATA="$(CURDIR)/.demo" PORT="$(PORT)" $(BIN)/maskinrum demo

test: install-dev
	$(PYTEST) --quick
	MASKINRUM_TEST_DATABASE=postgres $(PYTEST) --quick -m database

# The types take as long as all the rest, on one core.
lint: install-dev
	@$(MAKE) --no-print-directory -j 2 types style

types:
	$(BIN)/mypy

style:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/catalogue.py --check
	$(DJANGO) check --fail-level WARNING
	$(DJANGO) makemigrations --check --dry-run

# The database run comes last: its summary is the last thing a reader of a log sees.
check: lint
	$(PYTEST) --cov --cov-report=
	$(BIN)/python tools/coverage_floor.py
	MASKINRUM_TEST_DATABASE=postgres $(PYTEST) -m database

messages: install-dev
	@$(BIN)/python tools/catalogue.py

screenshots: install-dev
	@$(BIN)/python tools/screenshots.py

clean:
	rm -rf .venv .uv .demo
