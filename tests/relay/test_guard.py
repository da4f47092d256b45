"""Where a call comes from, as far as a relay believes it."""

import pytest
from aiohttp.test_utils import make_mocked_request

from farhand.relay.connection import LOCAL, Remote, Via
from farhand.relay.guard import remote_of


@pytest.mark.parametrize(
    ("address", "headers", "remote"),
    [
        ("127.0.0.1", {}, Remote("127.0.0.1", Via.LOOPBACK)),
        ("::1", {}, Remote("::1", Via.LOOPBACK)),
        ("::ffff:127.0.0.1", {}, Remote("::ffff:127.0.0.1", Via.LOOPBACK)),
        ("192.168.1.7", {}, Remote("192.168.1.7", Via.PLAIN)),
        ("192.168.1.7", {"X-Forwarded-Proto": "https"}, Remote("192.168.1.7", Via.PLAIN)),
        ("192.168.1.7", {"X-Forwarded-For": "127.0.0.1"}, Remote("192.168.1.7", Via.PLAIN)),
        ("127.0.0.1", {"X-Forwarded-Proto": "https", "X-Forwarded-For": "9.9.9.9"}, Remote("9.9.9.9", Via.TLS)),
        ("127.0.0.1", {"X-Forwarded-For": "spoofed, 192.168.1.7"}, Remote("192.168.1.7", Via.PLAIN)),
    ],
)
def test_only_a_proxy_on_this_machine_is_believed(address: str, headers: dict[str, str], remote: Remote) -> None:
    request = make_mocked_request("GET", "/v1/health", headers=headers).clone(remote=address)
    assert remote_of(request) == remote


def test_only_plain_http_from_elsewhere_is_unprotected() -> None:
    assert Remote("192.168.1.7", Via.PLAIN).is_unprotected
    assert not any(Remote("", via).is_unprotected for via in (Via.LOCAL, Via.LOOPBACK, Via.TLS))
    assert not LOCAL.is_unprotected
