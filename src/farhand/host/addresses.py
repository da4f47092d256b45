"""Where the host can be reached: the one origin that phones keep, and the addresses it binds, never more."""

import errno
import json
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from farhand.errors import Unavailable, UsageError, unwritable
from farhand.settings import DEFAULT_PORT, Settings

FILE_NAME = "address.json"
LOOPBACK = "127.0.0.1"
MAX_PORT = 65_535
TEST_NET = ("192.0.2.1", 9)  # RFC 5737: no packet is sent, the kernel only says which address it would use


@dataclass(frozen=True, slots=True)
class Addresses:
    """`origin` is what the link names, without a trailing slash; `bound` are the addresses that are listened on."""

    origin: str
    bound: tuple[str, ...]
    port: int

    @property
    def unprotected(self) -> bool:
        """Whether phones come over plain http from another machine."""
        parts = urlsplit(self.origin)
        return parts.scheme == "http" and not is_loopback(parts.hostname or "")

    @property
    def local_origin(self) -> str:
        """The address for a browser on this very machine."""
        return f"http://localhost:{self.port}"

    @property
    def origins(self) -> frozenset[str]:
        """Where a browser may have the app from, to use a passkey."""
        return frozenset({self.origin, self.local_origin})

    @property
    def hosts(self) -> frozenset[str]:
        """Every Host header that a request may carry: what is bound, and the origin."""
        names = {f"{name}:{self.port}" for name in (*self.bound, "localhost")}
        return frozenset(names | {urlsplit(self.origin).netloc})


def is_loopback(host: str) -> bool:
    """Return whether a host name or address is this very machine."""
    return host in {"localhost", "::1"} or host.startswith("127.")


def lan_address() -> str | None:
    """Return the address under which this machine would reach others, or None without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(TEST_NET)
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if is_loopback(address) else address


def listen(settings: Settings) -> tuple[Addresses, tuple[socket.socket, ...]]:
    """Bind loopback and, where settings say so, the LAN address; return both and the listening sockets.

    The port is the one given, else the one this data directory had before, else the default, else a free one that is
    kept: keys belong to an origin, so it must not wander. Raises UsageError and Unavailable.
    """
    if settings.origin and urlsplit(settings.origin).scheme not in {"http", "https"}:
        raise UsageError(f"the origin `{settings.origin}` is no http or https address")
    kept = settings.data / FILE_NAME
    before = _kept(kept)
    lan = lan_address() if settings.lan and not settings.origin else None
    hosts = tuple(host for host in (LOOPBACK, lan) if host)
    candidates = (settings.port,) if settings.port else ((before,) if before else (DEFAULT_PORT, 0))
    for port in candidates:
        sockets = _bind(hosts, port)
        if sockets:
            port_bound = int(sockets[0].getsockname()[1])
            if port_bound != before:
                _keep(kept, port_bound)
            origin = settings.origin.rstrip("/") or f"http://{lan or 'localhost'}:{port_bound}"
            return Addresses(origin, hosts, port_bound), sockets
    raise Unavailable(
        f"port {candidates[0]} is taken by another program",
        hint="stop that program, or choose another port with `--port` (phones must then pair again)",
    )


def _bind(hosts: tuple[str, ...], port: int) -> tuple[socket.socket, ...]:
    bound: list[socket.socket] = []
    for host in hosts:
        each = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            each.bind((host, bound[0].getsockname()[1] if bound else port))
            each.listen()  # until somebody listens, Linux lets another host bind the same port
        except OSError as error:
            for other in (*bound, each):
                other.close()
            if error.errno != errno.EADDRINUSE:
                raise Unavailable(f"cannot listen on `{host}`: {error.strerror}") from error
            return ()
        bound.append(each)
    return tuple(bound)


def _kept(path: Path) -> int | None:
    try:
        port = int(json.loads(path.read_text())["port"])
    except (OSError, ValueError, KeyError, TypeError):  # a crash may have left it empty
        return None
    return port if 0 < port <= MAX_PORT else None


def _keep(path: Path, port: int) -> None:
    draft = path.with_suffix(".new")
    try:
        draft.write_text(json.dumps({"port": port}))
        draft.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
