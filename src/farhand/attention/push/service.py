"""Hands a push to its push service (RFC 8030), and says in words what became of it."""

import asyncio
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Literal

import aiohttp

from farhand.attention.notices import Later, Told
from farhand.attention.push.endpoint import NotPublic, PublicResolver, why_refused
from farhand.attention.push.sealing import PushKey, seal
from farhand.clock import Clock
from farhand.wire.push import PushSubscription

TIMEOUT_S = 10.0  # a push service answers within a second; the next notice must not wait for a silent one
LIFE_S = 24 * 3600  # a phone that was off over night still hears of it
LEAST_WAIT_MS = 1000  # a service that says 'again at once' is not asked in a loop
WORDS_BYTES = 300  # of an answer's body; services explain a refusal in a line

Urgency = Literal["normal", "high"]


@dataclass(frozen=True, slots=True)
class Push:
    """A push to hand over: `topic` names what it replaces while the browser is away."""

    subscription: PushSubscription
    app: str
    payload: bytes
    urgency: Urgency
    topic: str


class PushServices:
    """The push services of the internet; with `local`, also one on this computer or its network."""

    def __init__(self, key: PushKey, clock: Clock, *, local: bool) -> None:
        self._key = key
        self._clock = clock
        self._local = local

    async def send(self, push: Push) -> Told | Later:
        """Hand a push over."""
        endpoint = push.subscription.endpoint
        if why := why_refused(endpoint, local=self._local):
            return Told("failed", f"the push service's address was refused: {why}")
        now_s = self._clock.now_ms() // 1000
        sealed, authorization = await asyncio.to_thread(self._seal, push, now_s)
        headers = {
            "Authorization": authorization,
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(LIFE_S),
            "Topic": push.topic,
            "Urgency": push.urgency,
        }
        connector = aiohttp.TCPConnector(resolver=None if self._local else PublicResolver())
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
        try:
            async with (
                aiohttp.ClientSession(connector=connector, timeout=timeout) as session,
                session.post(endpoint, data=sealed, headers=headers, allow_redirects=False) as response,
            ):
                words = (await response.content.read(WORDS_BYTES)).decode(errors="replace").strip()
                return judge(response.status, response.headers.get("Retry-After"), words, now_s)
        except aiohttp.ClientConnectorDNSError as error:
            if isinstance(error.os_error, NotPublic):
                return Told("failed", "the push service's name leads to no address on the internet")
            return Later("the push service's name was not found; is this computer online?")
        except TimeoutError:
            return Later(f"the push service did not answer within {TIMEOUT_S:.0f} s")
        except aiohttp.ClientError as error:
            return Later(f"the push service was not reached: {error}")

    def _seal(self, push: Push, now_s: int) -> tuple[bytes, str]:
        signed = self._key.authorize(push.subscription.endpoint, push.app, now_s)
        return seal(push.payload, push.subscription), signed


def judge(status: int, retry_after: str | None, words: str, now_s: int) -> Told | Later:
    """Return what a push service's answer means."""
    said = f"{status} {words}".strip()
    match status:
        case 200 | 201 | 202 | 204:
            return Told("accepted")
        case 404 | 410:
            return Told("gone", "the browser no longer takes pushes there")
        case 429:
            return Later("the push service asks to wait", _wait_ms(retry_after, now_s))
        case _ if status >= 500:  # noqa: PLR2004  # the class of status that says 'not your fault'
            return Later(f"the push service failed: {said}", _wait_ms(retry_after, now_s))
        case _:
            return Told("failed", f"the push service refused it: {said}")


def _wait_ms(retry_after: str | None, now_s: int) -> int | None:
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        seconds = int(retry_after)
    else:
        try:
            seconds = int(parsedate_to_datetime(retry_after).timestamp()) - now_s
        except ValueError:
            return None
    return max(LEAST_WAIT_MS, seconds * 1000)
