"""Only a computer that something puts to sleep is worth a word about it."""

from pathlib import Path

import pytest

from farhand.power.machine import BATTERIES, LOGIND, SESSION_BUS, may_sleep


@pytest.mark.parametrize(
    ("environment", "files", "sleeps"),
    [
        ({}, {}, False),
        ({SESSION_BUS: "unix:path=/run/user/1000/bus"}, {}, True),
        ({}, {f"{LOGIND}/seat0": ""}, True),
        ({}, {f"{BATTERIES}/BAT0/type": "Battery\n"}, True),
        ({}, {f"{BATTERIES}/AC/type": "Mains\n"}, False),
        ({}, {f"{BATTERIES}/hid-mouse/type": "Battery\n", f"{BATTERIES}/hid-mouse/scope": "Device\n"}, False),
        ({}, {f"{BATTERIES}/BAT0/status": "Full\n"}, False),
    ],
)
def test_what_puts_a_computer_to_sleep(
    tmp_path: Path, environment: dict[str, str], files: dict[str, str], *, sleeps: bool
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    assert may_sleep(environment, tmp_path) is sleeps
