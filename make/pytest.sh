#!/bin/sh
# The tests, side by side on every core, all that they write under var/ and the system's temporary folder.
set -eu
cd "$(dirname "$0")/.."
mkdir -p var/cache
export HYPOTHESIS_STORAGE_DIRECTORY="$PWD/var/cache/hypothesis"
exec .venv/bin/python -m pytest -n auto "$@"
