#!/bin/sh
# Makes .venv and installs the pinned requirements; where they stand already it does nothing, in a few milliseconds.
#   sh make/venv.sh        what Linkage needs at run time
#   sh make/venv.sh dev    what tests and tools need besides
set -eu
cd "$(dirname "$0")/.."

wanted=requirements.txt
[ "${1:-}" = dev ] && wanted=requirements-dev.txt
venv=.venv
python=$venv/bin/python

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
has() { "$1" -c "import $2" >/dev/null 2>&1; }
have_uv() { uv --version >/dev/null 2>&1; }
say() { echo "$@" >&2; }

# The stamp is a copy of what was installed last.
if cmp -s "$wanted" "$venv/installed-$wanted" && is_new_enough $python; then exit 0; fi

find_python() {
    for name in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11 python; do
        if is_new_enough "$name"; then echo "$name"; return; fi
    done
    say "Linkage needs Python 3.11 or newer, and none was found (looked for python3, python3.11 … python3.14)."
    say "Install one, or name it: PYTHON=/path/to/python3 make run"
    exit 1
}

make_venv() {
    rm -rf $venv
    base=$(find_python)
    say "Making $venv with $base"
    if have_uv; then uv venv --quiet --python "$(command -v "$base")" $venv; return; fi
    if has "$base" ensurepip && "$base" -m venv $venv; then return; fi
    if has "$base" virtualenv; then "$base" -m virtualenv --quiet $venv; return; fi
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "This Python came without venv; installing Debian's python3-venv."
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3-venv >/dev/null
        "$base" -m venv $venv
        return
    fi
    say "$base can't make a virtual environment: it came without ensurepip, and neither uv nor virtualenv is here."
    say "On Debian or Ubuntu: sudo apt-get install python3-venv"
    exit 1
}

# A .venv made by uv has no pip of its own: without uv it is made anew.
if ! is_new_enough $python || { ! have_uv && ! has $python pip; }; then make_venv; fi

say "Installing what $wanted pins (once)"
if have_uv; then
    uv pip install --quiet --python $python -r "$wanted"
else
    $python -m pip install --quiet --no-compile --disable-pip-version-check -r "$wanted"
fi
cp requirements.txt "$venv/installed-requirements.txt"
cp "$wanted" "$venv/installed-$wanted"
