# Backr. `make run` starts it, `make test` tests it; the rest is for those who work on it. See README.md.

PYTHON ?= python3
DEMO ?= 1
PORT ?= 8000
VENV := .venv/bin
SHELL := /bin/sh

# What the model's and the graph's libraries might fetch or report is kept at home.
export HF_HUB_OFFLINE ?= 1
export TOKENIZERS_PARALLELISM ?= false

.PHONY: run install install-dev install-node test check html-check lighthouse screenshots servers-named services-test bench train messages lock help

help:
	@echo "make run            start Backr with the demo town     (make run DEMO=0: with an empty one)"
	@echo "make test           the default tests"
	@echo "make install        only make .venv and install what Backr needs"
	@echo "make check          lint, format, types, migrations, deploy check, import contract"
	@echo "make html-check     the HTML of every page (needs node and npm)"
	@echo "make lighthouse     Lighthouse on the first pages (needs node, npm and Chromium)"
	@echo "make screenshots    pictures of every page, in var/screenshots/pages (needs Chromium)"
	@echo "make services-test  longer tests, and those on PostgreSQL, Redis and Neo4j (by environment variables)"
	@echo "make bench          measurements"
	@echo "make train          learn the matcher's adapter anew, from data beside the checkout (an hour or less)"
	@echo "make messages       bring the translations in step with the code, and compile them (no gettext needed)"
	@echo "make lock           write the lock files from pyproject.toml"

run: install
ifeq ($(DEMO),0)
	@BACKR_HOME="$${BACKR_HOME:-$(CURDIR)/var/live}" exec $(VENV)/python manage.py serve --port $(PORT)
else
	@BACKR_HOME="$${BACKR_HOME:-$(CURDIR)/var/demo}" exec $(VENV)/python manage.py serve --port $(PORT) --demo
endif

install:
	@$(PYTHON) scripts/install.py requirements.lock

install-dev:
	@$(PYTHON) scripts/install.py requirements-dev.lock

# Two at a time, a file to each, in the order of the folders: so the long files (browser) come before many short ones.
# Each keeps its arithmetic to one thread: four on two cores wait for one another.
AT_ONCE := -n 2 --dist loadfile --no-loadscope-reorder
test services-test: export OMP_NUM_THREADS := 1
test services-test: export OPENBLAS_NUM_THREADS := 1
test services-test: export BACKR_TORCH_THREADS := 1
# What the journeys through the browser saw, to be looked at afterwards.
test services-test: export BACKR_SCREENSHOTS ?= $(CURDIR)/var/screenshots/journeys

LOOKS := tests/browser/test_every_page.py

test: install-dev
	$(VENV)/python -m pytest $(AT_ONCE) $(ARGS)

# Says which servers are not named by the environment, and stops there: nothing is left out for want of one.
servers-named:
	@$(PYTHON) -m tests.servers

# First the longer runs and those on the servers, then the ordinary tests once more with PostgreSQL as the database.
# The looks at pages need a core and no server, so they go beside.
services-test: servers-named install-dev
	$(VENV)/python -m pytest -m slow $(LOOKS) $(ARGS) & looks=$$!; \
		$(VENV)/python -m pytest -m "services or slow" --durations=12 --ignore=$(LOOKS) $(ARGS); rest=$$?; \
		wait $$looks && exit $$rest
	BACKR_TEST_DATABASE_URL="$${BACKR_TEST_POSTGRES_URL%/*}/backr_suite" $(VENV)/python -m pytest $(AT_ONCE) \
		-m "not slow and not browser and not graph and not model" tests/network tests/matching tests/backr/test_health.py $(ARGS)

bench: install-dev
	$(VENV)/python -m tests.benchmarks $(ARGS)

# What the lock file of tests/quality names; npm leaves its own note of what is installed, which serves as a mark.
NODE_DONE := tests/quality/node_modules/.package-lock.json
install-node: $(NODE_DONE)
$(NODE_DONE): tests/quality/package-lock.json
	cd tests/quality && npm ci --ignore-scripts --silent
	@touch $@

html-check: install-dev install-node
	$(VENV)/python -m pytest -m node tests/quality $(ARGS)

lighthouse: install-dev install-node
	$(VENV)/python -m tests.quality.lighthouse

# make screenshots ARGS="--only people": those pages alone
screenshots: install-dev
	$(VENV)/python -m tests.quality.screenshots $(ARGS)

# Learns from ../shared/data/matching unless told otherwise: make train ARGS="--data FOLDER --out FOLDER".
train: install-dev
	DJANGO_SETTINGS_MODULE=backr.settings.test $(VENV)/python manage.py train_matcher $(ARGS)

# The deploy check needs a deployment's settings; these are of no use to any real one.
CHECK_ENV := DJANGO_SETTINGS_MODULE=backr.settings.production BACKR_HOSTS=backr.example \
	BACKR_SECRET_KEY=made-for-the-deploy-check-only-0123456789-abcdefghij-KLMNOPQRST \
	BACKR_FINGERPRINT_KEY=made-for-the-deploy-check-only-0123456789 \
	DATABASE_URL=postgres://backr@localhost/backr REDIS_URL=redis://localhost:6379/0 \
	NEO4J_URI=bolt://localhost:7687 NEO4J_PASSWORD=made-for-the-deploy-check-only \
	EMAIL_URL=smtp://localhost:25

check: install-dev
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	DJANGO_SETTINGS_MODULE=backr.settings.test $(VENV)/python manage.py makemigrations --check --dry-run
	BACKR_HOME="$$(mktemp -d)" $(CHECK_ENV) $(VENV)/python manage.py check --deploy --fail-level WARNING
	$(VENV)/lint-imports

messages: install-dev
	DJANGO_SETTINGS_MODULE=backr.settings.test $(VENV)/python manage.py messages

lock: install-dev
	sh scripts/lock.sh $(VENV)/python
