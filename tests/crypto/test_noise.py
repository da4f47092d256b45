"""Noise against published vectors and two other implementations."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.crypto.hpke import HpkeKey
from farhand.crypto.noise import PROTOCOL_NAME, HandshakeFailed, Initiator, Responder, Transport
from tests.crypto.noise_oracles import NAME, DissononceOracle, NoiseprotocolOracle, Side

PUBLISHED = Path(__file__).parents[1] / "vectors" / "published" / "noise.json"
PROLOGUE, PSK = b"prologue", bytes(range(32))
ORACLES = pytest.mark.parametrize("oracle", [NoiseprotocolOracle, DissononceOracle])


def test_published_vector_is_met_byte_for_byte() -> None:
    vector = json.loads(PUBLISHED.read_text())
    hexed = {name: bytes.fromhex(value) for name, value in vector.items() if name not in {"origin", "messages"}}
    messages = [(bytes.fromhex(each["payload"]), bytes.fromhex(each["message"])) for each in vector["messages"]]
    initiator = Initiator(
        hexed["prologue"],
        hexed["psk"],
        HpkeKey.from_private(hexed["responder_static"]).public,
        static_private=hexed["initiator_static"],
        ephemeral_private=hexed["initiator_ephemeral"],
    )
    responder = Responder(
        hexed["prologue"],
        hexed["psk"],
        hexed["responder_static"],
        ephemeral_private=hexed["responder_ephemeral"],
    )

    assert initiator.write_message_1(messages[0][0]) == messages[0][1]
    assert responder.read_message_1(messages[0][1]) == messages[0][0]
    second, host = responder.write_message_2(messages[1][0])
    assert second == messages[1][1]
    payload, device = initiator.read_message_2(second)
    assert payload == messages[1][0]
    assert device.handshake_hash == host.handshake_hash == hexed["handshake_hash"]
    for index, (plain, message) in enumerate(messages[2:]):
        sender, receiver = (device, host) if index % 2 == 0 else (host, device)
        assert sender.encrypt(plain) == message
        assert receiver.decrypt(message) == plain


@ORACLES
def test_our_initiator_speaks_with_another_responder(oracle: type[NoiseprotocolOracle | DissononceOracle]) -> None:
    host_static, device_static = HpkeKey.new(), HpkeKey.new()
    other = oracle(Side(PROLOGUE, PSK, host_static.private, None))
    ours = Initiator(PROLOGUE, PSK, host_static.public, static_private=device_static.private)

    assert other.read(ours.write_message_1(b"one")) == b"one"
    payload, transport = ours.read_message_2(other.write(b"two"))

    assert payload == b"two"
    assert transport.handshake_hash == other.handshake_hash()
    _talk(transport, other)


@ORACLES
def test_our_responder_speaks_with_another_initiator(oracle: type[NoiseprotocolOracle | DissononceOracle]) -> None:
    host_static, device_static = HpkeKey.new(), HpkeKey.new()
    other = oracle(Side(PROLOGUE, PSK, device_static.private, host_static.public))
    ours = Responder(PROLOGUE, PSK, host_static.private)

    assert ours.read_message_1(other.write(b"one")) == b"one"
    assert ours.remote_static == device_static.public
    message, transport = ours.write_message_2(b"two")

    assert other.read(message) == b"two"
    assert transport.handshake_hash == other.handshake_hash()
    _talk(transport, other)


def test_all_three_mean_the_same_protocol() -> None:
    assert PROTOCOL_NAME == NAME


@given(place=st.integers(0, 111), bit=st.integers(0, 7))
def test_altered_first_message_is_refused_and_the_true_one_still_heard(place: int, bit: int) -> None:
    static = HpkeKey.new()
    responder = Responder(PROLOGUE, PSK, static.private)
    message = Initiator(PROLOGUE, PSK, static.public).write_message_1(bytes(112 - 96))

    with pytest.raises(HandshakeFailed):
        responder.read_message_1(_altered(message, place, bit))

    assert responder.read_message_1(message) == bytes(16)


@given(place=st.integers(0, 47), bit=st.integers(0, 7))
def test_altered_second_message_is_refused_and_the_true_one_still_heard(place: int, bit: int) -> None:
    static = HpkeKey.new()
    responder, initiator = Responder(PROLOGUE, PSK, static.private), Initiator(PROLOGUE, PSK, static.public)
    responder.read_message_1(initiator.write_message_1(b""))
    message, _ = responder.write_message_2(b"")
    altered = _altered(message, place, bit)

    with pytest.raises(HandshakeFailed):
        initiator.read_message_2(altered)

    assert initiator.read_message_2(message)[0] == b""


@pytest.mark.parametrize("size", [0, 31, 32, 79, 80, 95])
def test_shortened_first_message_is_refused(size: int) -> None:
    static = HpkeKey.new()
    message = Initiator(PROLOGUE, PSK, static.public).write_message_1(b"")

    with pytest.raises(HandshakeFailed):
        Responder(PROLOGUE, PSK, static.private).read_message_1(message[:size])


def test_another_secret_or_prologue_is_refused() -> None:
    static = HpkeKey.new()
    message = Initiator(PROLOGUE, PSK, static.public).write_message_1(b"")

    for responder in (Responder(PROLOGUE, bytes(32), static.private), Responder(b"other", PSK, static.private)):
        with pytest.raises(HandshakeFailed):
            responder.read_message_1(message)


def test_key_without_a_shared_secret_is_refused() -> None:
    with pytest.raises(HandshakeFailed):
        Responder(PROLOGUE, PSK, HpkeKey.new().private).read_message_1(bytes(96))


def test_a_transport_message_is_heard_once() -> None:
    static = HpkeKey.new()
    responder, initiator = Responder(PROLOGUE, PSK, static.private), Initiator(PROLOGUE, PSK, static.public)
    responder.read_message_1(initiator.write_message_1(b""))
    second, host = responder.write_message_2(b"")
    _, device = initiator.read_message_2(second)
    message = device.encrypt(b"once")

    assert host.decrypt(message) == b"once"
    with pytest.raises(HandshakeFailed):
        host.decrypt(message)
    assert host.decrypt(device.encrypt(b"next")) == b"next"


def _talk(ours: Transport, other: NoiseprotocolOracle | DissononceOracle) -> None:
    for number in range(3):
        assert other.decrypt(ours.encrypt(bytes([number]))) == bytes([number])
        assert ours.decrypt(other.encrypt(bytes([number, number]))) == bytes([number, number])


def _altered(message: bytes, place: int, bit: int) -> bytes:
    return message[:place] + bytes([message[place] ^ (1 << bit)]) + message[place + 1 :]
