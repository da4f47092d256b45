"""A network of its own, in which this computer has an address that is not loopback."""

import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

ADDRESS = "10.77.0.1"
# Farhand asks the kernel which address it would use towards TEST-NET-1, so there must be a way there.
SET_UP = f"ip link set lo up && ip address add {ADDRESS}/24 dev lo && ip route add 192.0.2.0/24 dev lo src {ADDRESS}"
HOLD = f"{SET_UP} && echo ready && exec cat"


class NoIsland(Exception):
    """The kernel refused, and says why."""


@dataclass(frozen=True, slots=True)
class Island:
    """The namespace: `entry` before a command line runs it inside."""

    entry: tuple[str, ...]


@contextmanager
def island() -> Generator[Island]:
    """Make a network namespace for as long as the context lasts; raises NoIsland."""
    is_root = os.geteuid() == 0
    holder = subprocess.Popen(
        ["unshare", *(() if is_root else ("--map-root-user",)), "--net", "sh", "-c", HOLD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stderr is not None
    try:
        if holder.stdout.readline() != "ready\n":
            raise NoIsland(holder.stderr.read().strip())
        user = () if is_root else ("--user", "--preserve-credentials")
        yield Island(("nsenter", "--target", str(holder.pid), *user, "--net", "--"))
    finally:
        holder.communicate()
