# make demo: set up and do the main job on the shipped corpus. make test: set up and pass the tests.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint evals bench clean

.venv/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "detente needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/.developing: .venv/.installed
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

demo: .venv/.installed
	@sh scripts/demo $(BIN)/detente

test: .venv/.developing
	$(BIN)/python -m pytest --numprocesses 2

lint: .venv/.developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# needs DATA, a folder with the public gold sets: polnear/dev, pages, plover, factuality, actors
evals: .venv/.developing
	$(BIN)/python -m evals.floors $(DATA)

bench: .venv/.developing
	$(BIN)/python -m benchmarks.read

clean:
	rm -rf .venv demo build dist
