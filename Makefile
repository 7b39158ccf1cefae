# `make portal` builds the example portal into site/; `make test` passes every test.
# Both set up what they need: a virtual environment with locked, hashed packages, and the browser.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
SELF := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
WORKERS ?= 2
# What went wrong stands above it, in the words of pip or npm.
FAILED := { echo "ติดตั้งไม่สำเร็จ (เหตุอยู่ข้างบน) ตรวจอินเทอร์เน็ตและพื้นที่ดิสก์ แล้วสั่งใหม่ สิ่งที่ติดตั้งแล้วไม่ต้องทำซ้ำ"; exit 2; }
# What the browser's code is held against: its tools are locked there, and nothing of it is shipped.
LINT := tests/lint
TOOLS := $(LINT)/node_modules/.bin

.PHONY: portal check scripts test soak bench hub-data hub-rows screens golden dist lock browser signing node apt clean

portal: $(VENV)/run.stamp
	@echo "ตรวจแผนตัวอย่าง แล้วสร้างเว็บไซต์ลงโฟลเดอร์ site"
	@$(BIN)/phaen build

check: $(VENV)/dev.stamp scripts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/phaen check
	$(BIN)/phaen build
	$(BIN)/mkdocs build --strict --quiet --site-dir build/.strict
	rm -rf build/.strict
	$(BIN)/phaen links site

# The browser's scripts and styles: faults, types, and what the security policy would refuse.
scripts: $(LINT)/node_modules/stamp
	$(TOOLS)/eslint --config $(LINT)/eslint.config.js theme/overrides/assets theme/desk/assets
	$(TOOLS)/tsc --project $(LINT)
	$(TOOLS)/stylelint --config $(LINT)/stylelint.config.js --config-basedir $(LINT) "theme/**/*.css"

# The tests of a file share what they build, so one process has them all; those that build sites come
# first (pyproject.toml), and the many short files fill up what is left at the end.
test: $(VENV)/dev.stamp browser signing
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

# What takes too long for every day: hundreds of harmed seals, thousands of generated plans, fifty
# pushes under load, dozens of killed runs.
soak: $(VENV)/dev.stamp browser signing
	PHAEN_SOAK=1 $(BIN)/python -m pytest -n $(WORKERS) tests/soak tests/e2e/test_hostile_portals.py
	PHAEN_SOAK=1 $(BIN)/python -m pytest -n $(WORKERS) -m "long or share" tests/e2e tests/unit

bench: $(VENV)/dev.stamp
	$(BIN)/python tests/bench.py
	$(BIN)/python tests/search_bench.py
	$(BIN)/python tests/hub_bench.py
	$(BIN)/python tests/hub_questions_bench.py
	$(BIN)/python tests/lighthouse.py

# A country of offices for `phaen hub build`: `make hub-data FOLDER=/tmp/country OFFICES=500`.
OFFICES ?= 40
hub-data: $(VENV)/dev.stamp
	@test -n "$(FOLDER)" || { echo "ระบุ FOLDER= คือโฟลเดอร์ใหม่ที่จะเขียน"; exit 2; }
	$(BIN)/python tests/hub_data.py "$(FOLDER)" --offices $(OFFICES)

# The dataset of such a country at once, for `phaen hub site`.
hub-rows: $(VENV)/dev.stamp
	@test -n "$(FOLDER)" || { echo "ระบุ FOLDER= คือโฟลเดอร์ใหม่ที่จะเขียน"; exit 2; }
	$(BIN)/python tests/hub_rows.py "$(FOLDER)" --offices $(OFFICES)

# Pictures of every kind of page, on a telephone, on a desk, in the dark and on paper.
screens: $(VENV)/dev.stamp browser
	$(BIN)/python tests/screens.py

golden: $(VENV)/dev.stamp
	$(BIN)/python tests/golden.py

# The source archive first, then the wheel from it: what is left out of the one is missed.
dist: $(VENV)/dev.stamp
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist .
	cd dist && sha256sum *.whl

# Locks every package with its hashes, for all systems and Python versions that we support. Wheels
# alone: what is built while it is installed fetches tools that nothing locks.
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header \
  --only-binary :all: --emit-build-options
# What an extra of Phaen's adds, and nothing else: it is installed beside what is there.
EXTRA := $(BIN)/python -c 'import sys, tomllib; \
  print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"][sys.argv[1]], sep="\n")'
lock: $(VENV)/bin/python
	$(PIP) -r requirements/lock.txt
	$(COMPILE) --group lock --output-file requirements/lock.txt
	$(COMPILE) --group build --output-file requirements/build.txt
	$(COMPILE) --constraint requirements/build.txt pyproject.toml --output-file requirements/run.txt
	for extra in pdf desk hub; do $(EXTRA) $$extra \
	  | $(COMPILE) --constraint requirements/run.txt --output-file requirements/$$extra.txt - || exit; done
	$(COMPILE) --constraint requirements/build.txt --constraint requirements/run.txt \
	  --constraint requirements/pdf.txt --constraint requirements/desk.txt \
	  --constraint requirements/hub.txt --extra pdf --extra desk --extra hub --group dev pyproject.toml --output-file requirements/dev.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "ต้องมี Python 3.11 ขึ้นไป เครื่องนี้มี $$($(PYTHON) --version) ติดตั้งรุ่นใหม่แล้วสั่งอีกครั้ง"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --no-print-directory apt PACKAGE=python3-venv
	@echo "เตรียมโฟลเดอร์ $(VENV) ไว้เก็บโปรแกรม โปรแกรมอื่นในเครื่องไม่ถูกแตะ"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/bin/python requirements/run.txt requirements/build.txt pyproject.toml
	@echo "ดาวน์โหลดและติดตั้ง Phaen กับโปรแกรมที่ต้องใช้ รุ่นที่ตรึงไว้ ครั้งแรกใช้เวลาราวหนึ่งถึงสามนาที"
	@$(PIP) -r requirements/run.txt -r requirements/build.txt || $(FAILED)
	@$(SELF) || $(FAILED)
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@echo "ดาวน์โหลดและติดตั้งเครื่องมือของผู้พัฒนา"
	@$(PIP) -r requirements/dev.txt || $(FAILED)
	@touch $@

# `npm ci` installs what the lock says, by its digests, and runs no script of a package.
$(LINT)/node_modules/stamp: $(LINT)/package.json $(LINT)/package-lock.json
	@$(MAKE) --no-print-directory node
	@echo "ดาวน์โหลดและติดตั้งเครื่องมือตรวจโค้ดของเบราว์เซอร์"
	@cd $(LINT) && npm ci --silent || $(FAILED)
	@touch $@

node:
	@command -v npm >/dev/null || $(MAKE) --no-print-directory apt PACKAGE="nodejs npm"
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 18 || (a == 18 && b >= 18) ? 0 : 1)' \
	  || { echo "ต้องมี Node 18.18 ขึ้นไป เครื่องนี้มี $$(node --version)"; exit 2; }

browser:
	@test -x /usr/bin/chromium || $(MAKE) --no-print-directory apt PACKAGE=chromium
	@test -x /usr/sbin/nginx || $(MAKE) --no-print-directory apt PACKAGE=nginx-light

signing:
	@command -v ssh-keygen >/dev/null || $(MAKE) --no-print-directory apt PACKAGE=openssh-client
	@test -x /usr/sbin/sshd || $(MAKE) --no-print-directory apt PACKAGE=openssh-server

# As root, installs a system package; otherwise prints the one command to run, and stops.
apt:
	@if [ "$$(id -u)" = 0 ]; then \
	  echo "ติดตั้งโปรแกรมของระบบด้วย apt: $(PACKAGE)"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(PACKAGE); \
	else echo "สั่งบรรทัดนี้ครั้งเดียว แล้วสั่งใหม่:  sudo apt-get install -y $(PACKAGE)"; exit 2; fi

clean:
	rm -rf build screens site dist
