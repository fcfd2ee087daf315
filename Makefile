# Every verb of the project. `make` alone prints them.
PY := .venv/bin/python
export PYTHONUTF8 := 1
# Programs that start often keep their compiled modules.
unexport PYTHONDONTWRITEBYTECODE

DEMO := HAICHIEU_VAR=var/demo HAICHIEU_CLOCK=2026-12-10T09:00:00+07:00

LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header

# Letters to read and pages to print: text layers, scans, old Word files; and a browser to look at them with.
TOOLS := libpango-1.0-0 libpangoft2-1.0-0 poppler-utils tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd libreoffice-writer-nogui chromium

# Two at a time, a file's tests together: they share browsers, servers and samples;
# and by name, for the rooms of short files stand last.
PYTEST := $(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# Nothing there touches the database: a second run need not even look.
PURE := rules corpus layout stats text training

# Who may do what, and how many questions a page asks, are alike on every database.
ALIKE := tests/web/test_other_units_records.py tests/web/test_query_counts.py tests/web/test_rights_matrix.py

.DEFAULT_GOAL := help
.PHONY: help demo serve test browser lint bench soak train format lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/ready: pyproject.toml requirements.lock tools/setup.sh
	@sh tools/setup.sh

demo: .venv/ready ## install, run the main job on the sample organisation, say where to look
	@sh tools/debian.sh $(TOOLS)
	@rm -rf var/demo && mkdir -p var/demo
	@$(DEMO) $(PY) -m haichieu.cli demo
	@$(DEMO) $(PY) tools/screenshots.py var/demo/pages && echo "   Ảnh các trang: var/demo/pages"

serve: .venv/ready ## web pages and background work on http://localhost:8000
	@$(PY) -m haichieu.cli serve

test: .venv/ready ## every test: on SQLite with a real browser, then on a real PostgreSQL
	@sh tools/debian.sh $(TOOLS) chromium-headless-shell postgresql
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-cluster.lock
	$(PYTEST)
	$(PY) -m tests.postgres -- $(PYTEST) -m "tables and not browser" $(PURE:%=--ignore-glob="*/%/*") $(ALIKE:%=--ignore=%)

browser: .venv/ready ## the journeys in a real Chromium only
	@sh tools/debian.sh $(TOOLS) chromium-headless-shell
	$(PY) -m pytest -m browser

lint: .venv/ready ## style, types of the pure code, the house's contracts
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

bench: .venv/ready ## measured bars: reader, files, tone, certificate, pages
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-peers.lock
	$(PY) -m benchmarks

soak: .venv/ready ## the long ones: kills, 50 officers at once, ten million posts, 5,000 audits a cell, an hour of broken files (MINUTES=…)
	$(PY) -m benchmarks.soak.kills
	$(PY) -m benchmarks.soak.cascade_kills
	$(PY) -m tests.postgres -- $(PY) -m benchmarks.soak.cascade_kills
	$(PY) -m benchmarks.soak.officers --minutes 5
	$(PY) -m tests.postgres -- $(PY) -m benchmarks.soak.officers --minutes 5
	$(PY) -m benchmarks.tone.growth --millions .1 1 10
	$(PY) -m benchmarks.certificate.labels --all --reps 200
	$(PY) -m benchmarks.certificate.boundary --reps 5000
	$(PY) -m benchmarks.soak.readers --minutes $(or $(MINUTES),60)

train: .venv/ready ## rebuild the tone model, its teachers, its card and what the certificate is measured with
	$(PY) -m training.tone.train
	$(PY) -m training.tone.crossvalidate
	$(PY) -m training.tone.crossvalidate --curve
	$(PY) -m training.tone.heldout

format: .venv/ready ## put the code in its usual shape
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

lock: .venv/ready ## pin the newest allowed versions again
	$(PY) -m pip install --quiet uv
	$(LOCK) --extra test --extra bench --output-file requirements.lock pyproject.toml
	$(LOCK) --extra test --extra bench --extra cluster --constraint requirements.lock --output-file requirements-cluster.lock pyproject.toml
	$(LOCK) --extra test --extra bench --extra peers --constraint requirements.lock --output-file requirements-peers.lock pyproject.toml

clean: ## remove what the other verbs made
	rm -rf .venv var build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results src/*.egg-info
