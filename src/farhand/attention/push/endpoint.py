"""Where the host may push to: services on the internet, by https. A device names the address: it is not trusted."""

import ipaddress
import socket
from ipaddress import IPv4Address, IPv6Address

from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

HTTPS_PORT = 443
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_IPV4_MASK = 0xFFFFFFFF


class NotPublic(OSError):
    """A name leads to this computer or to a network behind it."""


def why_refused(endpoint: str, *, local: bool) -> str | None:
    """Return why nothing is pushed to an address; with `local`, this computer and its networks are fine, too."""
    try:
        url = URL(endpoint)
    except ValueError:
        return "it is no URL"
    if not url.host or url.user or url.password or url.fragment or url.scheme not in {"http", "https"}:
        return "it is no address of a push service"
    if local:
        return None
    if url.scheme != "https" or url.port != HTTPS_PORT:
        return "push services are reached over https"
    address = _to_address(url.host)
    if address is not None and not _is_public(address):
        return "it is not on the internet"
    return None


def _to_address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_public(host: str) -> bool:
    """Return whether an address is one of the internet, and not a way into a network behind it."""
    address = _to_address(host)
    return address is not None and _is_public(address)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and (inner := _inside(address)) is not None:
        return _is_public(inner)
    return address.is_global and not address.is_multicast


def _inside(address: IPv6Address) -> IPv4Address | None:
    # Addresses that carry an IPv4 address lead to it.
    if address in _NAT64:
        return IPv4Address(int(address) & _IPV4_MASK)
    return address.ipv4_mapped or address.sixtofour


class PublicResolver(AbstractResolver):
    """Resolves names to what of their addresses is on the internet; the very addresses that are then dialled."""

    def __init__(self) -> None:
        self._inner = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses; raises NotPublic."""
        public = [each for each in await self._inner.resolve(host, port, family) if is_public(each["host"])]
        if not public:
            raise NotPublic(f"`{host}` is not on the internet")
        return public

    async def close(self) -> None:
        """Release the resolver."""
        await self._inner.close()
