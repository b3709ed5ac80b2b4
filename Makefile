# ashi: `make report` builds and runs a night on the sample data, `make test` runs every test.

SWIFT ?= swift
PACKAGES := libsqlite3-dev libboost-dev
RECOMMENDED := librsvg2-bin
export LC_ALL = C.UTF-8

.PHONY: help report test build release setup lint sample example clean

help:
	@echo "make report   build ashi and run one night on SampleData; prints the report and the mail"
	@echo "make test     build and run every test"
	@echo "make lint     check the format of the sources"
	@echo "make sample   write SampleData anew with ashi-synth"
	@echo "make example  write Reports/example anew from SampleData"

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
	@$$($(SWIFT) build -c release --show-bin-path)/ashi run Pipelines/nightly.yaml

test: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

clean:
	$(SWIFT) package clean
