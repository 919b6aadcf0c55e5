# `make` lists what there is. Everything a target needs, it installs first.
PORT ?= 8000
DATA ?= var
DYNAMODB ?= dynoxide
export PORT DATA DYNAMODB

PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3,$(if $(shell $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo yes),$(p))))
BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard templates/locales/*/LC_MESSAGES/messages.po))
SOURCES := $(shell find functions site templates infra -type f -not -name '*.pyc' -not -name '*.mo' 2>/dev/null)

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'
	@echo
	@echo "  PORT=8000            where 'make run' listens"
	@echo "  DATA=var             the folder that 'make run' keeps its data in"
	@echo "  DYNAMODB=aws-local   run or test on AWS's DynamoDB Local instead of dynoxide"

.PHONY: run
run: install site ## Serve the site and both apps with demo data, on PORT
	@$(BIN)/python -m infra.local

.PHONY: test
test: lint types unit journeys ## Set everything up and run every check

.PHONY: unit
unit: install site java poppler ## Unit and integration tests on a private database
	$(BIN)/python -m pytest tests --ignore tests/journeys -n auto $(PYTEST)

.PHONY: journeys
journeys: install site browser java ## Browser journeys, accessibility and HTML validity
	$(BIN)/python -m pytest tests/journeys $(PYTEST)

.PHONY: lint
lint: install ## Style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: install ## Types of functions/
	$(BIN)/mypy

.PHONY: bench
bench: install site ## Measure speed and memory against a baseline
	$(BIN)/python -m tests.benches

.PHONY: messages
messages: install ## Collect the texts to translate into the catalogue
	$(BIN)/pybabel --quiet extract -F infra/babel.cfg -k _ -k gettext -k lazy_gettext --no-location --sort-output -o build/messages.pot functions templates
	$(BIN)/pybabel --quiet update -i build/messages.pot -d templates/locales -l vi --no-fuzzy-matching --omit-header --ignore-obsolete --width=100

.PHONY: site
site: build/site/.built ## Build the static site

.PHONY: install
install: node_modules/.installed .venv/.installed $(CATALOGUES)

.PHONY: clean
clean: ## Remove what was built and installed; data stays
	rm -rf build .venv node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.installed: requirements.txt requirements-dev.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is needed: install python3-venv" >&2; exit 1; }
	@echo "Installing Python packages"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

node_modules/.installed: package.json package-lock.json
	@command -v node >/dev/null && command -v npm >/dev/null || { echo "Node.js is needed (it brings npm): install nodejs and npm" >&2; exit 1; }
	@echo "Installing npm packages"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

%.mo: %.po .venv/.installed
	@$(BIN)/pybabel --quiet compile --use-fuzzy -i $< -o $@

build/assets/manifest.json: $(shell find templates/assets -type f) infra/build_assets.py .venv/.installed node_modules/.installed
	@$(BIN)/python -m infra.build_assets

build/site/.built: $(SOURCES) mkdocs.yml build/assets/manifest.json $(CATALOGUES)
	@$(BIN)/python -m mkdocs --quiet build --strict
	@touch $@

.PHONY: browser
browser:
	@infra/install_if_missing.sh chromium chromium chromium-browser google-chrome

.PHONY: java
java:
	@infra/install_if_missing.sh default-jre-headless java

.PHONY: poppler
poppler:
	@infra/install_if_missing.sh poppler-utils pdftotext
