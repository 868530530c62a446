# Deskhand: `make run` opens the window, `make test` runs every check. Both install what they need
# into .venv. Windows: see the README for the same steps in PowerShell.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
CONSTRAINTS := packaging/constraints.txt
# An extra to install with the app, such as EXTRAS=cuda.
EXTRAS ?=
TS := resources/i18n/deskhand_zh_CN.ts

PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --constraint $(CONSTRAINTS) --build-constraint $(CONSTRAINTS)

.PHONY: help run demo test lint format bench i18n wheel clean distclean

help:
	@echo "make run        install into $(VENV) and open the window (no display: the demo)"
	@echo "make demo       all four panels on the samples, pictures of them in demo-out/"
	@echo "make test       lint, types, import contracts and tests"
	@echo "make bench      the measured figures of the README"
	@echo "make i18n       bring the translations up to date with the code"
	@echo "make wheel      wheel and sdist in dist/"
	@echo "make clean      remove what was built; make distclean removes $(VENV) too"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Deskhand needs Python 3.11 or newer; name one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "On Debian and Ubuntu: sudo apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.pip: $(CONSTRAINTS) | $(BIN)/python
	@$(PIP) install --constraint $(CONSTRAINTS) pip
	@touch $@

$(VENV)/.app$(EXTRAS): pyproject.toml $(CONSTRAINTS) $(VENV)/.pip
	@echo "Installing Deskhand into $(VENV) (about 350 MB to fetch the first time) ..."
	@$(INSTALL) --editable .$(if $(EXTRAS),[$(EXTRAS)])
	@touch $@

$(VENV)/.test: $(VENV)/.app$(EXTRAS)
	@echo "Installing what the tests need ..."
	@$(INSTALL) --group test
	@touch $@

run: $(VENV)/.app$(EXTRAS)
	@$(PYTHON) packaging/system_libraries.py
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	  echo "There is no display here, so the demo runs instead of the window."; \
	  exec $(BIN)/deskhand demo --out demo-out; \
	else exec $(BIN)/deskhand; fi

demo: $(VENV)/.app$(EXTRAS)
	@$(PYTHON) packaging/system_libraries.py
	@$(BIN)/deskhand demo --out demo-out

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: lint
	@$(PYTHON) packaging/system_libraries.py
	$(BIN)/python -m pytest

format: $(VENV)/.test
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.test
	@$(PYTHON) packaging/system_libraries.py
	$(BIN)/python -m tests.benchmarks

i18n: $(VENV)/.app$(EXTRAS)
	$(BIN)/pyside6-lupdate -no-obsolete -locations none $$(find assistant_app -name '*.py' | sort) -ts $(TS)
	$(BIN)/pyside6-lrelease $(TS)

wheel: $(VENV)/.app$(EXTRAS)
	@$(INSTALL) --group package
	@PIP_CONSTRAINT=$(abspath $(CONSTRAINTS)) $(BIN)/python -m build --outdir dist

clean:
	rm -rf build dist demo-out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV)
