"""What the web code sealed opens in Python: the other half of the golden vectors."""

import hashlib
import json
from pathlib import Path

import pytest

from farhand.crypto.blobs import seal_chunk
from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.crypto.pairing import Greeted, HostHandshake
from farhand.crypto.sealing import open_private
from farhand.ids import BlobId
from farhand.wire.blob import CHUNK_BYTES, Manifest
from farhand.wire.commands import COMMAND, REQUEST, RequestPage, SendMessage
from farhand.wire.envelope import Class, Direction, Envelope, Mailbox
from farhand.wire.model import from_base64url
from farhand.wire.pairing import Invitation

FOLDER = Path(__file__).parents[1] / "vectors" / "from_web"


def vector(name: str) -> dict[str, str]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "class_"), [("command", Class.COMMAND), ("direct", Class.DIRECT)])
def test_envelope_of_the_web_code_opens_and_is_by_its_sender(name: str, class_: Class) -> None:
    golden = vector(name)
    sender, host = (Identity.from_seed(bytes.fromhex(golden[f"{each}_seed"])) for each in ("sender", "host"))

    envelope = Envelope.parse(from_base64url(golden["raw"]))
    opened = open_private(envelope, HpkeKey.from_private(bytes.fromhex(golden["recipient_private"])))

    assert envelope.header.class_ is class_
    assert envelope.header.mailbox == Mailbox(host.id, Direction.UP)
    assert (envelope.header.sender, envelope.header.key) == (sender.id, host.id)
    assert (envelope.header.id, envelope.header.expires_ms) == (golden["id"], golden["expires_ms"])
    assert opened.body.decode() == golden["body"]
    assert opened.is_by(sender.public)
    assert not opened.is_by(host.public)


def test_bodies_of_the_web_code_are_wire_models() -> None:
    assert isinstance(COMMAND.validate_json(vector("command")["body"]), SendMessage)
    assert isinstance(REQUEST.validate_json(vector("direct")["body"]), RequestPage)


def test_first_step_of_the_web_code_is_greeted() -> None:
    golden = vector("pairing")
    host = HostHandshake(
        Invitation.parse(golden["link"]),
        bytes.fromhex(golden["invitation_private"]),
        Identity.new(),
        HpkeKey.new().public,
    )

    greeted = host.receive(bytes.fromhex(golden["step_1"]))

    assert isinstance(greeted, Greeted)
    assert greeted.hello.name == golden["name"]


def test_file_of_the_web_code_is_sealed_as_python_would() -> None:
    golden = vector("blob")
    manifest = Manifest.model_validate_json(golden["manifest"])
    data = golden["line"].encode() * int(golden["lines"])

    assert manifest.sha256 == hashlib.sha256(data).digest()
    assert manifest.size == len(data)
    for index, (head, named) in enumerate(zip(golden["heads"], manifest.chunks, strict=True)):
        plain = data[index * CHUNK_BYTES : (index + 1) * CHUNK_BYTES]
        last = index == len(manifest.chunks) - 1
        sealed = seal_chunk(manifest.key, BlobId(manifest.blob), index, last, plain, bytes.fromhex(head)[:12])
        assert sealed[:64].hex() == head
        assert hashlib.sha256(sealed).digest() == named
