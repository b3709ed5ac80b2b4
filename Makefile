# ashi: `make report` builds and runs a night on the sample data, `make test` runs every test.

SWIFT ?= swift
PACKAGES := libsqlite3-dev libboost-dev
RECOMMENDED := librsvg2-bin
PREFIX ?= /usr/local
PYTHON ?= python3
RELEASE = $$($(SWIFT) build -c release --show-bin-path)
STATIC = --scratch-path .build/static --static-swift-stdlib -Xlinker --gc-sections
export LC_ALL = C.UTF-8

.PHONY: help report test test-long coverage test-browser test-mail test-arm64 \
  test-counters test-deb fuzz fuzz-short bench build \
  release setup lint sample example install deb clean

help:
	@echo "make report        build ashi and run one night on SampleData; prints the report and the mail"
	@echo "make test          build and run every test, with a short fuzz run and the counters"
	@echo "make test-long     the slow suites too: simulations and crash tests"
	@echo "make test-browser  the report in headless Chromium (installs it)"
	@echo "make test-arm64    the C code for arm64, run by qemu (installs it and a cross compiler)"
	@echo "make test-counters allocations and instructions of a small run, against their ceilings"
	@echo "make test-mail     nights that mail through msmtp and a server on this computer (installs them)"
	@echo "make fuzz          a million runs of each fuzz target"
	@echo "make bench         side by side with DuckDB, SciPy, Polars and R (PYTHON=python with them)"
	@echo "make lint          check the format of the sources"
	@echo "make sample        write SampleData anew with ashi-synth"
	@echo "make example       write Reports/example anew from SampleData"
	@echo "make install       install programs, manual, completions, units under PREFIX ($(PREFIX))"
	@echo "make deb           a package for Debian 12, in .build/deb"
	@echo "make test-deb      the package in a fresh Debian 12 (root; needs debootstrap)"

# Names and installs the Debian packages that are missing; without the right to, says what to type.
setup:
	@missing=""; \
	for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' \
	    || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "missing Debian packages:$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then run=""; \
	  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then run="sudo"; \
	  else \
	    echo "install them with: apt-get update && apt-get install -y$$missing"; exit 69; \
	  fi; \
	  $$run apt-get update -q && $$run apt-get install -y -q $$missing || exit 69; \
	fi

build: setup
	$(SWIFT) build

release: setup
	$(SWIFT) build -c release

report: release
	@$(RELEASE)/ashi run Pipelines/nightly.yaml

# Pages of docs/ show queries by SQLite's shell, and are tried.
test: PACKAGES += sqlite3
test: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build
	$(MAKE) fuzz-short
	$(MAKE) test-counters

test-long: release
	$(SWIFT) build --build-tests
	ASHI_LONG=1 ASHI_KILLS=500 ASHI_PROGRAM="$(RELEASE)/ashi" $(SWIFT) test --skip-build
	@echo "the simulations are slow in a debug build; see Tests/StatisticsTests/Reference/Simulation"
	$(MAKE) coverage

# Intervals and verdicts over 2,000 invented clinics, the whole way from CSV to claim.
COVERAGE = Tests/SynthesisTests/Reference/Coverage
coverage: setup
	$(SWIFT) build -c release --product ashi-synth
	$(SWIFT) build -c release --product ashi-analyze
	python3 $(COVERAGE)/coverage.py "$(RELEASE)" --write $(COVERAGE)/coverage.tsv

test-browser: PACKAGES += chromium
test-browser: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --filter BrowserTests

# What a small answer costs, in counts that do not depend on the machine's load.
test-counters: setup
	$(SWIFT) build -c release --product ashi
	Tests/Counters/counters.py "$(RELEASE)"

# The C code for arm64, and its scan run there.
test-arm64: PACKAGES += gcc gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user
test-arm64: setup
	Tests/Portability/arm64.sh

test-mail: PACKAGES += msmtp python3-aiosmtpd librsvg2-bin
test-mail: setup
	$(SWIFT) build --build-tests
	ASHI_PYTHON=$${ASHI_PYTHON:-/usr/bin/python3} $(SWIFT) test --skip-build --filter MailServerTests

# The fuzz targets are a package of their own; findings are written to the system's folder for
# temporary files and named in the output.
FUZZ = cd Fuzz && $(SWIFT) build -c release --sanitize=fuzzer \
  && new=$$(mktemp -d) && export SWIFT_BACKTRACE=enable=no \
  && for target in $$(ls Corpus); do \
    .build/release/Fuzz$$target -max_len=1000 -print_final_stats=0 -artifact_prefix=$$new/ \
      $(1) $$new Corpus/$$target || exit 70; \
  done

fuzz-short:
	$(call FUZZ,-runs=10000 -seed=1 -verbosity=0)

fuzz:
	$(call FUZZ,-runs=1000000)

# ashi beside its peers; those that PYTHON lacks are named and left out. Results are kept in
# Benchmarks/results; the session files, 1.2 GB, are made once.
SESSIONS = Benchmarks/.build/sessions
bench: release
	$(SWIFT) build -c release --package-path Benchmarks
	$(PYTHON) Benchmarks/Questions/compare.py --files $(SESSIONS)
	$(PYTHON) Benchmarks/Intake/compare.py $(SESSIONS)/sessions-10000000.csv
	$(PYTHON) Benchmarks/Statistics/compare.py

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Fuzz/Package.swift \
	  Fuzz/Sources/Fuzz*

# The commands stand in the README of SampleData, so that the files and their recipe cannot drift.
sample: release
	@PATH="$(RELEASE):$$PATH"; grep '^ashi-synth ' SampleData/README.md | sh -ex

example: release
	@Reports/example.sh "$(RELEASE)"

# Programs, manual pages, shell completions, systemd units and examples. The manual is made by the
# program itself from what --help says.
install: release
	Packaging/install.sh $(RELEASE) "$(DESTDIR)" "$(PREFIX)"

# A package for Debian 12: one program under seven names, the Swift runtime inside.
deb: setup
	$(SWIFT) build -c release --product ashi $(STATIC)
	Packaging/build-deb.sh \
	  "$$($(SWIFT) build -c release --product ashi $(STATIC) --show-bin-path)/ashi" .build/deb

# Installs and runs the package in a fresh Debian 12; needs root and debootstrap.
test-deb: deb
	Packaging/test-deb.sh .build/deb

clean:
	$(SWIFT) package clean
