"""Which of two processes is believed to be a host, for every pair."""

import pytest

from farhand.relay.engine import LeaseClaim
from farhand.relay.lease import is_taken

NOW_MS = 1000


def _holder(*, until_ms: int = NOW_MS + 1, is_connected: bool = True) -> LeaseClaim:
    return LeaseClaim("this machine", "first boot", until_ms, is_connected)


@pytest.mark.parametrize("machine", ["this machine", "another machine"])
@pytest.mark.parametrize("boot", ["first boot", "another boot"])
@pytest.mark.parametrize("is_connected", [True, False])
@pytest.mark.parametrize("until_ms", [NOW_MS, NOW_MS + 1])
def test_a_living_lease_is_held_against_other_machines_and_against_a_second_process(
    machine: str, boot: str, until_ms: int, *, is_connected: bool
) -> None:
    claim = LeaseClaim(machine, boot, NOW_MS + 90_000, is_connected=True)
    is_alive = until_ms > NOW_MS
    is_other_machine = machine == "another machine"
    is_second_process = boot == "another boot" and is_connected
    expected = is_alive and (is_other_machine or is_second_process)
    assert is_taken(_holder(until_ms=until_ms, is_connected=is_connected), claim, NOW_MS) is expected


def test_a_lease_that_nobody_holds_is_free() -> None:
    assert not is_taken(None, _holder(), NOW_MS)
