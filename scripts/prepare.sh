#!/bin/sh
# Make .venv hold what Farhand (`runtime`) or its tests (`test`) need; name what the machine lacks in one line.
set -eu
cd "$(dirname "$0")/.."
. scripts/machine.sh

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

choose_python() {
    for each in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        if [ -n "$each" ] && is_new_enough "$each"; then
            python=$each
            return
        fi
    done
    found=$(python3 -c 'import platform; print(platform.python_version())' 2>/dev/null || echo none)
    stop "Python 3.11 or newer is needed, found $found" "$(install_line python3.11)" "or name one: PYTHON=/path/to/python3.12 make ..."
}

make_environment() {
    if [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1; then
        return
    fi
    choose_python
    missing=
    "$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing $(venv_package "$python")"
    command -v git >/dev/null || missing="$missing git"
    if [ -n "$missing" ]; then
        stop "this machine lacks$missing" "$(install_line $missing)"
    fi
    "$python" -m venv --clear .venv
}

make_environment
pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install --quiet"
case $1 in
runtime)
    say 'setting up Python packages and the phone app (once; a minute or two)'
    $pip --require-hashes --no-deps -r lock/build.txt -r lock/runtime.txt
    $pip --no-build-isolation --no-deps --editable .
    ;;
test)
    say 'setting up what the tests need (once)'
    $pip --require-hashes --no-deps -r lock/test.txt
    ;;
esac
touch ".venv/.$1"
