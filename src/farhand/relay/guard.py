"""What every HTTP call to a relay passes first: Host, Origin, and where it comes from; and how one is refused."""

import asyncio
import ipaddress
import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from farhand.errors import FarhandError
from farhand.relay.connection import Remote, Via

BODY_TIMEOUT_S = 120  # a chunk of 1 MiB over a bad mobile network
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HostCheck = Callable[[str], bool]
"""Whether this relay is meant by a Host header; a page that rebound its name in DNS sends its own."""


def refuse(status: int, code: str, message: str, hint: str | None = None) -> web.Response:
    """Return an error as JSON {code, message, hint}."""
    body = {"code": code, "message": message} | ({"hint": hint} if hint else {})
    return web.json_response(body, status=status, dumps=json.dumps)


def guarded(handler: Handler, is_allowed_host: HostCheck) -> Handler:
    """Wrap a handler: refuse foreign Hosts and Origins, and turn errors into JSON."""

    async def guard(request: web.Request) -> web.StreamResponse:
        host = request.host.lower()
        if not is_allowed_host(host):
            return refuse(403, "foreign_host", f"this relay is not `{host}`", "add the name to its allowed hosts")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host:
            return refuse(403, "foreign_origin", "pages of another origin may not call this relay")
        try:
            return await handler(request)
        except FarhandError as error:
            return refuse(error.http_status, error.code, error.message, error.hint)
        except TimeoutError:
            return refuse(408, "too_slow", "the body did not arrive in time")
        except web.HTTPException as error:
            return refuse(error.status, "usage", error.reason.lower())

    return guard


def remote_of(request: web.Request) -> Remote:
    """Return where a call comes from; only a proxy on this machine is believed about whom it speaks for."""
    address = request.remote or ""
    if request.secure:
        return Remote(address, Via.TLS)
    if not _is_loopback(address):
        return Remote(address, Via.PLAIN)
    behind = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    if request.headers.get("X-Forwarded-Proto", "").lower() == "https":
        return Remote(behind or address, Via.TLS)
    return Remote(behind, Via.PLAIN) if behind and not _is_loopback(behind) else Remote(address, Via.LOOPBACK)


def _is_loopback(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (mapped or ip).is_loopback


async def read_body(request: web.Request, limit_bytes: int) -> bytes | None:
    """Return the body, or None when it is larger than the limit; nothing more than that is held."""
    body = bytearray()
    async with asyncio.timeout(BODY_TIMEOUT_S):
        async for part in request.content.iter_any():
            body += part
            if len(body) > limit_bytes:
                return None
    return bytes(body)
