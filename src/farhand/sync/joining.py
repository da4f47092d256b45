"""A device's side of pairing over a rendezvous: drives the handshake, and repeats it when the line breaks."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from farhand.clock import Clock
from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.crypto.noise import HandshakeFailed
from farhand.crypto.pairing import DeviceHandshake, DeviceTerms, HostProved, Reply, TurnedAway
from farhand.errors import Refused
from farhand.ids import HostId
from farhand.signatures import party_of
from farhand.sync.link import Dial, Link, LinkClosed
from farhand.sync.paired import Paired
from farhand.wire.pairing import Accepted, Declined, HostProof, Invitation

REDIAL_S = 1.0  # a phone that changes networks is back within a few of these


class PairingRefused(Refused):
    """The host did not take this device."""

    code = "pairing_refused"


@dataclass(frozen=True, slots=True)
class Joined:
    """A device that was accepted, and what the host gave it: hand it to `DeviceThread.adopt`."""

    paired: Paired
    accepted: Accepted


class Joining:
    """One attempt with one invitation; `show_digits` is called once, when the person has to type them at the host."""

    def __init__(
        self,
        invitation: Invitation,
        name: str,
        identity: Identity,
        wrap: HpkeKey,
        clock: Clock,
        show_digits: Callable[[str], None],
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._invitation = invitation
        self._handshake = DeviceHandshake(invitation, identity, DeviceTerms(name, wrap.public))
        self._identity = identity
        self._wrap = wrap
        self._clock = clock
        self._show_digits = show_digits
        self._sleep = sleep
        self._proof: HostProof | None = None

    async def pair(self, dial: Dial) -> Joined:
        """Pair over links to the rendezvous; raises PairingRefused, and LinkClosed when the invitation lapsed."""
        while True:
            try:
                link = await dial.connect()
                try:
                    return await self._talk(link)
                finally:
                    await link.close()
            except LinkClosed:
                if self._clock.now_ms() >= self._invitation.expires_s * 1000:
                    raise
            await self._sleep(REDIAL_S)

    async def _talk(self, link: Link) -> Joined:
        await link.send(self._handshake.start())
        while True:
            try:
                heard = self._handshake.receive(await link.receive())
            except HandshakeFailed:
                continue  # not from the host that made the invitation
            match heard:
                case HostProved():
                    if self._proof is None:
                        self._proof = heard.proof
                        self._show_digits(heard.digits)
                case Reply():
                    await link.send(heard.payload)
                case Accepted():
                    return Joined(self._paired(heard), heard)
                case Declined():
                    raise PairingRefused(f"the host declined: {heard.message}", hint="show a new code and try again")
                case TurnedAway():
                    raise PairingRefused(
                        f"the host turned this device away (`{heard.code}`)", hint="show a new code and try again"
                    )

    def _paired(self, accepted: Accepted) -> Paired:
        proof = self._proof
        if proof is None or accepted.device != self._identity.id or accepted.host != party_of(proof.identity):
            raise PairingRefused("the host contradicts itself", hint="show a new code and try again")
        return Paired(
            self._identity,
            self._wrap,
            HostId(accepted.host),
            proof.identity,
            proof.hpke,
            proof.name,
            self._invitation.relay,
        )
