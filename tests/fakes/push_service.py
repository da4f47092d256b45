"""A push service on loopback: verifies who pushes (RFC 8292), and opens what only its browser can (RFC 8291)."""

import base64
import hashlib
import http.server
import json
import queue
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic import BaseModel

from farhand.wire.push import PushMessage, PushSubscription

PATIENCE_S = 20
POLL_S = 0.02  # how long a test waits for the server to end
DAY_S = 24 * 3600


class _Claims(BaseModel):
    aud: str
    exp: int
    sub: str


@dataclass(frozen=True, slots=True)
class Pushed:
    """What arrived for the browser: as it was sent, and opened."""

    headers: dict[str, str]
    sealed: bytes
    opened: bytes

    @property
    def message(self) -> PushMessage:
        """What it says."""
        return PushMessage.model_validate_json(self.opened)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answers instead of taking a push."""

    status: int
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body: str = ""


class Browser:
    """The keys of a subscription, as a browser makes them."""

    def __init__(self) -> None:
        self._private = ec.generate_private_key(ec.SECP256R1())
        self.public = _point(self._private.public_key())
        self.auth = hashlib.sha256(self.public).digest()[:16]

    def open(self, sealed: bytes) -> bytes:
        """Open a message: the header of RFC 8188, then one record."""
        salt, id_length = sealed[:16], sealed[20]
        sender, record = sealed[21 : 21 + id_length], sealed[21 + id_length :]
        shared = self._private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        info = b"WebPush: info\x00" + self.public + sender
        secret = _hkdf(shared, self.auth, info, 32)
        key = _hkdf(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
        nonce = _hkdf(secret, salt, b"Content-Encoding: nonce\x00", 12)
        padded = AESGCM(key).decrypt(nonce, record, None)
        return padded.rstrip(b"\x00").removesuffix(b"\x02")


class PushService:
    """Takes pushes for one browser, unless it was told what to answer instead; each is answered in turn."""

    def __init__(self, now_s: Callable[[], float] = time.time) -> None:
        self.browser = Browser()
        self.answers: queue.Queue[Answer] = queue.Queue()
        self.asked: queue.Queue[int] = queue.Queue()
        self._taken: queue.Queue[Pushed] = queue.Queue()
        self._now_s = now_s
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                answer = service.answer(
                    self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))
                )
                self.send_response(answer.status)
                for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body.encode())
                service.asked.put(answer.status)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library names it so
                """Say nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def subscription(self) -> PushSubscription:
        """Where the browser takes pushes."""
        return PushSubscription(endpoint=f"{self.origin}/push/kim", p256dh=self.browser.public, auth=self.browser.auth)

    @classmethod
    @contextmanager
    def serving(cls, now_s: Callable[[], float] = time.time) -> Generator[Self]:
        """Serve until the context ends."""
        service = cls(now_s)
        thread = threading.Thread(target=service._server.serve_forever, args=(POLL_S,), name="push service")
        thread.start()
        try:
            yield service
        finally:
            service._server.shutdown()
            thread.join()
            service._server.server_close()

    def wait(self) -> Pushed:
        """Wait for the next push that was taken."""
        return self._taken.get(timeout=PATIENCE_S)

    def wait_asked(self) -> int:
        """Wait until somebody pushes, taken or not; return the status that was answered."""
        return self.asked.get(timeout=PATIENCE_S)

    @property
    def is_idle(self) -> bool:
        """Whether nothing arrived that was not waited for."""
        return self._taken.empty()

    def answer(self, path: str, headers: dict[str, str], sealed: bytes) -> Answer:
        """Answer a push."""
        try:
            return self.answers.get_nowait()
        except queue.Empty:
            pass
        if path != "/push/kim":
            return Answer(404)
        if why := self._why_refused(headers):
            return Answer(403, body=why)
        self._taken.put(Pushed(headers, sealed, self.browser.open(sealed)))
        return Answer(201, {"Location": f"{self.origin}/message/1"})

    def _why_refused(self, headers: dict[str, str]) -> str | None:
        if headers.get("Content-Encoding") != "aes128gcm" or not headers.get("TTL", "").isdecimal():
            return "bad headers"
        scheme, _, parameters = headers.get("Authorization", "").partition(" ")
        given = dict(each.strip().split("=", 1) for each in parameters.split(",") if "=" in each)
        if scheme != "vapid" or not _is_signed(given["t"], _decode(given["k"])):
            return "bad signature"
        claims = _Claims.model_validate_json(_decode(given["t"].split(".")[1]))
        is_now = 0 < claims.exp - self._now_s() <= DAY_S
        is_told = claims.sub.startswith(("mailto:", "https://"))
        return None if claims.aud == self.origin and is_now and is_told else f"bad claims: {claims}"


def _is_signed(token: str, key: bytes) -> bool:
    signed, _, signature = token.rpartition(".")
    raw = _decode(signature)
    pair = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
    try:
        public.verify(pair, signed.encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return json.loads(_decode(signed.partition(".")[0]))["alg"] == "ES256"


def _hkdf(key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(key)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
