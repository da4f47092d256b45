"""A text is read in the encoding that it has, by the host as by the app; what was only assumed is said."""

from pathlib import Path

import pytest
from pydantic import BaseModel, TypeAdapter

from farhand.previews.encodings import Decoded, decoded


class Case(BaseModel):
    """The bytes of a text, and how they are read."""

    what: str
    bytes: str
    text: str
    assumed: str


VECTORS = TypeAdapter(tuple[Case, ...]).validate_json(
    (Path(__file__).parents[1] / "vectors" / "encodings.json").read_bytes()
)


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case.what)
def test_a_text_is_read_as_the_app_reads_it(case: Case) -> None:
    assert decoded(bytes.fromhex(case.bytes)) == Decoded(case.text, case.assumed)
