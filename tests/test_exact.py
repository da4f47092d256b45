"""The other half of these vectors is in `web/src/lib/exact.test.ts`."""

import json
from pathlib import Path

import pytest

from farhand.exact import upright

CASES = json.loads((Path(__file__).parent / "vectors" / "exact.json").read_text(encoding="utf-8"))["upright"]


@pytest.mark.parametrize("case", CASES)
def test_nothing_turns_around_what_a_person_reads(case: dict[str, str]) -> None:
    assert upright(case["text"]) == case["shown"]
