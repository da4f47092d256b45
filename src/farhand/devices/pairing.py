"""Pairing at the host: an invitation, one handshake, six digits typed by a person, then an entry in the list."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from farhand.clock import Clock
from farhand.crypto.hpke import HpkeKey, seal
from farhand.crypto.identity import Identity
from farhand.crypto.noise import HandshakeFailed
from farhand.crypto.pairing import DeviceProved, Greeted, HostHandshake, Intruded, refused
from farhand.database import Connection, Database
from farhand.devices.access import Access
from farhand.devices.naming import shown
from farhand.devices.store import Device
from farhand.errors import Conflict, Refused, UsageError
from farhand.ids import DeviceId, RandomBytes, RendezvousId, new_id
from farhand.log import Log
from farhand.signatures import party_of
from farhand.thread.thread import Thread
from farhand.wire.host_events import PairingAttempted
from farhand.wire.pairing import Accepted, Declined, DeviceProof, Invitation
from farhand.wire.record import Record
from farhand.wire.relay import Signed

log = Log.of(__name__)
INVITATION_MS = 3 * 60 * 1000  # long enough to find the phone, short enough for a photo of the screen to be worthless
TRIES = 3  # a guess is right once in 333,333 times
SECRET_BYTES = 32
FIRST_PAGE = 50  # records that a new device gets at once; older ones it asks for
FIRST_PAGE_BYTES = 24 * 1024  # in base64, with the access list, it must fit the 64 KiB of a rendezvous frame
MAX_ATTEMPTS_TOLD = 3  # of others with the same code: devices are warned then, and a flood must not fill the thread
MAX_FAILURES = 20  # handshakes without the secret, per invitation, before the rendezvous is closed
DIGITS = 6

State = Literal["idle", "waiting", "digits", "paired", "failed", "expired"]


class Rendezvous(Protocol):
    """The host's end of a meeting place at the relay."""

    async def open_rendezvous(self, rendezvous: RendezvousId, expires_ms: int) -> None:
        """Wait for devices there until it expires."""
        ...

    async def close_rendezvous(self, rendezvous: RendezvousId) -> None:
        """End it."""
        ...

    async def send_rendezvous(self, rendezvous: RendezvousId, channel: str, payload: bytes) -> None:
        """Send a payload to one device that is there."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a pairing stands, for whoever shows it."""

    state: State
    name: str | None = None
    unprotected: bool = False
    tries_left: int = TRIES
    words: str = ""


@dataclass(slots=True)
class _Offer:
    invitation: Invitation
    handshake: HostHandshake
    vouched: bool
    unprotected: bool
    failures: int = 0
    attempts: int = 0
    channel: str | None = None
    proved: DeviceProved | None = None
    outcome: bytes | None = None


class Pairing:
    """At most one invitation at a time; a new one spends the one before. `announce` tells the relay a new list."""

    def __init__(
        self,
        database: Database,
        thread: Thread,
        access: Access,
        identity: Identity,
        hpke: HpkeKey,
        rendezvous: Rendezvous,
        clock: Clock,
        host_name: str,
        announce: Callable[[Signed], Awaitable[None]],
        *,
        demo: bool = False,
        random: RandomBytes = secrets.token_bytes,
    ) -> None:
        self._database = database
        self._thread = thread
        self._access = access
        self._identity = identity
        self._hpke = hpke
        self._rendezvous = rendezvous
        self._clock = clock
        self._host_name = host_name
        self._announce = announce
        self._demo = demo
        self._random = random
        self._offer: _Offer | None = None
        self._progress = Progress("idle")
        self._changed = asyncio.Condition()
        self._accepting = asyncio.Lock()

    @property
    def progress(self) -> Progress:
        """Where the newest invitation stands."""
        offer = self._offer
        if offer and self._progress.state in {"waiting", "digits"} and self._is_over(offer):
            return Progress("expired", words="the code has expired")
        return self._progress

    async def wait_changed(self, seen: Progress) -> Progress:
        """Wait until the progress differs from what was seen, or the invitation expires; return it."""
        async with self._changed:
            while self.progress == seen:
                left_ms = self._left_ms()
                try:
                    async with asyncio.timeout(left_ms / 1000 if left_ms else None):
                        await self._changed.wait()
                except TimeoutError:
                    continue
            return self.progress

    async def offer(self, *, relay: str, unprotected: bool, vouched: bool = False) -> Invitation:
        """Make an invitation and wait for a device; a `vouched` one needs no digits, its link is the proof."""
        if self._offer is not None:
            await self._rendezvous.close_rendezvous(RendezvousId(self._offer.invitation.rendezvous))
        key = HpkeKey.new(self._random)
        invitation = Invitation(
            rendezvous=new_id(self._random),
            key=key.public,
            secret=self._random(SECRET_BYTES),
            expires_s=(self._clock.now_ms() + INVITATION_MS) // 1000,
            host_name=self._host_name,
            relay=relay,
        )
        handshake = HostHandshake(invitation, bytes(key.private), self._identity, self._hpke.public)
        self._offer = _Offer(invitation, handshake, vouched, unprotected)
        await self._rendezvous.open_rendezvous(RendezvousId(invitation.rendezvous), invitation.expires_s * 1000)
        await self._show(Progress("waiting"))
        return invitation

    async def receive(self, rendezvous: str, channel: str, payload: bytes) -> None:
        """Take a payload that a device sent to the rendezvous."""
        offer = self._offer
        if offer is None or offer.invitation.rendezvous != rendezvous:
            await self._rendezvous.send_rendezvous(RendezvousId(rendezvous), channel, refused("used"))
            return
        if self._is_over(offer) and offer.outcome is None:
            await self._send(offer, channel, refused("expired"))
            return
        try:
            heard = offer.handshake.receive(payload)
        except HandshakeFailed as error:
            offer.failures += 1
            log.warning("pairing.dropped", why=str(error), failures=offer.failures)
            if offer.failures >= MAX_FAILURES:
                await self._end(offer, Progress("failed", words="too many attempts without the secret"))
            return
        await self._send(offer, channel, heard.payload)
        match heard:
            case Greeted():
                offer.channel = channel
            case Intruded(_, hello):
                offer.attempts += 1
                if offer.attempts <= MAX_ATTEMPTS_TOLD:
                    await self._tell_attempt(hello.name, "another device tried to pair with the same code")
            case DeviceProved():
                offer.channel = channel
                await self._proved(offer, heard, channel)

    async def type_digits(self, digits: str) -> Progress:
        """Compare what a person typed with what the phone shows; three tries. Raises Conflict, UsageError."""
        offer = self._offer
        if offer is None or offer.proved is None or self.progress.state != "digits":
            raise Conflict("no device waits for digits now", hint="show a new code with `farhand pair`")
        typed = "".join(digits.split())
        if not (typed.isdecimal() and len(typed) == DIGITS):
            raise UsageError(f"the code is {DIGITS} digits")
        if secrets.compare_digest(typed, offer.proved.digits):
            return await self._accept(offer, offer.proved)
        left = self._progress.tries_left - 1
        if left:
            return await self._show(replace(self._progress, tries_left=left, words="these digits are not the phone's"))
        name = offer.proved.proof.name
        await self._decline(offer, "wrong_digits", "the digits typed at the computer were wrong three times")
        await self._tell_attempt(name, "wrong digits were typed three times")
        return self._progress

    async def decline(self) -> None:
        """End the invitation because the person said no."""
        if self._offer is not None and self._offer.outcome is None:
            await self._decline(self._offer, "declined", "declined at the computer")

    async def _proved(self, offer: _Offer, proved: DeviceProved, channel: str) -> None:
        if offer.outcome is not None:
            await self._send(offer, channel, offer.outcome)
        elif not _can_be_sealed_to(proved.proof.wrap):
            log.warning("pairing.bad_key", name=shown(proved.proof.name))
            offer.proved = proved
            await self._decline(offer, "bad_key", "the device offered a key that nothing can be sealed to")
        elif offer.vouched:
            await self._accept(offer, proved)
        elif offer.proved is None:
            offer.proved = proved
            unprotected = offer.unprotected or proved.proof.unprotected
            await self._show(Progress("digits", name=shown(proved.proof.name), unprotected=unprotected))

    async def _accept(self, offer: _Offer, proved: DeviceProved) -> Progress:
        async with self._accepting:
            if offer.outcome is not None:
                return self._progress
            proof = proved.proof
            unprotected = proof.unprotected or (offer.unprotected and not offer.vouched)
            accepted = await self._database.write(self._admission(proof, unprotected=unprotected))
            await self._announce(accepted.access)  # the relay must know the device before the device logs in
            offer.outcome = offer.handshake.conclude(accepted)
        if offer.channel is not None:
            await self._send(offer, offer.channel, offer.outcome)
        log.info("device.paired", device=accepted.device, unprotected=unprotected)
        return await self._show(Progress("paired", name=shown(proof.name), unprotected=unprotected))

    def _admission(self, proof: DeviceProof, *, unprotected: bool) -> Callable[[Connection], Accepted]:
        def admit(connection: Connection) -> Accepted:
            device = Device(
                id=DeviceId(party_of(proof.identity)),
                key=proof.identity,
                wrap=proof.wrap,
                name=shown(proof.name),
                storage=proof.storage,
                unprotected=unprotected,
                paired_at=self._clock.now_ms(),
                state="pending",
            )
            replaced = DeviceId(proof.replaces) if proof.replaces else None
            access = self._access.admit(connection, device, replaces=replaced)
            tip = self._thread.tip(connection)
            if tip is None:
                raise Refused("the thread has no first record")
            epoch = self._thread.epoch(connection)
            return Accepted(
                device=device.id,
                host=self._identity.id,
                epoch=epoch.id,
                epoch_key=epoch.key,
                incarnation=tip.incarnation,
                access=access,
                records=_first_page(self._thread.page(connection, tip.seq + 1, FIRST_PAGE)),
                at=self._clock.now_ms(),
                demo=self._demo,
            )

        return admit

    async def _decline(self, offer: _Offer, code: str, words: str) -> None:
        if offer.proved is not None and offer.channel is not None:
            offer.outcome = offer.handshake.conclude(Declined(code=code, message=words))
            await self._send(offer, offer.channel, offer.outcome)
        await self._end(offer, Progress("failed", words=words))

    async def _end(self, offer: _Offer, progress: Progress) -> None:
        if self._offer is offer:
            self._offer = None
        await self._rendezvous.close_rendezvous(RendezvousId(offer.invitation.rendezvous))
        await self._show(progress)

    async def _tell_attempt(self, name: str, reason: str) -> None:
        event = PairingAttempted(at=self._clock.now_ms(), name=shown(name), reason=reason)
        await self._database.write(lambda connection: self._thread.append(connection, event))

    async def _send(self, offer: _Offer, channel: str, payload: bytes) -> None:
        await self._rendezvous.send_rendezvous(RendezvousId(offer.invitation.rendezvous), channel, payload)

    async def _show(self, progress: Progress) -> Progress:
        async with self._changed:
            self._progress = progress
            self._changed.notify_all()
        return progress

    def _left_ms(self) -> int:
        if self._offer is None or self._offer.outcome is not None:
            return 0
        return max(self._offer.invitation.expires_s * 1000 - self._clock.now_ms(), 0)

    def _is_over(self, offer: _Offer) -> bool:
        return self._clock.now_ms() >= offer.invitation.expires_s * 1000


def _can_be_sealed_to(wrap: bytes) -> bool:
    # One such key in the list, and no new epoch could be begun: nobody else could be unpaired any more.
    try:
        seal(wrap, b"", b"")
    except ValueError:
        return False
    return True


def _first_page(records: Sequence[Record]) -> tuple[bytes, ...]:
    packed = [record.pack() for record in records]
    first = len(packed) - 1
    size = len(packed[first])
    while first and size + len(packed[first - 1]) <= FIRST_PAGE_BYTES:
        first -= 1
        size += len(packed[first])
    return tuple(packed[first:])
