"""Proving who one is: challenges answered once, and the tokens that follow."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

from farhand.clock import Clock
from farhand.ids import RandomBytes
from farhand.relay.access import Access
from farhand.relay.mailbox import Party
from farhand.signatures import is_signed, party_of
from farhand.wire.model import to_base64url
from farhand.wire.relay import Login

NONCE_BYTES = 32
NONCE_LIFE_MS = 60_000  # an answer takes one round trip and one signature
TOKEN_BYTES = 32
TOKEN_LIFE_MS = 15 * 60_000  # a stolen token is worth little; a new one costs one signature
MAX_NONCES = 4096  # asked for by anyone: the oldest make room
MAX_TOKENS = 65_536


class Nonces:
    """Challenges that wait for an answer, each good for one."""

    def __init__(self, clock: Clock, random: RandomBytes, capacity: int = MAX_NONCES) -> None:
        self._clock = clock
        self._random = random
        self._capacity = capacity
        self._issued: OrderedDict[bytes, int] = OrderedDict()

    def issue(self) -> bytes:
        """Return a new nonce."""
        nonce = self._random(NONCE_BYTES)
        self._issued[nonce] = self._clock.now_ms()
        while len(self._issued) > self._capacity:
            self._issued.popitem(last=False)
        return nonce

    def spend(self, nonce: bytes) -> bool:
        """Return whether the nonce was issued within its life and not spent before; it is spent now."""
        issued_ms = self._issued.pop(nonce, None)
        return issued_ms is not None and 0 <= self._clock.now_ms() - issued_ms <= NONCE_LIFE_MS


@dataclass(frozen=True, slots=True)
class BadLogin:
    """Why a login does not hold."""

    code: Literal["bad_login", "not_member", "other_host"]
    message: str


def verify_login(login: Login, nonce: bytes, audience: str, access: Access, *, is_admitted: bool) -> Party | BadLogin:
    """Return who answered the challenge; `is_admitted` is the relay owner's word on the host."""
    if login.audience.lower() != audience.lower():
        return BadLogin("bad_login", f"signed for `{login.audience}`, but this relay was dialled as `{audience}`")
    fields = (nonce, login.audience.encode(), login.role.encode(), bytes.fromhex(login.host))
    if not is_signed(login.key, login.signature, "login", *fields):
        return BadLogin("bad_login", "the signature does not hold")
    party = Party(login.role, login.host, party_of(login.key), login.key)
    if login.role == "host":
        return _host(login, party, is_admitted=is_admitted)
    return _device(login, party, access, is_admitted=is_admitted)


def _host(login: Login, party: Party, *, is_admitted: bool) -> Party | BadLogin:
    if party.id != login.host:
        return BadLogin("bad_login", "the key is not the host's")
    return party if is_admitted else BadLogin("not_member", "this relay does not serve that host")


def _device(login: Login, party: Party, access: Access, *, is_admitted: bool) -> Party | BadLogin:
    if not is_admitted:
        return BadLogin("other_host", "this relay serves another host than the one this device is paired with")
    is_listed = access.keys.get(party.id) == login.key
    return party if is_listed else BadLogin("not_member", "this device is not paired with the host")


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer for HTTP calls, and when it lapses."""

    text: str
    expires_ms: int


class Tokens:
    """Who logged in lately."""

    def __init__(self, clock: Clock, random: RandomBytes) -> None:
        self._clock = clock
        self._random = random
        self._parties: OrderedDict[str, tuple[Party, int]] = OrderedDict()

    def issue(self, party: Party) -> Token:
        """Return a new token for a party that proved itself."""
        token = Token(to_base64url(self._random(TOKEN_BYTES)), self._clock.now_ms() + TOKEN_LIFE_MS)
        self._parties[token.text] = (party, token.expires_ms)
        while len(self._parties) > MAX_TOKENS:
            self._parties.popitem(last=False)
        return token

    def find(self, text: str) -> Party | None:
        """Return who holds this token, while it lives."""
        party, expires_ms = self._parties.get(text, (None, 0))
        return party if self._clock.now_ms() < expires_ms else None

    def sweep(self) -> None:
        """Forget what lapsed; tokens lapse in the order in which they were issued."""
        now_ms = self._clock.now_ms()
        while self._parties and next(iter(self._parties.values()))[1] <= now_ms:
            self._parties.popitem(last=False)
