"""A computer has a battery if its own power comes from one."""

from pathlib import Path

import pytest

from farhand.power.battery import SUPPLIES, has_battery


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, False),
        ({"BAT0/type": "Battery\n"}, True),
        ({"AC/type": "Mains\n"}, False),
        ({"AC/type": "Mains\n", "BAT1/type": "Battery\n"}, True),
        ({"hid-mouse/type": "Battery\n", "hid-mouse/scope": "Device\n"}, False),
        ({"BAT0/status": "Full\n"}, False),
    ],
)
def test_a_battery_is_known_by_what_the_kernel_says_of_it(
    tmp_path: Path, files: dict[str, str], *, expected: bool
) -> None:
    for name, text in files.items():
        file = tmp_path / SUPPLIES / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    assert has_battery(tmp_path) is expected
