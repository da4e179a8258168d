#!/bin/sh
# Style, form, types, and who may import whom.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
mkdir -p var/cache

$python -m ruff check .
$python -m ruff format --check .
$python -m mypy
$python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' \
    --no-logo --cache-dir var/cache/import-linter
