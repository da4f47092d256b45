"""The golden files are what the code makes now; the web tests read the same files."""

import json

import pytest

from tests.vectors.generate import HERE, VECTORS, written

BY_HAND = {"batch", "clarity", "encodings", "exact"}  # cases that people wrote for both languages


@pytest.mark.parametrize("name", VECTORS)
def test_golden_file_has_not_drifted(name: str) -> None:
    assert (HERE / f"{name}.json").read_text(encoding="utf-8") == written(name)


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in HERE.glob("*.json")} == {*VECTORS, *BY_HAND}


@pytest.mark.parametrize("name", ["hpke", "noise"])
def test_published_vectors_name_their_origin(name: str) -> None:
    assert json.loads((HERE / "published" / f"{name}.json").read_text())["origin"]
