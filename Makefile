# make run: everything from nothing to the dashboard. make test: all set-up and every test.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501
# Where no function is over cognitive complexity 15.
READABLE := benchmarks training $(addprefix dashboard/, \
	app charts evaluation measures preprocess/comparing preprocess/reading/entities preprocess/reading/model \
	preprocess/reading/time schema cli.py decisions.py export.py filters.py formatting.py parallax.py store.py)

.PHONY: run test test-fast wheel-test lint lock dictionary clean

run: .venv/installed
	$(BIN)/parallax build seeds --data data
	$(BIN)/parallax open --data data --port $(PORT)

test: lint .venv/browser
	$(BIN)/pytest -n 3 --dist loadfile

# Lint and the tests that need neither a browser nor the demonstration set.
test-fast: lint
	$(BIN)/pytest -n 2 --dist loadfile -m "not e2e and not slow"

# The tests of the wheel once more, in an empty environment of PYTHON with what its own pip fetches.
wheel-test: .venv/browser
	WHEEL_TEST_PYTHON=$(PYTHON) $(BIN)/pytest tests/test_wheel.py

lint: .venv/test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/complexipy dashboard --max-complexity-allowed 25 --quiet
	$(BIN)/complexipy $(READABLE) --max-complexity-allowed 15 --quiet

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

.venv/test-installed: .venv/installed requirements-test.lock
	$(BIN)/python -m pip install --quiet --requirement requirements-test.lock
	touch $@

# The browser tests take the machine's own Chromium or Chrome; where there is none, Playwright's.
.venv/browser: .venv/test-installed
	@for name in chromium chromium-browser google-chrome; do \
		if command -v $$name >/dev/null; then touch $@; exit 0; fi; \
	done; $(BIN)/playwright install --with-deps chromium && touch $@

# Renew the pinned versions.
lock: .venv/test-installed
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --allow-unsafe --extra test --constraint requirements.lock --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate --output-file requirements-test.lock pyproject.toml

# Renew the data dictionary after a change of dashboard/schema/tables.py.
dictionary: .venv/installed
	$(BIN)/python -c "from dashboard.schema.tables import data_dictionary; print(data_dictionary(), end='')" > data/README.md

clean:
	rm -rf .venv build dist *.egg-info
