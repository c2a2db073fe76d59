# Two commands: `make demo` sets up and reads the sample pages; `make test` sets up and passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test fuzz check lock clean

demo: $(VENV)/.installed
	@rm -f demo.db demo.db-wal demo.db-shm
	@PATH="$(CURDIR)/$(BIN):$$PATH" onrecord demo demo.db
	@echo "(or, without activating anything: $(BIN)/onrecord serve demo.db)"

test: $(VENV)/.installed-dev
	@sh tests/chromium.sh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

# A bounded fuzz run over every way from bytes to pages (needs the network once, for atheris): `make fuzz FUZZ_SECONDS=600`.
FUZZ_SECONDS ?= 120
fuzz: $(VENV)/.installed-dev
	$(BIN)/pip install --quiet --disable-pip-version-check "atheris>=3.0"
	@for target in bytes html warc frames feed entries body; do \
		echo "fuzzing $$target for $(FUZZ_SECONDS) seconds"; \
		$(BIN)/python -m tests.fuzz $$target -max_total_time=$(FUZZ_SECONDS) || exit 1; \
	done

# What a user needs, pinned and checked by hash; then the package itself, as a user would get it.
$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $@

# Renew both locks from pyproject.toml (needs the network and pip-tools).
lock:
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --strip-extras --no-header --extra build --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --strip-extras --no-header --constraint requirements.lock --extra build --extra dev --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) demo.db demo.db-wal demo.db-shm
