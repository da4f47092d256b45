"""How long this computer has slept since it was started: two of its clocks differ in nothing else."""

import ctypes
import sys
import time


def slept_ms() -> int:
    """Return how many milliseconds the computer has slept since its start; 0 where nobody can tell."""
    if sys.platform == "win32":
        awake = ctypes.c_ulonglong()  # in units of 100 ns
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(awake))
        ticks: int = ctypes.windll.kernel32.GetTickCount64()
        return ticks - awake.value // 10_000
    if sys.platform == "darwin":
        return _between_ms(time.CLOCK_MONOTONIC, time.CLOCK_UPTIME_RAW)
    if sys.platform == "linux":
        return _between_ms(time.CLOCK_BOOTTIME, time.CLOCK_MONOTONIC)
    return 0


def _between_ms(whole: int, awake: int) -> int:
    return (time.clock_gettime_ns(whole) - time.clock_gettime_ns(awake)) // 1_000_000
