"""How many tasks run at once is chosen by cores and memory."""

import pytest

from farhand.host.places import GIB, places_for, places_here


@pytest.mark.parametrize(
    ("cores", "memory_gib", "places"), [(8, 32, 8), (8, 6, 4), (2, 23, 2), (4, 1, 1), (1, 64, 1), (4, None, 4)]
)
def test_places_are_bounded_by_cores_and_memory(cores: int, memory_gib: int | None, places: int) -> None:
    assert places_for(cores, None if memory_gib is None else memory_gib * GIB) == places


def test_this_computer_has_a_place() -> None:
    assert places_here() >= 1
