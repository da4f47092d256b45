# What differs between machines: how a missing thing is brought. Sourced by the other scripts.

say() { printf 'farhand: %s\n' "$*" >&2; }

# stop REASON COMMAND [MORE]: one line that names what is missing and the command that brings it.
stop() {
    say "$1. Bring it with: $2${3:+ ($3)}"
    exit 2
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        printf '%s' "$*"
    else
        printf 'sudo %s' "$*"
    fi
}

install_line() {
    if command -v apt-get >/dev/null; then
        # A fresh container knows no packages before its first update.
        ls /var/lib/apt/lists/*Packages* >/dev/null 2>&1 || printf '%s && ' "$(as_root apt-get update)"
        as_root "apt-get install -y $*"
    elif command -v dnf >/dev/null; then
        as_root "dnf install -y $*"
    elif command -v pacman >/dev/null; then
        as_root "pacman -S --noconfirm $*"
    elif command -v apk >/dev/null; then
        as_root "apk add $*"
    elif command -v brew >/dev/null; then
        printf 'brew install %s' "$*"
    else
        printf "your system's packages: %s" "$*"
    fi
}

# bring PACKAGE PURPOSE: from the system's packages, where that needs nobody's leave; else do nothing.
bring() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
    say "bringing $1 from the system packages, for $2"
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1 ||
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$1" >/dev/null; }
}

# Debian and its children cut ensurepip out of Python into a package per version.
venv_package() {
    case ${1##*/} in
    python3) echo python3-venv ;;
    *) echo "${1##*/}-venv" ;;
    esac
}
