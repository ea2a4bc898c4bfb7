# make edition [DATE=2026-02-03] [FORMAT=a4]   build an edition of the sample paper
# make test                                    linters, types, tests
# make stress [SEED=123]                       the slow tests, and all property tests with other examples
# make bench                                   times, scores, lines beside Typst, the archive and the reader under load
# make texts                                   the catalogues brought up to date with the code
# make score                                   the pages of 115 editions, by the rules
# Every target sets up .venv first; PYTHON=/path/to/python3 picks the interpreter for it.

DATE ?= 2026-02-04
FORMAT ?= berliner
SEED ?= $(shell od -An -N4 -tu4 /dev/urandom)
BIN := .venv/bin

.PHONY: edition test stress bench score lint format texts setup browser clean

edition: setup
	@$(BIN)/epaper build $(DATE) --format $(FORMAT)

test: lint browser
	@$(BIN)/python -m pytest -n auto -m "not slow"

stress: setup browser
	@$(BIN)/python -m pytest -n auto -m "slow or hypothesis" \
		--hypothesis-profile=stress --hypothesis-seed=$(strip $(SEED))

bench: setup
	@$(BIN)/python bench/run.py
	@$(BIN)/python bench/scores.py
	@$(BIN)/python bench/type.py
	@$(BIN)/python bench/archive.py
	@$(BIN)/python bench/reader.py

score: setup
	@$(BIN)/python bench/pages.py

lint: setup
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary

format: setup
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

setup:
	@PYTHON="$(PYTHON)" ./tools/setup.sh

texts: setup
	@$(BIN)/python -m tools.texts

browser: setup
	@$(BIN)/python -m tools.browser

clean:
	@rm -rf editions/*/out editions/*/*/out bench/out tests/out dist build .mypy_cache .pytest_cache .ruff_cache
