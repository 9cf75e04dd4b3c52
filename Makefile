.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

help: ## Print what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(VENV)/test.stamp: requirements/test.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --require-hashes -r requirements/test.txt
	touch $@

lint: $(VENV)/test.stamp ## Style, types, direction of imports, missing migrations
	$(VENV)/bin/ruff format --check --quiet .
	$(VENV)/bin/ruff check --quiet .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/mypy .
	$(RUN) manage.py makemigrations --check --dry-run

test: lint ## Everything that must be right before a change lands
	$(RUN) -m pytest -q tests

gallery: $(VENV)/test.stamp ## A picture of every page at three widths, on the data of `make setup`
	$(RUN) -m tests.e2e.gallery

.PHONY: help lint test gallery
