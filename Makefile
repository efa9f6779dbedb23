# The commands of the project. Hooks, CI and people run the same ones; `make` alone lists them.

PYTHON ?= python3
TOPIC ?= khrushchev
JOBS ?= auto

BIN := .venv/bin
READY := .venv/.ready
LOCKER := .tools/lock
PIP_TOOLS := pip-tools==7.6.2

unexport PYTHONDONTWRITEBYTECODE # else every process that a test starts compiles all modules anew

.DEFAULT_GOAL := help
.PHONY: help setup pack test soak check format refs specimens schema docs proof-tools print-tools mail-tools lock bench-tools bench wheel clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## install packgen and everything pinned in requirements.lock into .venv (needs Python 3.11 or later)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "packgen needs Python 3.11 or later; say which: make setup PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

pack: $(READY) ## build a pack: make pack TOPIC=khrushchev writes packs/khrushchev.pdf
	$(BIN)/packgen build --topics $(TOPIC)

test: $(READY) ## run the tests on all cores; ARGS="tests/cli -k list" chooses, JOBS=0 uses one process
	$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal $(ARGS)

soak: $(READY) ## run in full what make test samples: every look through veraPDF, hostile texts, 500 students, 150 kills
	PACKGEN_SOAK=1 $(BIN)/python -m pytest -q tests/conformance tests/deliver/mail/test_postfix.py tests/load/test_hostile_text.py \
		tests/batch/test_run.py tests/cache/test_rough.py tests/blocks/test_markdown.py \
		tests/blocks/test_overflow.py tests/facts/test_agreement.py tests/packs/test_khrushchev.py tests/sheets/test_overflow.py \
		tests/sheets/test_stranded.py tests/text/test_pairs.py

check: $(READY) ## format, lint, types, architecture and the bundled topics, changing nothing
	$(BIN)/ruff format --check packgen tests
	$(BIN)/ruff check packgen tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.architecture.cycles
	$(BIN)/python -m pytest -q tests/architecture/test_class_names.py
	$(BIN)/packgen check --content content

format: $(READY) ## put the code in shape
	$(BIN)/ruff check --fix --exit-zero --quiet packgen tests
	$(BIN)/ruff format packgen tests

refs: $(READY) ## rewrite the references in tests/refs from docs/specimens; look at the pages before committing
	$(BIN)/python -m pytest -q tests/blocks --refs

specimens: $(READY) ## print every block of docs/specimens into packs/specimens.pdf
	$(BIN)/packgen build --content docs/specimens --course specimens -o packs/specimens.pdf

schema: $(READY) ## rewrite docs/topic.schema.json, which editors use for completion
	$(BIN)/packgen schema -o docs/topic.schema.json

docs: $(READY) ## rewrite the tables of options in README.md and docs/batch.md from packgen/options.py
	$(BIN)/python -m tests.support.reference

proof-tools: $(READY) ## fetch veraPDF for the conformance tests (they are skipped without it)
	$(BIN)/python -m tests.conformance.install

print-tools: $(READY) ## fetch CUPS for the tests of printing (they are skipped without it; needs root and Debian)
	$(BIN)/python -m tests.deliver.print.install

mail-tools: $(READY) ## fetch Postfix for the tests of mail (they are skipped without it; needs root and Debian)
	$(BIN)/python -m tests.deliver.mail.install

lock: ## pin the newest versions that pyproject.toml allows in requirements.lock (run it with the oldest Python)
	test -x $(LOCKER)/bin/pip-compile || ($(PYTHON) -m venv $(LOCKER) && $(LOCKER)/bin/python -m pip install --quiet $(PIP_TOOLS))
	CUSTOM_COMPILE_COMMAND="make lock" $(LOCKER)/bin/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
		--extra dev --extra bench --extra dask --extra mail --extra microsoft --extra pdf --build-deps-for editable --output-file requirements.lock pyproject.toml

bench-tools: $(READY) ## fetch the system's libraries for WeasyPrint (it is left out, or slow, without them)
	$(BIN)/python -m tests.benchmarks.install

bench: $(READY) ## measure against rivals and write docs/benchmarks.md; ARGS="--cases A1,B --rounds 7" chooses
	$(BIN)/python -m tests.benchmarks $(ARGS)

wheel: $(READY) ## build dist/packgen-*.whl, with the topics and fonts inside
	$(BIN)/python -m hatchling build -t wheel

clean: ## remove what was built, but not .venv
	rm -rf packs dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find packgen tests -name __pycache__ -type d -prune -exec rm -rf {} +
