# Two commands do everything: `make demo` and `make test`.
PYTHON ?= python3
PORT ?= 8000
BIN = .venv/bin

.PHONY: demo test setup setup-test lint lock messages screenshots bench
.DELETE_ON_ERROR:

demo: setup
	@$(BIN)/python manage.py demo --port $(PORT)

# First on SQLite, whatever the environment names; then on the PostgreSQL it names, else on a throw-away one.
test: lint
	env -u DATABASE_URL $(BIN)/python -m pytest -n auto --dist worksteal
	$(BIN)/python -m tests.postgres $(BIN)/python -m pytest -n auto --dist worksteal -m "(django_db or browser) and not one_database"

lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup-test
	@.ci/system-packages wrk=wrk
	env -u DATABASE_URL $(BIN)/python -m pytest tests/bench -s -o python_files="bench_*.py"

# Without the fonts everything runs but the making of PDFs, so a machine where they cannot be installed is only told.
setup: .venv/runtime
	-@.ci/system-packages '/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular*=fonts-noto-cjk'

setup-test: .venv/test
	@.ci/system-packages chromium=chromium '/usr/share/fonts/*/*/*CJK*=fonts-noto-cjk' pdftotext=poppler-utils qpdf=qpdf

# The stamps hold the files they were made from, so that a second run installs nothing.
.venv/installer: .ci/installer.txt
	@.ci/system-packages $(PYTHON)=python3 python:ensurepip=python3-venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Taiyaku needs Python 3.11 or newer; set PYTHON=…")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/installer.txt
	@touch $@

.venv/runtime: requirements.txt .venv/installer
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt
	@touch $@

.venv/test: tests/requirements.txt .venv/runtime
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r tests/requirements.txt
	@touch $@

# Compiles the pinned lists from pyproject.toml; no address of a package index is written.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock: .venv/installer
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --group test -c requirements.txt -o tests/requirements.txt
	$(LOCK) --group installer -o .ci/installer.txt

messages: setup-test
	$(BIN)/python -m tests.messages

screenshots: setup-test
	$(BIN)/python -m tests.screenshots
