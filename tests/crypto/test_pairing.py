"""Both halves of pairing meet, repeat themselves, and refuse what is not theirs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.crypto.noise import HandshakeFailed, Initiator
from farhand.crypto.pairing import (
    DeviceHandshake,
    DeviceProved,
    DeviceTerms,
    Greeted,
    HostHandshake,
    HostProved,
    Intruded,
    Reply,
    TurnedAway,
    digits,
    refused,
)
from farhand.wire.pairing import Declined, Invitation, MalformedLink, Step

HOST, DEVICE = Identity.from_seed(b"h" * 32), Identity.from_seed(b"d" * 32)
INVITED, HPKE, WRAP = (HpkeKey.from_private(each * 32) for each in (b"i", b"k", b"w"))
INVITATION = Invitation("a" * 32, INVITED.public, b"s" * 32, 1_900_000_000, "desk")
TERMS = DeviceTerms("phone", WRAP.public)


def a_device(invitation: Invitation = INVITATION) -> DeviceHandshake:
    return DeviceHandshake(invitation, DEVICE, TERMS)


def a_host(invitation: Invitation = INVITATION) -> HostHandshake:
    return HostHandshake(invitation, INVITED.private, HOST, HPKE.public)


def proved(device: DeviceHandshake, host: HostHandshake) -> DeviceProved:
    reply = device.receive(host.receive(device.start()).payload)
    assert isinstance(reply, Reply)
    heard = host.receive(reply.payload)
    assert isinstance(heard, DeviceProved)
    return heard


def test_both_sides_learn_each_other_and_the_same_digits() -> None:
    device, host = a_device(), a_host()
    greeted = host.receive(device.start())
    assert isinstance(greeted, Greeted)
    assert greeted.hello.name == "phone"

    heard = proved(device, host)
    host_proved = device.receive(heard.payload)

    assert isinstance(host_proved, HostProved)
    assert (heard.proof.identity, heard.proof.wrap, heard.proof.name) == (DEVICE.public, WRAP.public, "phone")
    assert (host_proved.proof.identity, host_proved.proof.hpke) == (HOST.public, HPKE.public)
    assert heard.digits == host_proved.digits
    assert len(heard.digits) == 6
    assert heard.digits.isdecimal()


def test_every_repeated_step_gets_the_same_bytes() -> None:
    device, host = a_device(), a_host()
    heard = proved(device, host)
    outcome = host.conclude(Declined(code="wrong_digits", message="no"))
    first = device.receive(heard.payload), device.receive(outcome)

    assert proved(device, host) == heard
    assert host.conclude(Declined(code="another", message="later")) == outcome
    assert (device.receive(heard.payload), device.receive(outcome)) == first


def test_second_device_with_the_secret_is_told_busy_and_the_first_goes_on() -> None:
    device, second, host = a_device(), a_device(), a_host()
    host.receive(device.start())

    heard = host.receive(second.start())

    assert isinstance(heard, Intruded)
    assert second.receive(heard.payload) == TurnedAway("busy")
    assert isinstance(proved(device, host), DeviceProved)


def test_another_secret_key_or_altered_invitation_is_dropped() -> None:
    host = a_host()
    for other in (
        replace(INVITATION, secret=b"x" * 32),
        replace(INVITATION, key=HPKE.public),
        replace(INVITATION, relay="wss://evil.example"),
        replace(INVITATION, host_name="other"),
        replace(INVITATION, expires_s=INVITATION.expires_s + 1),
    ):
        with pytest.raises(HandshakeFailed):
            host.receive(a_device(other).start())
    assert isinstance(proved(a_device(), host), DeviceProved)


@given(data=st.data())
def test_altered_step_is_refused_by_either_side(data: st.DataObject) -> None:
    device, host = a_device(), a_host()
    second = host.receive(device.start()).payload
    third = device.receive(second)
    assert isinstance(third, Reply)
    fourth = host.receive(third.payload).payload
    receiver, payload = data.draw(
        st.sampled_from([(a_host(), device.start()), (a_device(), second), (host, third.payload), (device, fourth)])
    )
    altered = bytearray(payload)
    altered[data.draw(st.integers(1, len(payload) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(HandshakeFailed):
        receiver.receive(bytes(altered))


def test_host_that_signs_with_another_key_than_it_shows_is_refused() -> None:
    device, host = a_device(), HostHandshake(INVITATION, INVITED.private, replace(HOST, public=DEVICE.public), b"")

    with pytest.raises(HandshakeFailed):
        device.receive(proved(device, host).payload)


def test_device_that_signs_with_another_key_than_it_shows_is_refused() -> None:
    device, host = DeviceHandshake(INVITATION, replace(DEVICE, public=HOST.public), TERMS), a_host()
    reply = device.receive(host.receive(device.start()).payload)
    assert isinstance(reply, Reply)

    with pytest.raises(HandshakeFailed):
        host.receive(reply.payload)


@pytest.mark.parametrize(
    "payload", [b"", b"\x00", b"\x07abc", *(bytes([step]) for step in Step if step != Step.REFUSED)]
)
def test_nonsense_and_steps_out_of_turn_are_refused(payload: bytes) -> None:
    with pytest.raises(HandshakeFailed):
        a_host().receive(payload)
    with pytest.raises(HandshakeFailed):
        a_device().receive(payload)


def test_outcome_waits_for_the_proof() -> None:
    host = a_host()
    host.receive(a_device().start())

    with pytest.raises(HandshakeFailed):
        host.conclude(Declined(code="expired", message=""))


def test_hello_that_is_no_hello_is_refused() -> None:
    from_nobody = Initiator(bytes(32), INVITATION.secret, INVITATION.key)

    with pytest.raises(HandshakeFailed):
        a_host().receive(bytes([Step.HANDSHAKE_1]) + from_nobody.write_message_1(b"not json"))


@given(st.binary(min_size=32, max_size=32))
def test_digits_are_six_whatever_the_hash(handshake_hash: bytes) -> None:
    assert len(digits(handshake_hash)) == 6


def test_refusal_names_its_code() -> None:
    assert a_device().receive(refused("expired")) == TurnedAway("expired")


@given(st.text(max_size=80), st.text(max_size=40))
def test_invitation_survives_its_link(host_name: str, relay: str) -> None:
    invitation = replace(INVITATION, host_name=host_name, relay=relay)

    parsed = Invitation.parse(invitation.link("https://desk.example/"))

    assert parsed.pack() == invitation.pack()
    assert host_name.startswith(parsed.host_name)


@pytest.mark.parametrize("link", ["", "https://desk.example/", "#p=", "#p=AQ", "#p=!!!", "#p=Ag" + "A" * 200])
def test_text_that_is_no_link_is_refused(link: str) -> None:
    with pytest.raises(MalformedLink):
        Invitation.parse(link)
