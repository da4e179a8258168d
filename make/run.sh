#!/bin/sh
# Starts Linkage with its demonstration. All that it writes lies under LINKAGE_HOME (var/), .venv excepted.
set -eu
cd "$(dirname "$0")/.."
sh make/venv.sh

export PORT="${PORT:-8000}"
export LINKAGE_HOME="${LINKAGE_HOME:-$PWD/var}"
export LINKAGE_PSEUDO="${LINKAGE_PSEUDO:-1}"
# Compiled files make the second start quick; they lie with all the rest.
export PYTHONPYCACHEPREFIX="$LINKAGE_HOME/pycache"
unset PYTHONDONTWRITEBYTECODE

.venv/bin/python make/port.py "$PORT"
exec .venv/bin/python -m make.serve prepare
