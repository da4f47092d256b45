"""What was made once is found again, as long as there is room and somebody looks at it."""

import hashlib
from pathlib import Path

import pytest

from farhand.previews.parts import Part
from farhand.previews.shelf import KEEP_S, WIDTHS, Place, Shelf, nearest

DAY_S = 24 * 3600.0


def lay(shelf: Shelf, name: str, at_s: float, size: int = 100) -> Place:
    place = shelf.place(hashlib.sha256(name.encode()).digest(), 1200, at_s)
    Part(0, "page", "image/webp", b"x" * size, parts=3, title=name).lay(place.folder)
    return place


def test_a_part_is_found_by_what_is_in_its_file_for_any_screen_of_about_that_width(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    lay(shelf, "report", 0)
    digest = hashlib.sha256(b"report").digest()
    found = shelf.place(digest, 1280, DAY_S)
    note = found.find(0)
    assert note is not None
    assert (note.title, note.parts, found.data(0).read_bytes()) == ("report", 3, b"x" * 100)
    assert found.find(1) is None
    assert shelf.place(digest, 1281, DAY_S).find(0) is None


def test_a_note_that_is_damaged_counts_as_none(tmp_path: Path) -> None:
    place = lay(Shelf(tmp_path), "report", 0)
    (place.folder / "0.json").write_text('{"kind": "film"}')
    assert place.find(0) is None


def test_what_was_used_longest_ago_makes_room_and_what_nobody_looks_at_goes_after_a_month(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, budget_bytes=1000)
    places = [lay(shelf, f"report {day}", day * DAY_S, 300) for day in range(4)]
    shelf.trim(4 * DAY_S)
    assert [place.folder.exists() for place in places] == [False, False, True, True]
    shelf.trim(2 * DAY_S + KEEP_S + 1)
    assert [place.folder.exists() for place in places] == [False, False, False, True]
    shelf.trim(3 * DAY_S)


@pytest.mark.parametrize(("asked", "drawn"), [(1, 640), (640, 640), (641, 960), (1170, 1280), (8192, WIDTHS[-1])])
def test_few_widths_are_drawn(asked: int, drawn: int) -> None:
    assert nearest(asked) == drawn
