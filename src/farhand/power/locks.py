"""Which ways to keep a computer awake a platform has."""

import sys

from farhand.power.battery import has_battery
from farhand.power.desktop import DesktopLock
from farhand.power.keeping import FirstThatWorks, WakeLock
from farhand.power.logind import LogindLock


def lock_here(platform: str = sys.platform) -> WakeLock:
    """Return this platform's way: on Linux the desktop's, or where there is none that of the system."""
    if platform.startswith("linux"):
        return FirstThatWorks((DesktopLock(), LogindLock()), has_battery)
    return DesktopLock()
