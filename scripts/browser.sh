#!/bin/sh
# Find a Chromium for the tests in a browser, or bring one from the system's packages.
set -eu
cd "$(dirname "$0")/.."
. scripts/machine.sh

has_browser() {
    for each in "${FARHAND_BROWSER:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        if [ -n "$each" ] && command -v "$each" >/dev/null; then
            return 0
        fi
    done
    return 1
}

has_browser && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say 'bringing Chromium from the system packages, for the tests in a browser'
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 ||
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; }
    has_browser && exit 0
fi
stop 'the tests need Chromium' "$(install_line chromium)" 'or name one: FARHAND_BROWSER=/path/to/chrome make test'
