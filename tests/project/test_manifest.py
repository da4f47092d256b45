"""The app's manifest names pictures that are there, and as large as it says."""

import json
from pathlib import Path

import pytest

PUBLIC = Path(__file__).resolve().parents[2] / "web" / "public"
MANIFEST = json.loads((PUBLIC / "manifest.webmanifest").read_text(encoding="utf-8"))
FRAME = (b"\xff\xc0", b"\xff\xc2")  # begin the part of a JPEG that says its height and width
LARGEST_BYTES = 120_000


@pytest.mark.parametrize("shown", MANIFEST["screenshots"], ids=lambda shown: shown["form_factor"])
def test_a_screenshot_is_there_and_as_large_as_the_manifest_says(shown: dict[str, str]) -> None:
    picture = (PUBLIC / shown["src"].removeprefix("/")).read_bytes()
    at = next(found for mark in FRAME if (found := picture.find(mark)) >= 0)
    height, width = (int.from_bytes(picture[at + start : at + start + 2]) for start in (5, 7))
    assert f"{width}x{height}" == shown["sizes"]
    assert len(picture) < LARGEST_BYTES  # a browser fetches it over a phone's network


def test_there_is_one_for_phones_and_one_for_desktops() -> None:
    assert [shown["form_factor"] for shown in MANIFEST["screenshots"]] == ["narrow", "wide"]


def test_no_picture_of_it_is_fetched_ahead_by_the_worker() -> None:
    kept = (PUBLIC.parent / "vite.config.ts").read_text(encoding="utf-8")
    assert "jpg" not in kept
