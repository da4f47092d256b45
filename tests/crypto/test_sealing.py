"""Envelopes open for whom they were sealed, unaltered, and for nobody else."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.crypto import chain
from farhand.crypto.epochs import open_epoch, seal_epoch
from farhand.crypto.hpke import HpkeKey, Unopenable, seal
from farhand.crypto.identity import Identity
from farhand.crypto.sealing import (
    open_ephemeral,
    open_private,
    open_record,
    seal_command,
    seal_direct,
    seal_ephemeral,
    seal_record,
)
from farhand.ids import DeviceId, EpochId, HostId, Incarnation
from farhand.wire.envelope import Class, Direction, Envelope, Mailbox, MalformedEnvelope
from farhand.wire.record import Record

HOST, DEVICE = Identity.from_seed(b"h" * 32), Identity.from_seed(b"d" * 32)
HOST_HPKE, WRAP = HpkeKey.from_private(b"k" * 32), HpkeKey.from_private(b"w" * 32)
EPOCH, EPOCH_KEY = EpochId("e" * 32), b"e" * 32
INCARNATION = Incarnation("1" * 32)
ID = "a" * 32
NONCE = b"nonce" + bytes(7)


def command(body: bytes = b"{}") -> Envelope:
    return seal_command(DEVICE, HostId(HOST.id), HOST_HPKE.public, body, id=ID, expires_ms=1)


def direct() -> Envelope:
    mailbox = Mailbox(HOST.id, Direction.DOWN)
    return seal_direct(HOST, mailbox, DEVICE.id, WRAP.public, b"{}", id=ID, expires_ms=1)


def a_record() -> Record:
    tip = chain.Tip.genesis(INCARNATION)
    return chain.append(tip, HOST, incarnation=INCARNATION, id=ID, type="a.b", body=b"{}")[0]


def record() -> Envelope:
    return seal_record(a_record(), epoch=EPOCH, epoch_key=EPOCH_KEY, host=HostId(HOST.id), expires_ms=1, nonce=NONCE)


def ephemeral() -> Envelope:
    return seal_ephemeral(HOST, epoch=EPOCH, epoch_key=EPOCH_KEY, body=b"{}", id=ID, nonce=NONCE, expires_ms=1)


def epoch() -> Envelope:
    return seal_epoch(HOST, EPOCH, EPOCH_KEY, {DeviceId(DEVICE.id): WRAP.public}, id=ID, expires_ms=1)


def open_any(envelope: Envelope) -> object:
    match envelope.header.class_:
        case Class.COMMAND | Class.DIRECT:
            opened = open_private(envelope, HOST_HPKE if envelope.header.mailbox.direction is Direction.UP else WRAP)
            assert opened.is_by(DEVICE.public) or opened.is_by(HOST.public)
            return opened
        case Class.RECORD:
            return open_record(envelope, EPOCH_KEY)
        case Class.EPHEMERAL:
            return open_ephemeral(envelope, EPOCH_KEY, HOST.public)
        case Class.EPOCH:
            return open_epoch(envelope, HOST.public, DeviceId(DEVICE.id), WRAP)


MAKERS = pytest.mark.parametrize("make", [command, direct, record, ephemeral, epoch])


@MAKERS
def test_what_was_sealed_opens(make: Callable[[], Envelope]) -> None:
    envelope = make()

    assert open_any(Envelope.parse(envelope.raw)) is not None
    assert envelope.header.size == len(envelope.payload)


@MAKERS
@given(data=st.data())
def test_altered_byte_anywhere_never_opens(make: Callable[[], Envelope], data: st.DataObject) -> None:
    raw = bytearray(make().raw)
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises((Unopenable, MalformedEnvelope)):
        open_any(Envelope.parse(bytes(raw)))


@MAKERS
def test_no_class_opens_as_another(make: Callable[[], Envelope]) -> None:
    envelope = make()
    if envelope.header.class_ not in {Class.COMMAND, Class.DIRECT}:
        with pytest.raises(Unopenable):
            open_private(envelope, HOST_HPKE)
    if envelope.header.class_ is not Class.RECORD:
        with pytest.raises(Unopenable):
            open_record(envelope, EPOCH_KEY)
    if envelope.header.class_ is not Class.EPHEMERAL:
        with pytest.raises(Unopenable):
            open_ephemeral(envelope, EPOCH_KEY, HOST.public)
    if envelope.header.class_ is not Class.EPOCH:
        with pytest.raises(Unopenable):
            open_epoch(envelope, HOST.public, DeviceId(DEVICE.id), WRAP)


def test_command_is_by_its_sender_alone() -> None:
    opened = open_private(command(b"body"), HOST_HPKE)

    assert opened.body == b"body"
    assert opened.is_by(DEVICE.public)
    assert not opened.is_by(HOST.public)


def test_command_that_names_another_sender_is_nobodys() -> None:
    forged = replace(DEVICE, id=HOST.id)
    opened = open_private(
        seal_command(forged, HostId(HOST.id), HOST_HPKE.public, b"{}", id=ID, expires_ms=1), HOST_HPKE
    )

    assert not opened.is_by(DEVICE.public)
    assert not opened.is_by(HOST.public)


def test_command_does_not_open_with_another_key() -> None:
    with pytest.raises(Unopenable):
        open_private(command(), WRAP)


def test_record_must_be_the_one_its_envelope_names() -> None:
    other = replace(a_record(), id="b" * 32)
    sealed = seal_record(other, epoch=EPOCH, epoch_key=EPOCH_KEY, host=HostId(HOST.id), expires_ms=1, nonce=NONCE)
    assert open_record(sealed, EPOCH_KEY) == other

    swapped = Envelope.of(replace(sealed.header, id=ID), sealed.payload)
    with pytest.raises(Unopenable):
        open_record(swapped, EPOCH_KEY)


def test_ephemeral_of_a_device_that_holds_the_epoch_key_is_refused() -> None:
    forged = replace(DEVICE, id=HOST.id)
    envelope = seal_ephemeral(forged, epoch=EPOCH, epoch_key=EPOCH_KEY, body=b"{}", id=ID, nonce=NONCE, expires_ms=1)

    with pytest.raises(Unopenable):
        open_ephemeral(envelope, EPOCH_KEY, HOST.public)


def test_epoch_key_reaches_only_the_devices_named() -> None:
    assert open_epoch(epoch(), HOST.public, DeviceId(DEVICE.id), WRAP) == (EPOCH, EPOCH_KEY)
    assert open_epoch(epoch(), HOST.public, DeviceId("c" * 32), WRAP) is None
    with pytest.raises(Unopenable):
        open_epoch(epoch(), HOST.public, DeviceId(DEVICE.id), HOST_HPKE)


def test_wrap_moved_to_another_device_does_not_open() -> None:
    other = DeviceId("c" * 32)
    borrowed = seal_epoch(
        HOST,
        EPOCH,
        EPOCH_KEY,
        {other: WRAP.public},
        id=ID,
        expires_ms=1,
        seal=lambda public, info, key: _seal_for_device(public, info, key, other),
    )

    with pytest.raises(Unopenable):
        open_epoch(borrowed, HOST.public, other, WRAP)


def test_epoch_list_of_another_signer_is_refused() -> None:
    with pytest.raises(Unopenable):
        open_epoch(epoch(), DEVICE.public, DeviceId(DEVICE.id), WRAP)


@given(st.binary(max_size=600))
def test_nonsense_payload_is_refused_in_every_class(payload: bytes) -> None:
    for make in (command, direct, record, ephemeral, epoch):
        header = replace(make().header, size=len(payload))
        with pytest.raises(Unopenable):
            open_any(Envelope.of(header, payload))


def _seal_for_device(public: bytes, info: bytes, key: bytes, named: DeviceId) -> bytes:
    return seal(public, info.replace(bytes.fromhex(named), bytes.fromhex(DEVICE.id)), key)
