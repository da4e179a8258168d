#!/bin/sh
# The tests, side by side: one more than there are cores, for half of their time they wait for servers, browsers and leases.
# What the tests of a file share is made once, so a file stays together.
# All that they write lies under var/ and the system's temporary folder.
set -eu
cd "$(dirname "$0")/.."
mkdir -p var/cache
export HYPOTHESIS_STORAGE_DIRECTORY="$PWD/var/cache/hypothesis"
beside=$(.venv/bin/python -c 'import os; print((os.cpu_count() or 1) + 1)')
exec .venv/bin/python -m pytest -n "$beside" --dist loadfile "$@"
