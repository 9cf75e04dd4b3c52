.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python
export PYTHONUNBUFFERED := 1
# Bytecode is kept: each of a run's hundred processes would compile the house again.
unexport PYTHONDONTWRITEBYTECODE

help: ## Print what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

# ── The product ──────────────────────────────────────────────────────
setup: $(VENV)/run.stamp ## Build .venv/ and the embedded data under var/
	@DEMO=1 $(RUN) manage.py prepare

run: $(VENV)/run.stamp ## Start web and worker at http://localhost:8000 (PORT=… for another port)
	@DEMO=1 SITE_URL=http://localhost:$(PORT) exec $(RUN) manage.py serve --prepare --port $(PORT)

demo-reset: ## Throw the embedded data away and start over
	rm -rf var/zhuanhua.sqlite3* var/media var/audit-heads
	$(MAKE) setup

# ── Checks and tests ─────────────────────────────────────────────────
test: system $(VENV)/test.stamp ## Everything that must be right before a change lands
	@$(RUN) -m tests.parts.suite all

test-fast: $(VENV)/test.stamp ## Lint and SQLite without the matrix, demos and workers
	@$(RUN) -m tests.parts.suite fast

test-long: system $(VENV)/test.stamp ## The large runs as well
	@$(RUN) -m tests.parts.suite long

lint: $(VENV)/test.stamp ## Style, types, direction of imports, missing migrations
	@$(RUN) -m tests.parts.suite lint

system: ## Install what the tests need from the distribution (as root), or name it
	@$(PYTHON) tests/parts/system.py

# ── For maintainers ──────────────────────────────────────────────────
messages: $(VENV)/test.stamp ## Bring locale/ up to date with the texts in the code
	$(RUN) manage.py makemessages --locale en --no-location --no-wrap --ignore '.venv' --ignore 'var' --ignore 'tests'

gallery: $(VENV)/test.stamp ## Contact sheets of every page under var/gallery/
	$(RUN) -m tests.e2e.gallery

lock: $(VENV)/test.stamp ## Pin requirements/*.in with hashes
	for name in run test; do $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements/$$name.in -o requirements/$$name.txt; done

# ── The environment, built again when its lock file changes ──────────
$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新。"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "缺少 venv 模块:请安装发行版的 python3-venv 软件包。"; rm -rf $(VENV); exit 1; }

$(VENV)/%.stamp: requirements/%.txt | $(VENV)/pyvenv.cfg
	@echo "安装 $< 里的软件包……"
	@set -o pipefail; $(VENV)/bin/pip install --disable-pip-version-check --require-hashes -r $< \
		| awk '/^Collecting/ {printf "\r· 已取 %d 个", ++n; fflush()} /^Installing/ {printf "，正在安装"; fflush()} END {print ""}'
	@touch $@

.PHONY: help setup run demo-reset test test-fast test-long lint system messages gallery lock
