"""Whether a Linux computer runs on a battery, which is a reason to put it to sleep."""

from pathlib import Path

SUPPLIES = "sys/class/power_supply"  # a container sees those of the computer around it


def has_battery(root: Path = Path("/")) -> bool:
    """Return whether the computer has a battery; a mouse's does not count."""
    return any(map(_is_battery, (root / SUPPLIES).glob("*")))


def _is_battery(supply: Path) -> bool:
    try:
        return (supply / "type").read_text().strip() == "Battery" and not (supply / "scope").exists()
    except OSError:
        return False
