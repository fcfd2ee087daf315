# Every verb of the project. `make` alone prints them.
PY := .venv/bin/python
export PYTHONUTF8 := 1

DEMO := HAICHIEU_VAR=var/demo HAICHIEU_CLOCK=2026-12-10T09:00:00+07:00

# What touches the database; the pure rooms need no second run.
ROOMS_WITH_TABLES := tests/base tests/channels tests/cli tests/dispatches tests/posts tests/reports tests/units tests/web

.DEFAULT_GOAL := help
.PHONY: help demo serve test browser lint bench soak train format lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/ready: pyproject.toml requirements.lock tools/setup.sh
	@sh tools/setup.sh

demo: .venv/ready ## install, run the main job on the sample organisation, say where to look
	@sh tools/debian.sh libpango-1.0-0 libpangoft2-1.0-0 poppler-utils chromium
	@rm -rf var/demo && mkdir -p var/demo
	@$(DEMO) $(PY) -m haichieu.cli demo
	@$(DEMO) $(PY) tools/screenshots.py var/demo/pages && echo "   Ảnh các trang: var/demo/pages"

serve: .venv/ready ## web pages and background work on http://localhost:8000
	@$(PY) -m haichieu.cli serve

test: .venv/ready ## every test: on SQLite with a real browser, then on a real PostgreSQL
	@sh tools/debian.sh libpango-1.0-0 libpangoft2-1.0-0 poppler-utils chromium postgresql
	$(PY) -m pytest
	$(PY) -m tests.postgres -- $(PY) -m pytest -m "not browser" $(ROOMS_WITH_TABLES)

browser: .venv/ready ## the journeys in a real Chromium only
	@sh tools/debian.sh libpango-1.0-0 libpangoft2-1.0-0 poppler-utils chromium
	$(PY) -m pytest -m browser

lint: .venv/ready ## style, types of the pure code, the house's contracts
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

bench: .venv/ready ## measured bars: speed of tone, labels and errors of the certificate, pages
	$(PY) -m benchmarks

soak: .venv/ready ## the long ones: kills
	$(PY) -m benchmarks.soak.kills

train: .venv/ready ## rebuild the tone model from the data in HAICHIEU_DATA
	$(PY) -m training.tone.train

format: .venv/ready ## put the code in its usual shape
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

lock: .venv/ready ## pin the newest allowed versions again
	$(PY) -m pip install --quiet uv
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --all-extras --output-file requirements.lock pyproject.toml

clean: ## remove what the other verbs made
	rm -rf .venv var build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results src/*.egg-info
