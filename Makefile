# Backr. `make run` starts it and `make test` tests it; the other targets are for developers. See README.md.

PYTHON ?= python3
DEMO ?= 1
PORT ?= 8000
VENV := .venv/bin
SHELL := /bin/sh

# Keep the model's libraries from downloading anything, and from starting threads of their own.
export HF_HUB_OFFLINE ?= 1
export TOKENIZERS_PARALLELISM ?= false

# Let Python keep what it compiles: the tests start many interpreters, and pytest rewrites every test file.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run install install-dev install-node test browser-test check html-check lighthouse screenshots servers-named services-test bench train ship-vectors messages sbom lock help

help:
	@echo "make run            start Backr with the demo town     (make run DEMO=0: with an empty one)"
	@echo "make test           the default tests"
	@echo "make install        only make .venv and install what Backr needs"
	@echo "make browser-test   the journeys and every page in a browser (needs Chromium)"
	@echo "make check          lint, format, types, migrations, deploy check, import contract"
	@echo "make html-check     the HTML of every page (needs node and npm)"
	@echo "make lighthouse     Lighthouse on the first pages (needs node, npm and Chromium)"
	@echo "make screenshots    pictures of every page, in var/screenshots/pages (needs Chromium)"
	@echo "make services-test  longer tests, and those on PostgreSQL, Redis and Neo4j (by environment variables)"
	@echo "make bench          measurements"
	@echo "make train          train the matcher's adapter again, on data beside the checkout (up to an hour)"
	@echo "make ship-vectors   make the vectors that come with the project again, after training (some minutes)"
	@echo "make messages       update the translations from the code, and compile them (no gettext needed)"
	@echo "make sbom           write the bill of materials (CycloneDX): what is installed, and under which licence"
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

# Two processes, each with one test file at a time; tests/conftest.py puts the long files first. Each uses one arithmetic
# thread: four threads on two cores wait for one another.
AT_ONCE := -n 2 --dist loadfile --no-loadscope-reorder
test browser-test services-test: export OMP_NUM_THREADS := 1
test browser-test services-test: export OPENBLAS_NUM_THREADS := 1
test browser-test services-test: export BACKR_TORCH_THREADS := 1

test: install-dev
	$(VENV)/python -m pytest $(AT_ONCE) $(ARGS)

browser-test: install-dev
	$(VENV)/python -m pytest $(AT_ONCE) -m "browser and not slow and not services" $(or $(ARGS),tests/browser)

# Stops, and says which, if a server is not given in the environment, so that no test is silently skipped.
servers-named:
	@$(PYTHON) -m tests.servers

# First the slow tests beside those that need servers, which tests/conftest.py keeps to one process: three, for many wait for
# what they start. Then the default tests that use the database, again, on PostgreSQL, and the property tests, again, with
# all their examples.
services-test: export HYPOTHESIS_PROFILE ?= deep
services-test: servers-named install-dev
	$(VENV)/python -m pytest $(AT_ONCE) -n 3 -m "slow or services or (hypothesis and graph)" $(ARGS)
	BACKR_TEST_DATABASE_URL="$${BACKR_TEST_POSTGRES_URL%/*}/backr_suite" $(VENV)/python -m pytest $(AT_ONCE) \
		-m "(database or hypothesis) and not (slow or browser or graph or model)" \
		tests/network tests/matching tests/backr/test_translations.py tests/backr/health $(ARGS)

bench: install-dev
	$(VENV)/python -m tests.benchmarks $(ARGS)

# The npm packages of tests/quality. npm's own record of what is installed serves as the timestamp.
NODE_DONE := tests/quality/node_modules/.package-lock.json
install-node: $(NODE_DONE)
$(NODE_DONE): tests/quality/package-lock.json
	cd tests/quality && npm ci --ignore-scripts --silent
	@touch $@

html-check: install-dev install-node
	$(VENV)/python -m pytest -m node tests/quality $(ARGS)

lighthouse: install-dev install-node
	$(VENV)/python -m tests.quality.lighthouse

# make screenshots ARGS="--only people" renders only those pages.
screenshots: install-dev
	$(VENV)/python -m tests.quality.screenshots $(ARGS)

# Trains on ../shared/data/matching by default: make train ARGS="--data FOLDER --out FOLDER".
train: install-dev
	DJANGO_SETTINGS_MODULE=backr.settings.test $(VENV)/python manage.py train_matcher $(ARGS)

# In a temporary folder, because the demo town is built on the way and thrown away.
ship-vectors: install-dev
	home=$$(mktemp -d) && BACKR_HOME=$$home $(VENV)/python manage.py migrate -v 0 \
		&& BACKR_HOME=$$home $(VENV)/python manage.py ship_vectors $(ARGS); done=$$?; rm -rf "$$home"; exit $$done

# The deploy check needs a deployment's settings. These values are for the check only.
CHECK_ENV := DJANGO_SETTINGS_MODULE=backr.settings.production BACKR_HOSTS=backr.example \
	BACKR_SECRET_KEY=made-for-the-deploy-check-only-0123456789-abcdefghij-KLMNOPQRST \
	BACKR_FINGERPRINT_KEY=made-for-the-deploy-check-only-0123456789 \
	BACKR_LEDGER_KEY=made-for-the-deploy-check-only-ledger-0123456789 \
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

sbom: install-dev
	$(VENV)/python scripts/sbom.py $(ARGS)

lock: install-dev
	sh scripts/lock.sh $(VENV)/python
