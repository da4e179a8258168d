#!/bin/sh
# What must hold before a change goes in. pytest's summary is the closing line.
set -eu
cd "$(dirname "$0")/.."
sh make/venv.sh dev
sh make/services.sh
sh make/lint.sh
exec sh make/pytest.sh "$@"
