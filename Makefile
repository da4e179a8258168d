# The commands of Linkage; `make` alone prints them. Each is a few lines here or one script in make/.

PYTHON := .venv/bin/python
FLASK := $(PYTHON) -m flask --app app
PRODUCT := foundation stakeholders events dialogue portal templates app.py config.py

.DEFAULT_GOAL := help
.PHONY: help run test prove lint format messages bench pins second-version dev

help: ## this list
	@awk -F ' ## ' '/^[a-z-]+:.* ## / { split($$1, name, ":"); printf "  make %-15s %s\n", name[1], $$2 }' Makefile

run: ## start Linkage with its demonstration at http://127.0.0.1:8000/ (PORT=… moves it, LINKAGE_HOME=… what it writes)
	@exec sh make/run.sh

test: ## everything that must hold before a change goes in: lint, types, import contracts, tests on both databases, browser
	@exec sh make/test.sh

prove: dev ## the long proofs: load, crash and interleaving tests marked `prove`
	@exec sh make/pytest.sh -n 0 -m prove

lint: dev ## style, types and who may import whom
	@exec sh make/lint.sh

format: dev ## put every Python file into its form
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

messages: dev ## gather what is said to people into translations/messages.pot
	@mkdir -p translations
	$(PYTHON) -m babel.messages.frontend -q extract -F babel.cfg -k Sentence:1 --sort-by-file --no-location \
		--project Linkage --version 1 --omit-header -o translations/messages.pot $(PRODUCT)

bench: dev ## paired measurements (speed beside a bare Flask, and size of what goes over the wire)
	$(PYTHON) -m benchmarks

pins: ## write requirements*.txt anew from requirements*.in, with uv (UPGRADE=--upgrade for newer versions)
	uv pip compile requirements.in $(UPGRADE) --universal --python-version 3.11 --no-header --no-annotate -q -o requirements.txt
	uv pip compile requirements-dev.in -c requirements.txt $(UPGRADE) --universal --python-version 3.11 --no-header --no-annotate -q -o requirements-dev.txt

second-version: ## publish the demonstration's second version, also under a running server: feeds and pages change at once
	@sh make/venv.sh
	$(FLASK) programme publish-second-version

dev:
	@sh make/venv.sh dev
