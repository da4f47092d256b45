"""What authenticators made: believed only whole, for the very challenge, from the app's own address."""

import secrets
from dataclasses import replace
from json import dumps

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.attention.passkeys import webauthn
from farhand.attention.passkeys.challenge import Assertion, PasskeyRefused, challenge_of, joining_challenge
from farhand.errors import Refused
from tests.fakes.authenticator import PRESENT, FakeAuthenticator

ORIGIN = "https://studio.example:8443"
ORIGINS = frozenset({ORIGIN, "http://localhost:8717"})
DOMAIN = "studio.example"
CHALLENGE = secrets.token_bytes(32)
PHONE = FakeAuthenticator(ORIGIN)
PUBLIC_KEY = webauthn.register(*PHONE.create(CHALLENGE), CHALLENGE, ORIGINS).public_key
PARTS = ("client_data", "authenticator_data", "signature", "credential")


def verify(assertion: Assertion, challenge: bytes = CHALLENGE) -> int:
    return webauthn.verify(assertion, PUBLIC_KEY, DOMAIN, challenge, ORIGINS)


def test_a_credential_is_bound_to_the_domain_where_it_was_made() -> None:
    phone = FakeAuthenticator(ORIGIN, uses=7)
    made = webauthn.register(*phone.create(CHALLENGE), CHALLENGE, ORIGINS)
    assert (made.id, made.domain, made.uses) == (phone.credential, DOMAIN, 7)
    signed = phone.sign(CHALLENGE)
    assert webauthn.verify(signed, made.public_key, made.domain, CHALLENGE, ORIGINS) == 8


SPOILED = {
    "address": replace(PHONE, origin="https://evil.example"),
    "subdomain": replace(PHONE, origin="https://sub.studio.example:8443"),
    "port": replace(PHONE, origin="https://studio.example"),
    "domain": replace(PHONE, origin="http://localhost:8717"),
    "frame": replace(PHONE, cross_origin=True),
    "unverified": replace(PHONE, flags=PRESENT),
    "absent": replace(PHONE, flags=0),
    "credential": replace(PHONE, credential=b"another"),
    "key": replace(PHONE, key=FakeAuthenticator(ORIGIN).key),
}


@pytest.mark.parametrize("spoiled", SPOILED.values(), ids=SPOILED.keys())
def test_what_was_not_signed_by_the_person_at_the_app_does_not_vouch(spoiled: FakeAuthenticator) -> None:
    with pytest.raises(PasskeyRefused):
        verify(spoiled.sign(CHALLENGE))


@pytest.mark.parametrize("name", ["address", "subdomain", "port", "frame", "unverified", "absent"])
def test_no_credential_is_taken_that_was_not_made_by_the_person_at_the_app(name: str) -> None:
    with pytest.raises(Refused):
        webauthn.register(*SPOILED[name].create(CHALLENGE), CHALLENGE, ORIGINS)


def test_a_new_credential_does_not_vouch_and_one_that_vouches_is_not_new() -> None:
    with pytest.raises(PasskeyRefused):
        verify(PHONE.sign(CHALLENGE, kind="webauthn.create"))
    with pytest.raises(Refused):
        webauthn.register(PHONE.sign(CHALLENGE).client_data, PHONE.create(CHALLENGE)[1], CHALLENGE, ORIGINS)


@given(part=st.sampled_from(PARTS), at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_one_bit_elsewhere_vouches_for_nothing(part: str, at: int, bit: int) -> None:
    signed = PHONE.sign(CHALLENGE)
    spoiled = bytearray(getattr(signed, part))
    spoiled[at % len(spoiled)] ^= 1 << bit
    with pytest.raises(PasskeyRefused):
        verify(replace(signed, **{part: bytes(spoiled)}))


@given(client_data=st.binary(max_size=200), rest=st.binary(max_size=200), signature=st.binary(max_size=80))
def test_whatever_is_made_up_is_refused_in_words(client_data: bytes, rest: bytes, signature: bytes) -> None:
    true = PHONE.sign(CHALLENGE)
    for collected in (client_data, true.client_data):
        with pytest.raises(PasskeyRefused):
            verify(Assertion(PHONE.credential, collected, rest, signature))
        with pytest.raises(Refused):
            webauthn.register(collected, rest, CHALLENGE, ORIGINS)


FIELDS = st.sampled_from(["type", "challenge", "origin", "crossOrigin"])
SHAPES = st.recursive(
    st.none() | st.integers() | st.text(max_size=5), lambda deeper: st.dictionaries(FIELDS, deeper) | st.lists(deeper)
)


@given(json=SHAPES)
def test_client_data_of_any_shape_is_refused_in_words(json: object) -> None:
    signed = PHONE.sign(CHALLENGE)
    with pytest.raises(PasskeyRefused):
        verify(replace(signed, client_data=dumps(json).encode()))


@given(st.data())
def test_a_challenge_is_that_of_one_action_alone(data: st.DataObject) -> None:
    parts = st.tuples(st.binary(max_size=40), st.text(max_size=40), st.text(max_size=40), st.binary(max_size=80))
    one, other = data.draw(parts), data.draw(parts)
    assert (challenge_of(*one) == challenge_of(*other)) is (one == other)
    assert challenge_of(*one) != joining_challenge(*other[:3])
