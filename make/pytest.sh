#!/bin/sh
# The tests, side by side on every core. What the tests of a file share is made once: a file stays on one core.
# All that they write lies under var/ and the system's temporary folder.
set -eu
cd "$(dirname "$0")/.."
mkdir -p var/cache
export HYPOTHESIS_STORAGE_DIRECTORY="$PWD/var/cache/hypothesis"
exec .venv/bin/python -m pytest -n auto --dist loadfile "$@"
