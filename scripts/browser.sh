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
bring chromium 'the tests in a browser'
has_browser && exit 0
stop 'the tests need Chromium' "$(install_line chromium)" 'or name one: FARHAND_BROWSER=/path/to/chrome make test'
