"""A device names the address that is pushed to: it must not lead into this computer or its network."""

import socket

import pytest

from farhand.attention.push.endpoint import NotPublic, PublicResolver, is_public, why_refused


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/x",
        "https://web.push.apple.com/QGu",
        "https://1.1.1.1/push",
    ],
)
def test_push_services_of_the_internet_are_fine(endpoint: str) -> None:
    assert why_refused(endpoint, local=False) is None


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://192.168.1.1/x",
        "https://169.254.169.254/latest",
        "https://user:word@push.example/x",
        "https://push.example/x#y",
        "https:///x",
        "ftp://push.example/x",
        "https://[bad/x",
        "nonsense",
    ],
)
def test_other_addresses_are_refused_in_words(endpoint: str) -> None:
    assert why_refused(endpoint, local=False)


def test_a_service_of_ones_own_is_reached_where_that_was_asked_for() -> None:
    assert why_refused("http://127.0.0.1:9999/push", local=True) is None
    assert why_refused("file:///etc/passwd", local=True)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104  # an address to judge, not to listen on
        ("224.0.0.1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
        ("fcm.googleapis.com", False),
    ],
)
def test_an_address_is_public_only_where_it_leads_to_the_internet(address: str, public: bool) -> None:
    assert is_public(address) is public


async def test_a_name_that_leads_to_this_computer_is_not_dialled() -> None:
    resolver = PublicResolver()
    with pytest.raises(NotPublic):
        await resolver.resolve("localhost", 443, socket.AF_INET)
    await resolver.close()
