"""HPKE: the oracle meets the published vector, and the library agrees with the oracle both ways."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from farhand.crypto.hpke import OVERHEAD_BYTES, HpkeKey, Unopenable, seal
from tests.crypto.rfc9180 import open_with, seal_with, setup_recipient, setup_sender

PUBLISHED = Path(__file__).parents[1] / "vectors" / "published" / "hpke.json"


def test_oracle_meets_the_published_vector() -> None:
    vector = {
        name: bytes.fromhex(value) for name, value in json.loads(PUBLISHED.read_text()).items() if name != "origin"
    }

    sender = setup_sender(vector["skEm"], vector["pkRm"], vector["info"])
    recipient = setup_recipient(vector["enc"], vector["skRm"], vector["info"])

    assert sender == recipient
    assert (sender.enc, sender.shared_secret) == (vector["enc"], vector["shared_secret"])
    assert (sender.key, sender.base_nonce) == (vector["key"], vector["base_nonce"])
    assert AESGCM(sender.key).encrypt(sender.base_nonce, vector["pt"], vector["aad"]) == vector["ct"]


@given(info=st.binary(max_size=200), plaintext=st.binary(max_size=500))
def test_library_and_oracle_open_what_the_other_sealed(info: bytes, plaintext: bytes) -> None:
    key = HpkeKey.new()

    assert open_with(key.private, info, seal(key.public, info, plaintext)) == plaintext
    assert key.open(seal_with(HpkeKey.new().private, key.public, info, plaintext), info) == plaintext


def test_sealing_adds_a_known_number_of_bytes() -> None:
    assert len(seal(HpkeKey.new().public, b"", bytes(100))) == 100 + OVERHEAD_BYTES


@given(place=st.integers(0, 79), bit=st.integers(0, 7))
def test_altered_byte_never_opens(place: int, bit: int) -> None:
    key = HpkeKey.new()
    sealed = bytearray(seal(key.public, b"info", bytes(32)))
    sealed[place] ^= 1 << bit

    with pytest.raises(Unopenable):
        key.open(bytes(sealed), b"info")


@pytest.mark.parametrize("sealed", [b"", bytes(31), bytes(32), bytes(48), bytes(200)])
def test_nonsense_does_not_open(sealed: bytes) -> None:
    with pytest.raises(Unopenable):
        HpkeKey.new().open(sealed, b"")


def test_other_key_or_context_does_not_open() -> None:
    key = HpkeKey.new()
    sealed = seal(key.public, b"info", b"content")

    with pytest.raises(Unopenable):
        key.open(sealed, b"other")
    with pytest.raises(Unopenable):
        HpkeKey.new().open(sealed, b"info")


def test_private_bytes_are_never_printed() -> None:
    key = HpkeKey.from_private(bytes(range(32)))

    for text in (repr(key), repr(key.private), str(key.private), f"{key.private}"):
        assert "\\x1f" not in text
        assert "Secret(…)" in text
