"""Which ways to keep a computer awake a platform has."""

import sys

from farhand.power.desktop import DesktopLock
from farhand.power.keeping import FirstThatWorks, WakeLock
from farhand.power.logind import LogindLock


def lock_here(platform: str = sys.platform) -> WakeLock:
    """Return this platform's way: on Linux the desktop's, or where there is none that of the system."""
    return FirstThatWorks((DesktopLock(), LogindLock())) if platform.startswith("linux") else DesktopLock()
