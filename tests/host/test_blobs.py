"""Files of a run reach a relay elsewhere, also one that was started anew."""

import hashlib
import secrets
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import aiohttp

from farhand.clock import SystemClock
from farhand.crypto.identity import Identity
from farhand.host.blobs import RemoteBlobs, post_file
from farhand.ids import new_id
from farhand.relay.server import serving_relay


async def test_a_relay_that_started_anew_is_logged_in_to_again(tmp_path: Path) -> None:
    chunk, blob = b"sealed", new_id()
    digest = hashlib.sha256(chunk).digest()
    async with aiohttp.ClientSession() as session:
        async with _relay(tmp_path, 0) as port:
            blobs = RemoteBlobs(session, f"http://127.0.0.1:{port}", Identity.new(), SystemClock())
            await blobs.put(blob, 0, chunk, digest)
        async with _relay(tmp_path, port):
            await blobs.put(blob, 1, chunk, digest)
            manifest = await post_file(blobs, b"a diff", "change.diff", "text/x-diff", secrets.token_bytes)
            assert await blobs.get(blob, 0) == chunk
            assert await blobs.get(blob, 2) is None
    assert manifest.blob != blob


def _relay(data: Path, port: int) -> AbstractAsyncContextManager[int]:
    return serving_relay(data, port=port, address="127.0.0.1", is_allowed_host=lambda _: True, admits=lambda _: True)
