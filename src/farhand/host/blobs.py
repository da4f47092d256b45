"""Puts sealed files at the relay, where devices fetch them even while the computer sleeps."""

import hashlib
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
UNAUTHORIZED, FIRST_REFUSAL = 401, 400


class BlobPost(Protocol):
    """Where sealed chunks go."""

    async def put(self, blob: str, index: int, chunk: bytes, sha256: bytes) -> None:
        """Store one chunk; raises Unavailable. The same chunk may come again."""
        ...


async def post_file(post: BlobPost, data: bytes, name: str, media: str, random: RandomBytes) -> Manifest:
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
        try:
            status = await self._put(blob, index, chunk, sha256)
            if status == UNAUTHORIZED:
                self._welcome = None  # a relay that started anew knows no token of before
                status = await self._put(blob, index, chunk, sha256)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unavailable(f"the relay cannot be reached: {error}") from error
        if status >= FIRST_REFUSAL:
            raise Unavailable(f"the relay did not take a file (HTTP {status})")

    async def _put(self, blob: str, index: int, chunk: bytes, sha256: bytes) -> int:
        token = await self._token()
        async with self._session.put(
            self._relay / "v1" / "blobs" / blob / str(index),
            params={"sha256": to_base64url(sha256)},
            data=chunk,
            headers={"Authorization": f"Bearer {token}"},
            timeout=CALL_TIMEOUT,
        ) as response:
            return response.status

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
