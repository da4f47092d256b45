#!/bin/sh
# Find a D-Bus daemon for the tests of what desktops and logind offer, or bring one from the system's packages.
set -eu
cd "$(dirname "$0")/.."
. scripts/machine.sh

has_bus() {
    [ "$(uname)" != Linux ] || command -v dbus-daemon >/dev/null # nowhere else does Farhand speak D-Bus
}

has_bus && exit 0
bring dbus-daemon 'the tests of keep-awake'
has_bus && exit 0
stop 'the tests of keep-awake need dbus-daemon' "$(install_line dbus-daemon)"
