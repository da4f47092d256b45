"""The root of every model that crosses the network."""

import base64
import binascii
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from farhand.ids import ID_PATTERN

Id = Annotated[str, Field(pattern=ID_PATTERN)]
"""A 128-bit id: 32 lowercase hexadecimal characters."""

Millis = Annotated[int, Field(ge=0)]
"""Milliseconds since the Unix epoch."""


def to_base64url(raw: bytes) -> str:
    """Encode bytes as unpadded base64url (RFC 4648 section 5)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Decode unpadded base64url; raises ValueError on anything else."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64url") from error


def _decode(value: object) -> object:
    return from_base64url(value) if isinstance(value, str) else value


Bytes = Annotated[
    bytes,
    BeforeValidator(_decode),
    PlainSerializer(to_base64url, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "contentEncoding": "base64url"}),
]
"""Raw bytes, written in JSON as unpadded base64url."""


LAZY = ConfigDict(defer_build=True)
"""For adapters of unions: validators are built when first used, since a runner must start faster than they build."""


class Wire(BaseModel):
    """A frozen message; unknown fields are ignored, because versions only add."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    def to_json(self) -> bytes:
        """Return the JSON bytes to hash, sign and send: always the bytes of this one call."""
        return self.model_dump_json(exclude_none=True).encode()
