# Every command starts from a fresh clone with nothing but Python 3.11 or newer, and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# The version of the environment travels, not the one of the person who runs make.
export PYTHONNOUSERSITE = 1

.PHONY: help install serve build check test test-long test-newest bench wheel lock clean browser node postgresql nginx calc conformance

help: ## Cette aide
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

install: $(STAMP) ## Installer Ouvroir et ses dépendances dans .venv

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Ouvroir demande Python 3.11 ou plus récent. Indiquez-le ainsi : make PYTHON=python3.12 install"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "L'environnement .venv n'a pas pu être créé. Sous Debian ou Ubuntu : sudo apt install python3-venv"; exit 1; }
	@echo "Installation des dépendances (une à deux minutes la première fois)…"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

serve: $(STAMP) ## Construire les cours et démarrer le serveur (HOST=, PORT=, OUVROIR_DATA=)
	@$(BIN)/ouvroir serve

build: $(STAMP) ## Construire les pages et les devoirs dans build/
	@$(BIN)/ouvroir build

check: $(STAMP) ## Vérifier le style, les types et le contenu des cours
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/ouvroir check

browser: $(STAMP)
	@$(BIN)/python -m tests.browser.install

node: $(STAMP)
	@$(BIN)/python -m tests.npm.install

postgresql: $(STAMP)
	@$(BIN)/python -m tests.support.install_postgresql

nginx: $(STAMP)
	@$(BIN)/python -m tests.support.install_nginx

calc: $(STAMP)
	@$(BIN)/python -m tests.support.install_calc

conformance: $(STAMP)
	@$(BIN)/python -m tests.conformance.install

test: $(STAMP) browser node postgresql nginx calc conformance ## Toute la suite, navigateur compris
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile -m "not long"

test-long: $(STAMP) browser node postgresql nginx calc conformance ## La même suite avec de plus grands nombres
	OUVROIR_LONG=1 $(BIN)/python -m pytest

test-newest: $(STAMP) ## Les carnets de l'atelier sur le Python le plus récent (PYTHON_NEWEST=)
	@PYTHON_NEWEST="$(PYTHON_NEWEST)" $(BIN)/python -m tests.atelier.newest

bench: $(STAMP) ## Les mesures ; leurs chiffres se notent dans benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

wheel: $(STAMP) ## Faire la roue Python qui porte tout, dans dist/
	@$(BIN)/python -m hatchling build -t wheel -d dist

lock: $(STAMP) ## Refaire requirements.lock depuis pyproject.toml (demande uv)
	uv pip compile pyproject.toml --extra dev --extra build --extra binder --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
	  --output-file requirements.lock
	uv pip compile pyproject.toml --extra build --extra binder --constraint requirements.lock \
	  --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
	  --output-file binder/requirements.txt
	@for tool in client schemathesis; do \
	  uv pip compile tests/conformance/$$tool.in --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-header --quiet \
	    --output-file tests/conformance/$$tool.lock || exit 1; \
	done

clean: ## Effacer ce qui se reconstruit
	rm -rf build dist $(VENV)
