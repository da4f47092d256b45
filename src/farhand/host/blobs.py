"""Sealed files at the relay: put there for devices, which fetch them while the computer sleeps, and got from there."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Protocol

import aiohttp
from yarl import URL

from farhand.clock import Clock
from farhand.crypto.blobs import seal_file
from farhand.crypto.identity import Identity
from farhand.errors import Unavailable
from farhand.ids import HostId, RandomBytes
from farhand.relay.engine import BlobPut, Engine
from farhand.sync.login import answer
from farhand.wire.blob import Manifest
from farhand.wire.model import to_base64url
from farhand.wire.relay import Challenge, Welcome

LIFE_MS = 31 * 24 * 3600 * 1000  # a blob outlives the envelopes that name it
CALL_TIMEOUT = aiohttp.ClientTimeout(total=60)  # a chunk of 1 MiB over a bad line
TOKEN_MARGIN_MS = 60 * 1000
UNAUTHORIZED, NOT_FOUND, FIRST_REFUSAL = 401, 404, 400


class Blobs(Protocol):
    """Where sealed chunks lie."""

    async def put(self, blob: str, index: int, chunk: bytes, sha256: bytes) -> None:
        """Store one chunk; raises Unavailable. The same chunk may come again."""
        ...

    async def get(self, blob: str, index: int) -> bytes | None:
        """Return one chunk, None where none is stored; raises Unavailable."""
        ...


async def post_file(post: Blobs, data: bytes | Iterable[bytes], name: str, media: str, random: RandomBytes) -> Manifest:
    """Seal a file, put every chunk at the relay, and return the manifest that opens it; raises Unavailable."""
    manifest, chunks = seal_file(data, name, media, random=random)
    for index, chunk in enumerate(chunks):
        await post.put(manifest.blob, index, chunk, hashlib.sha256(chunk).digest())
    return manifest


class EmbeddedBlobs:
    """The relay in this very process."""

    def __init__(self, engine: Engine, host: HostId, quota_bytes: int, clock: Clock) -> None:
        self._engine = engine
        self._host = host
        self._quota_bytes = quota_bytes
        self._clock = clock

    async def put(self, blob: str, index: int, chunk: bytes, sha256: bytes) -> None:
        """Store one chunk; raises Unavailable."""
        expires_ms = self._clock.now_ms() + LIFE_MS
        done = await self._engine.put_blob(
            self._host, blob, index, self._host, chunk, sha256, expires_ms, self._quota_bytes
        )
        if done in {BlobPut.QUOTA, BlobPut.FROZEN}:
            raise Unavailable(f"the relay did not take a file ({done})")

    async def get(self, blob: str, index: int) -> bytes | None:
        """Return one chunk, None where none is stored."""
        return await self._engine.get_blob(self._host, blob, index)


class RemoteBlobs:
    """A relay elsewhere, over HTTP."""

    def __init__(self, session: aiohttp.ClientSession, relay: str, identity: Identity, clock: Clock) -> None:
        self._session = session
        self._relay = URL(relay.rstrip("/"))
        self._identity = identity
        self._clock = clock
        self._welcome: Welcome | None = None

    async def put(self, blob: str, index: int, chunk: bytes, sha256: bytes) -> None:
        """Store one chunk; raises Unavailable."""
        await self._call("PUT", blob, index, data=chunk, params={"sha256": to_base64url(sha256)})

    async def get(self, blob: str, index: int) -> bytes | None:
        """Return one chunk, None where none is stored; raises Unavailable."""
        return await self._call("GET", blob, index)

    async def _call(
        self, method: str, blob: str, index: int, *, data: bytes | None = None, params: Mapping[str, str] | None = None
    ) -> bytes | None:
        try:
            status, body = await self._try(method, blob, index, data, params)
            if status == UNAUTHORIZED:
                self._welcome = None  # a relay that started anew knows no token of before
                status, body = await self._try(method, blob, index, data, params)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unavailable(f"the relay cannot be reached: {error}") from error
        if status == NOT_FOUND and method == "GET":
            return None
        if status >= FIRST_REFUSAL:
            raise Unavailable(f"the relay did not {'take' if method == 'PUT' else 'give'} a file (HTTP {status})")
        return body

    async def _try(
        self, method: str, blob: str, index: int, data: bytes | None, params: Mapping[str, str] | None
    ) -> tuple[int, bytes]:
        token = await self._token()
        async with self._session.request(
            method,
            self._relay / "v1" / "blobs" / blob / str(index),
            params=params,
            data=data,
            headers={"Authorization": f"Bearer {token}"},
            timeout=CALL_TIMEOUT,
        ) as response:
            return response.status, await response.read()

    async def _token(self) -> str:
        if self._welcome is None or self._welcome.token_expires - TOKEN_MARGIN_MS < self._clock.now_ms():
            async with self._session.get(self._relay / "v1" / "challenge", timeout=CALL_TIMEOUT) as response:
                challenge = Challenge.model_validate_json(await response.read())
            audience = self._relay.host_port_subcomponent or ""
            login = answer(challenge, self._identity, HostId(self._identity.id), audience)
            async with self._session.post(
                self._relay / "v1" / "login", data=login.to_json(), timeout=CALL_TIMEOUT
            ) as response:
                if not response.ok:
                    raise Unavailable(f"the relay refused the login (HTTP {response.status})")
                self._welcome = Welcome.model_validate_json(await response.read())
        return self._welcome.token
