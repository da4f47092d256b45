"""Which ways to keep a computer awake a platform has."""

import sys

from farhand.power.desktop import DesktopLock
from farhand.power.keeping import FirstThatWorks, WakeLock
from farhand.power.logind import LogindLock
from farhand.power.machine import may_sleep


def lock_here(platform: str = sys.platform) -> WakeLock:
    """Return this platform's way: on Linux the desktop's, or where there is none that of the system."""
    if platform.startswith("linux"):
        return FirstThatWorks((DesktopLock(), LogindLock()), may_sleep)
    return DesktopLock()
