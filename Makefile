# One command each; every one builds the project's own environment first.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
DEV := $(VENV)/.dev

.PHONY: play test check lint bench train shots messages clean

play: $(READY)  ## open the simulator
	@$(BIN)/calmfirm

test: $(DEV)  ## lint, types and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: $(READY)  ## check every shipped scenario, with the tests inside the files
	$(BIN)/calmfirm check scenarios

bench: $(DEV)  ## speed, as ratios against a bare Textual app, raw PyYAML and so on
	$(BIN)/python -m tests.bench

train: $(READY)  ## learn the shipped rubric's heads anew from its example bank
	$(BIN)/python -m scoring.train

shots: $(READY)  ## take the documentation's screenshots anew, from the real program
	$(BIN)/python -m simulator.tui.gallery --out docs/screenshots

messages: $(DEV)  ## bring the Russian and Ukrainian catalogues up to the code
	$(BIN)/python -m simulator.locale

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("calmfirm needs Python 3.11 or newer; try: make PYTHON=python3.12 play")'
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "Setting up (once, about a minute)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(DEV): $(READY) pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --group dev
	@touch $@

clean:
	rm -rf $(VENV)
