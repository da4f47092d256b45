# `make up` runs Farhand, `make test` proves it; both set up all they need first.

PYTHON := .venv/bin/python
APP := src/farhand/app/.built-from
WEB := $(shell find web -name node_modules -prune -o -type f -print)
LOCKS := lock/build.txt lock/runtime.txt
NPM := PATH="$(CURDIR)/.venv/bin:$$PATH" npm --prefix web --silent
SOURCES := src tests bench scripts hatch_build.py

.PHONY: help up demo test check check-python check-web test-web programs format wire reference picture bench chaos lock clean

help:
	@echo 'make up      set up and run Farhand here (ARGS="--project DIR" is handed on)'
	@echo 'make demo    see the whole loop in a minute, with no account'
	@echo 'make test    set up and run every check and test'
	@echo 'make check   only what needs no run: format, lint, types, imports, generated files'
	@echo 'make format  write the format that `make check` wants'
	@echo 'make wire    generate schema and TypeScript from the wire models'
	@echo 'make reference  generate docs/reference from the code'
	@echo 'make picture take the pictures of the README and the manifest from the running product'
	@echo 'make bench   measure, as ratios'
	@echo 'make chaos   kill host, runner and agent 200 times, and see that nothing is lost (ARGS="--seed 7 --count 1")'
	@echo 'make lock    choose the newest versions and lock them'
	@echo 'make clean   remove all that was built or installed here'

up: $(APP)
	@exec .venv/bin/farhand up $(ARGS)

demo: $(APP)
	@exec .venv/bin/farhand demo $(ARGS)

test:
	@$(MAKE) --no-print-directory -j 2 check-python check-web test-web programs
	$(PYTHON) -m pytest -n 3 --dist worksteal $(if $(FARHAND_LONG),,-m 'not long') $(ARGS)

check:
	@$(MAKE) --no-print-directory -j 2 check-python check-web

check-python: .venv/.test $(APP)
	@! git grep -nE '^(<{7}|>{7}) ' || { echo 'farhand: a merge left its marks'; exit 1; }
	$(PYTHON) -m ruff format --check -q $(wildcard $(SOURCES))
	$(PYTHON) -m ruff check -q $(wildcard $(SOURCES))
	$(PYTHON) -m pyright --warnings
	.venv/bin/lint-imports --no-logo
	$(PYTHON) scripts/check_length.py
	$(PYTHON) scripts/generate_wire.py --check
	$(PYTHON) scripts/generate_sayings.py --check
	$(PYTHON) scripts/generate_reference.py --check

check-web: $(APP)
	$(NPM) run check

test-web: $(APP)
	$(NPM) test

programs:
	@scripts/browser.sh
	@scripts/bus.sh

format: .venv/.test
	$(PYTHON) -m ruff format $(wildcard $(SOURCES))
	$(PYTHON) -m ruff check --fix -q $(wildcard $(SOURCES))

reference: .venv/.test
	$(PYTHON) scripts/generate_reference.py

wire: .venv/.test
	$(PYTHON) scripts/generate_wire.py
	$(PYTHON) scripts/generate_sayings.py

picture: .venv/.test $(APP)
	@scripts/browser.sh
	$(PYTHON) -m tests.journeys.picture

bench: .venv/.test $(APP)
	$(PYTHON) -m bench $(ARGS)

chaos: .venv/.test $(APP)
	$(PYTHON) -m tests.chaos $(ARGS)

lock: .venv/.test
	@scripts/lock.sh

clean:
	rm -rf .venv web/node_modules src/farhand/app dist

.venv/.runtime: $(LOCKS) pyproject.toml scripts/prepare.sh
	@scripts/prepare.sh runtime

.venv/.test: lock/test.txt .venv/.runtime
	@scripts/prepare.sh test

$(APP): $(WEB) hatch_build.py | .venv/.runtime
	@$(PYTHON) hatch_build.py
	@touch $@
