"""Whether anything on a Linux computer puts it to sleep by itself; on servers and in containers mostly nothing does."""

import os
from collections.abc import Mapping
from pathlib import Path

SESSION_BUS = "DBUS_SESSION_BUS_ADDRESS"
LOGIND = "run/systemd/seats"  # there as long as systemd-logind, or elogind, runs
BATTERIES = "sys/class/power_supply"  # a container sees those of the computer around it


def may_sleep(environment: Mapping[str, str] = os.environ, root: Path = Path("/")) -> bool:
    """Return whether a desktop or logind is there, which put computers to sleep, or a battery, which is a reason to."""
    return SESSION_BUS in environment or (root / LOGIND).is_dir() or any(map(_is_battery, (root / BATTERIES).glob("*")))


def _is_battery(supply: Path) -> bool:
    try:
        # A mouse has a battery, too, whose scope is the device.
        return (supply / "type").read_text().strip() == "Battery" and not (supply / "scope").exists()
    except OSError:
        return False
