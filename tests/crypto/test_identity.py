"""Identities sign what others can check, and never show their seed."""

import pytest

from farhand.crypto.identity import Identity, Secret
from farhand.signatures import is_signed, party_of


def test_signature_holds_for_its_purpose_and_fields_only() -> None:
    identity = Identity.new()
    signature = identity.sign("test", b"ab", b"c")

    assert is_signed(identity.public, signature, "test", b"ab", b"c")
    assert not is_signed(identity.public, signature, "test", b"a", b"bc")
    assert not is_signed(identity.public, signature, "other", b"ab", b"c")
    assert not is_signed(Identity.new().public, signature, "test", b"ab", b"c")


def test_identity_is_its_seed() -> None:
    identity = Identity.new(lambda size: b"s" * size)

    assert Identity.from_seed(identity.seed) == identity
    assert identity.id == party_of(identity.public)


def test_seed_is_never_printed() -> None:
    identity = Identity.from_seed(b"s" * 32)

    for text in (repr(identity), str(identity.seed), f"{identity.seed}", repr({"seed": identity.seed})):
        assert "ssss" not in text
    assert identity.seed == b"s" * 32
    assert isinstance(identity.seed, Secret)


@pytest.mark.parametrize("seed", [b"", bytes(31), bytes(33)])
def test_seed_of_another_length_is_refused(seed: bytes) -> None:
    with pytest.raises(ValueError, match="32"):
        Identity.from_seed(seed)
