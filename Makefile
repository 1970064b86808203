# Every target works in a fresh clone that has nothing but make and Python 3.11 or newer:
# it makes .venv and installs the pinned, hashed requirements it needs. `make` lists the targets.

# The Python that makes .venv; to choose another: make PYTHON=python3.12 run
PYTHON ?= python3.11 python3
# Further words for the program or for pytest: make test ARGS="-k rendering"
ARGS ?=

# What was compiled is kept, or every program that a test starts would compile all of it anew.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
PY := $(VENV)/bin/python
RUN := $(VENV)/.run-installed
DEV := $(VENV)/.dev-installed
PIP := $(PY) -m pip --disable-pip-version-check --quiet
# Two processes share the tests; what is marked xdist_group stays in one of them. All in one process: ARGS="-n 0"
SIDE_BY_SIDE := -n 2 --dist loadgroup
LOCK := $(CURDIR)/$(VENV)/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	--no-emit-trusted-host --no-emit-find-links --no-emit-options

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run demo tour test quick check format bench pictures messages lock clean

help: ## list the targets
	@echo "Sisong: make TARGET [ARGS=\"...\"]"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
		while IFS='|' read -r name what; do printf '%-12s %s\n' "$$name" "$$what"; done

run: $(RUN) ## start the bot; without a token it opens its own chat page
	@$(PY) -m bot run $(ARGS)

demo: $(RUN) ## start the bot with people and cases already there
	@$(PY) -m bot demo $(ARGS)

tour: $(RUN) ## play the whole story in the terminal, in half a minute
	@$(PY) -m bot tour $(ARGS)

test: $(DEV) ## run the tests; names those left out and why
	@sh tools/prepare_tests.sh
	@$(PY) -m pytest -rs $(SIDE_BY_SIDE) $(ARGS)

quick: $(DEV) ## run the tests of a minute: rules, services on SQLite, and the cheap guards
	@$(PY) -m pytest $(SIDE_BY_SIDE) -m "not postgres" --ignore tests/guards/test_access_of_seasons.py \
		tests/unit tests/services tests/guards $(ARGS)

check: $(DEV) ## run every check that is not a test: style, types, imports, translations
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet . || { echo 'Some files are not formatted: run "make format".' >&2; exit 1; }
	@$(PY) -m mypy --explicit-package-bases --no-error-summary .
	@$(VENV)/bin/lint-imports
	@$(PY) -m tools.check_catalogues
	@echo "Style, types, imports and translations are in order."

format: $(DEV) ## lay the code out as the checks want it
	@$(PY) -m ruff check --fix --quiet . || true
	@$(PY) -m ruff format .

bench: $(DEV) ## measure every promise about speed and size
	@$(PY) -m benchmarks $(ARGS)

pictures: $(DEV) ## take the pictures of the README anew
	@sh tools/prepare_tests.sh
	@$(PY) docs/pictures/make.py $(ARGS)

messages: $(DEV) ## bring the translation catalogues up to date with the sources
	@$(PY) -m tools.update_catalogues

lock: $(DEV) ## pin the requirements anew; ARGS=--upgrade takes newer ones
	cd requirements && $(LOCK) $(ARGS) --output-file=run.txt run.in
	cd requirements && $(LOCK) $(ARGS) --output-file=dev.txt dev.in

clean: ## remove what was made here; your data stays
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN): requirements/run.txt $(PY)
	@echo "Installing what the program needs into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements/run.txt
	@touch $@

$(DEV): requirements/dev.txt $(PY)
	@echo "Installing what the tests and checks need into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
	@touch $(RUN)  # dev.txt holds everything run.txt does, at the same versions; a guard test watches that

$(PY):
	@for python in $(PYTHON); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			"$$python" -m venv $(VENV) && exit 0; \
			rm -rf $(VENV); \
			echo "$$python could not make $(VENV): does it lack its venv module (on Debian: python3-venv)?" >&2; exit 1; \
		fi; \
	done; \
	echo "Sisong needs Python 3.11 or newer, and none was found as: $(PYTHON)." >&2; \
	echo "Install one, or say where it is: make PYTHON=the/path/to/python3.11" >&2; \
	exit 1
