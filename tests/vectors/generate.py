"""Write the golden vectors that bind the Python and the web code: `python -m tests.vectors.generate`.

Every input is derived from a label, so that a run changes nothing unless the protocol changed.
"""

import hashlib
import itertools
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from farhand.attention.passkeys.challenge import challenge_of, joining_challenge
from farhand.attention.passkeys.demand import is_demanded
from farhand.crypto import blobs, chain, padding, pairing, sealing
from farhand.crypto.epochs import seal_epoch
from farhand.crypto.hpke import HpkeKey, Seal
from farhand.crypto.identity import Identity
from farhand.crypto.noise import Initiator, Responder
from farhand.ids import BlobId, DeviceId, EpochId, HostId, Incarnation
from farhand.saying import Said
from farhand.sayings import checks
from farhand.sayings.every import every_sentence
from farhand.signatures import statement
from farhand.wire.commands import COMMAND, AnyCommand
from farhand.wire.envelope import Class, Direction, Envelope, Header, Mailbox
from farhand.wire.pairing import Accepted, Invitation
from farhand.wire.passkeys import Demand
from farhand.wire.record import Record
from farhand.wire.relay import Signed
from farhand.wire.saying import Saying
from tests.attention.passkeys.commands import NEVER, TO_ALLOW, TO_DISPATCH
from tests.crypto.rfc9180 import seal_with

HERE = Path(__file__).parent
EXPIRES_MS = 1_893_456_000_000

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def material(label: str, size: int = 32) -> bytes:
    """Return bytes that only a label decides."""
    blocks = (hashlib.sha256(f"{label}/{index}".encode()).digest() for index in itertools.count())
    return b"".join(itertools.islice(blocks, -(-size // 32)))[:size]


def fixed_id(label: str) -> str:
    """Return an id that only a label decides."""
    return material(label, 16).hex()


HOST = Identity.from_seed(material("host"))
DEVICE = Identity.from_seed(material("device"))
OTHER_DEVICE = Identity.from_seed(material("other device"))
HOST_HPKE = HpkeKey.from_private(material("host hpke"))
WRAP = HpkeKey.from_private(material("device wrap"))
OTHER_WRAP = HpkeKey.from_private(material("other device wrap"))
INVITED = HpkeKey.from_private(material("invitation key"))
EPOCH, EPOCH_KEY = EpochId(fixed_id("epoch")), material("epoch key")
INCARNATION = Incarnation(fixed_id("incarnation"))
INVITATION = Invitation(
    fixed_id("rendezvous"), INVITED.public, material("psk"), 1_893_456_000, "Kärntner Straße ✓", "https://relay.example"
)


def sealer(*labels: str) -> Seal:
    """Return an HPKE sealer whose ephemeral keys come from labels, one a call."""
    ephemerals = iter([material(label) for label in labels])

    def seal(public: bytes, info: bytes, plaintext: bytes) -> bytes:
        return seal_with(next(ephemerals), public, info, plaintext)

    return seal


def _identity() -> Json:
    fields = [b"", b"one", material("field", 300)]
    return {
        "seed": HOST.seed.hex(),
        "public": HOST.public.hex(),
        "id": HOST.id,
        "purpose": "test",
        "fields": [each.hex() for each in fields],
        "statement": statement("test", *fields).hex(),
        "signature": HOST.sign("test", *fields).hex(),
    }


def _envelope() -> Json:
    cases: list[Json] = []
    for class_, direction in itertools.product(Class, Direction):
        payload = material(f"payload {class_}", 10 * class_)
        nonce = material("envelope nonce", 12)
        mailbox = Mailbox(HOST.id, direction)
        header = Header(class_, mailbox, DEVICE.id, fixed_id("envelope"), EPOCH, nonce, EXPIRES_MS, len(payload))
        cases.append(
            {
                "class": class_,
                "direction": direction,
                "host": HOST.id,
                "sender": DEVICE.id,
                "id": header.id,
                "key": header.key,
                "nonce": nonce.hex(),
                "expires_ms": EXPIRES_MS,
                "payload": payload.hex(),
                "raw": Envelope.of(header, payload).raw.hex(),
            }
        )
    return cases


def _padding() -> Json:
    sizes = [0, 1, 251, 252, 253, 1020, 1021, 4092, 4093, 16380, 16381, 32764, 32765, 100_000]
    return {"sizes": [[size, padding.padded_size(size)] for size in sizes], "padded": padding.pad(b"content").hex()}


def _command() -> Json:
    body = '{"type":"message.send","text":"Grüße, 世界"}'
    envelope = sealing.seal_command(
        DEVICE,
        HostId(HOST.id),
        HOST_HPKE.public,
        body.encode(),
        id=fixed_id("command"),
        expires_ms=EXPIRES_MS,
        seal=sealer("command ephemeral"),
    )
    return {
        "sender_seed": DEVICE.seed.hex(),
        "host": HOST.id,
        "recipient_private": HOST_HPKE.private.hex(),
        "ephemeral_private": material("command ephemeral").hex(),
        "body": body,
        "id": envelope.header.id,
        "expires_ms": EXPIRES_MS,
        "raw": envelope.raw.hex(),
    }


def _direct() -> Json:
    body = '{"type":"page","records":[]}' + " " * 300
    envelope = sealing.seal_direct(
        HOST,
        Mailbox(HOST.id, Direction.DOWN),
        DEVICE.id,
        WRAP.public,
        body.encode(),
        id=fixed_id("direct"),
        expires_ms=EXPIRES_MS,
        seal=sealer("direct ephemeral"),
    )
    return {
        "sender_seed": HOST.seed.hex(),
        "host": HOST.id,
        "direction": Direction.DOWN,
        "recipient": DEVICE.id,
        "recipient_private": WRAP.private.hex(),
        "ephemeral_private": material("direct ephemeral").hex(),
        "body": body,
        "id": envelope.header.id,
        "expires_ms": EXPIRES_MS,
        "raw": envelope.raw.hex(),
    }


def _record() -> Json:
    body = '{"type":"message.received","text":"ok"}'
    tip = chain.Tip.genesis(INCARNATION)
    record, _ = chain.append(
        tip, HOST, incarnation=INCARNATION, id=fixed_id("record"), type="message.received", body=body.encode()
    )
    nonce = material("record nonce", 12)
    envelope = sealing.seal_record(
        record, epoch=EPOCH, epoch_key=EPOCH_KEY, host=HostId(HOST.id), expires_ms=EXPIRES_MS, nonce=nonce
    )
    return {
        "epoch": EPOCH,
        "epoch_key": EPOCH_KEY.hex(),
        "nonce": nonce.hex(),
        "host": HOST.id,
        "expires_ms": EXPIRES_MS,
        "seq": record.seq,
        "incarnation": record.incarnation,
        "id": record.id,
        "type": record.type,
        "prev": record.prev.hex(),
        "body": body,
        "signature": record.signature.hex(),
        "packed": record.pack().hex(),
        "raw": envelope.raw.hex(),
    }


def _chain() -> Json:
    records: list[Record] = []
    tips = [chain.Tip.genesis(INCARNATION)]
    for number in range(5):
        _extend(records, tips, INCARNATION, "task.changed", f'{{"n":{number}}}')
    restored = [records[2]]
    restored_tips = [tips[3]]
    other = Incarnation(fixed_id("other incarnation"))
    _extend(restored, restored_tips, other, chain.RESTORED, '{"reason":"backup"}')
    _extend(restored, restored_tips, other, "task.changed", '{"n":"after"}')
    return {
        "host_public": HOST.public.hex(),
        "incarnation": INCARNATION,
        "records": [record.pack().hex() for record in records],
        "hashes": [tip.hash.hex() for tip in tips],
        "restored_after_seq": 3,
        "restored": [record.pack().hex() for record in restored[1:]],
        "restored_incarnation": other,
        "restored_hash": restored_tips[-1].hash.hex(),
    }


def _extend(records: list[Record], tips: list[chain.Tip], incarnation: Incarnation, type_: str, body: str) -> None:
    record, tip = chain.append(
        tips[-1],
        HOST,
        incarnation=incarnation,
        id=fixed_id(f"record {incarnation} {tips[-1].seq + 1}"),
        type=type_,
        body=body.encode(),
    )
    records.append(record)
    tips.append(tip)


def _ephemeral() -> Json:
    body = '{"type":"run.text","text":"writing"}'
    nonce = material("ephemeral nonce", 12)
    envelope = sealing.seal_ephemeral(
        HOST,
        epoch=EPOCH,
        epoch_key=EPOCH_KEY,
        body=body.encode(),
        id=fixed_id("ephemeral"),
        nonce=nonce,
        expires_ms=EXPIRES_MS,
    )
    return {
        "host_seed": HOST.seed.hex(),
        "host_public": HOST.public.hex(),
        "epoch": EPOCH,
        "epoch_key": EPOCH_KEY.hex(),
        "nonce": nonce.hex(),
        "body": body,
        "id": envelope.header.id,
        "expires_ms": EXPIRES_MS,
        "raw": envelope.raw.hex(),
    }


def _epoch() -> Json:
    envelope = seal_epoch(
        HOST,
        EPOCH,
        EPOCH_KEY,
        {DeviceId(DEVICE.id): WRAP.public, DeviceId(OTHER_DEVICE.id): OTHER_WRAP.public},
        id=fixed_id("epoch envelope"),
        expires_ms=EXPIRES_MS,
        seal=sealer("epoch ephemeral", "other epoch ephemeral"),
    )
    return {
        "host_public": HOST.public.hex(),
        "epoch": EPOCH,
        "epoch_key": EPOCH_KEY.hex(),
        "devices": [
            {"device": DEVICE.id, "wrap_private": WRAP.private.hex()},
            {"device": OTHER_DEVICE.id, "wrap_private": OTHER_WRAP.private.hex()},
        ],
        "stranger": fixed_id("stranger"),
        "raw": envelope.raw.hex(),
    }


def _invitation() -> Json:
    return {
        "rendezvous": INVITATION.rendezvous,
        "key": INVITATION.key.hex(),
        "secret": INVITATION.secret.hex(),
        "expires_s": INVITATION.expires_s,
        "host_name": INVITATION.host_name,
        "relay": INVITATION.relay,
        "packed": INVITATION.pack().hex(),
        "link": INVITATION.link("https://host.example:8717/"),
    }


def _noise() -> Json:
    prologue, psk, static = material("prologue", 20), material("psk"), material("responder static")
    initiator = Initiator(
        prologue,
        psk,
        HpkeKey.from_private(static).public,
        static_private=material("initiator static"),
        ephemeral_private=material("initiator ephemeral"),
    )
    responder = Responder(prologue, psk, static, ephemeral_private=material("responder ephemeral"))
    first = initiator.write_message_1(b"hello")
    responder.read_message_1(first)
    second, host = responder.write_message_2(b"")
    _, device = initiator.read_message_2(second)
    transported = [
        (sender, f"{sender} says {number}")
        for number, sender in itertools.product(range(3), ("initiator", "responder"))
    ]
    sides = {"initiator": device, "responder": host}
    return {
        "prologue": prologue.hex(),
        "psk": psk.hex(),
        "initiator_static": material("initiator static").hex(),
        "initiator_ephemeral": material("initiator ephemeral").hex(),
        "responder_static": static.hex(),
        "responder_ephemeral": material("responder ephemeral").hex(),
        "payload_1": b"hello".hex(),
        "message_1": first.hex(),
        "message_2": second.hex(),
        "handshake_hash": host.handshake_hash.hex(),
        "digits": pairing.digits(host.handshake_hash),
        "transport": [
            {"from": sender, "text": text, "message": sides[sender].encrypt(text.encode()).hex()}
            for sender, text in transported
        ],
    }


def _pairing() -> Json:
    keys = pairing.FixedKeys(material("phone static"), material("phone ephemeral"))
    terms = pairing.DeviceTerms("My phone", WRAP.public, "webcrypto")
    device = pairing.DeviceHandshake(INVITATION, DEVICE, terms, keys=keys)
    host = pairing.HostHandshake(
        INVITATION, INVITED.private, HOST, HOST_HPKE.public, ephemeral_private=material("host ephemeral")
    )
    second = host.receive(device.start()).payload
    proof = device.receive(second)
    assert isinstance(proof, pairing.Reply)
    fourth = host.receive(proof.payload)
    assert isinstance(fourth, pairing.DeviceProved)
    accepted = Accepted(
        device=DEVICE.id,
        host=HOST.id,
        epoch=EPOCH,
        epoch_key=EPOCH_KEY,
        incarnation=INCARNATION,
        access=Signed(body=b"{}", signature=HOST.sign("access", b"{}")),
        records=(),
        at=EXPIRES_MS,
    )
    return {
        "link": INVITATION.link("https://host.example:8717/"),
        "invitation_private": INVITED.private.hex(),
        "device_seed": DEVICE.seed.hex(),
        "wrap_private": WRAP.private.hex(),
        "device_name": terms.name,
        "storage": terms.storage,
        "static_private": material("phone static").hex(),
        "ephemeral_private": material("phone ephemeral").hex(),
        "host_ephemeral_private": material("host ephemeral").hex(),
        "host_seed": HOST.seed.hex(),
        "host_hpke": HOST_HPKE.public.hex(),
        "steps": [
            device.start().hex(),
            second.hex(),
            proof.payload.hex(),
            fourth.payload.hex(),
            host.conclude(accepted).hex(),
        ],
        "digits": fourth.digits,
        "outcome": accepted.to_json().decode(),
    }


def _blob() -> Json:
    key, blob = material("blob key"), BlobId(fixed_id("blob"))
    cases: list[Json] = []
    for index, last, size in ((0, False, 1000), (1, True, 37), (0, True, 0)):
        data, nonce = material(f"chunk {index}", size), material(f"chunk nonce {index} {size}", 12)
        sealed = blobs.seal_chunk(key, blob, index, last, data, nonce)
        cases.append({"index": index, "last": last, "data": data.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()})
    manifest, chunks = blobs.seal_file(b"a short file", "notes.txt", "text/plain", random=partial(material, "file"))
    return {
        "key": key.hex(),
        "blob": blob,
        "chunks": cases,
        "file": {
            "manifest": manifest.to_json().decode(),
            "chunks": [chunk.hex() for chunk in chunks],
            "text": "a short file",
        },
    }


def _passkey() -> Json:
    nonce, body, command, asked = material("nonce"), '{"type":"push.try"}', fixed_id("command"), fixed_id("asked")
    return {
        "nonce": nonce.hex(),
        "device": DEVICE.id,
        "command": command,
        "body": body,
        "challenge": challenge_of(nonce, DEVICE.id, command, body.encode()).hex(),
        "asked": asked,
        "joining": joining_challenge(nonce, DEVICE.id, asked).hex(),
        "demands": [
            {"command": json.dumps(each), "demands": [demand for demand in Demand if is_demanded(_made(each), demand)]}
            for each in (*NEVER, *TO_ALLOW, *TO_DISPATCH)
        ],
    }


def _sayings() -> Json:
    sample = {str: "a text", int: 3, float: 3.5, tuple[str, ...]: ("one", checks.tests_fail(2, 14))}
    said = (
        each
        if isinstance(each, Said)
        else each(**{name: sample[given.annotation] for name, given in each.signature.parameters.items()})
        for each in every_sentence().values()
    )
    return [Saying.of(each).model_dump(mode="json", exclude_none=True) for each in said]


def _made(fields: dict[str, object]) -> AnyCommand:
    return COMMAND.validate_python({"made_at": 0, **fields})


VECTORS: dict[str, Callable[[], Json]] = {
    "identity": _identity,
    "envelope": _envelope,
    "padding": _padding,
    "command": _command,
    "direct": _direct,
    "record": _record,
    "chain": _chain,
    "ephemeral": _ephemeral,
    "epoch": _epoch,
    "invitation": _invitation,
    "noise": _noise,
    "pairing": _pairing,
    "blob": _blob,
    "passkey": _passkey,
    "sayings": _sayings,
}


def written(name: str) -> str:
    """Return the text of one golden file as it should stand."""
    return json.dumps(VECTORS[name](), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write every golden file."""
    for name in VECTORS:
        (HERE / f"{name}.json").write_text(written(name), encoding="utf-8")


if __name__ == "__main__":
    main()
