"""Epoch keys, handed to each device: a list signed by the host, the key wrapped for each device alone."""

from collections.abc import Mapping
from dataclasses import replace

from pydantic import ValidationError

from farhand.crypto import hpke
from farhand.crypto.hpke import HpkeKey, Seal, Unopenable
from farhand.crypto.identity import Identity
from farhand.ids import DeviceId, EpochId, HostId
from farhand.signatures import is_signed, length_prefixed
from farhand.wire.envelope import NO_KEY, NO_NONCE, Class, Direction, Envelope, Header, Mailbox
from farhand.wire.epoch import EpochKeys, MalformedEpoch, SignedEpoch
from farhand.wire.record import SIGNATURE_BYTES

EPOCH_KEY_BYTES = 32
PURPOSE = "epoch"


def seal_epoch(
    host: Identity,
    epoch: EpochId,
    epoch_key: bytes,
    wraps_for: Mapping[DeviceId, bytes],
    *,
    id: str,
    expires_ms: int,
    seal: Seal = hpke.seal,
) -> Envelope:
    """Wrap an epoch key for each device's public `wrap` key, and sign the list."""
    wraps = {
        str(device): seal(wrap, _info(HostId(host.id), epoch, device), epoch_key) for device, wrap in wraps_for.items()
    }
    body = EpochKeys(epoch=epoch, wraps=wraps).to_json()
    unsized = Header(Class.EPOCH, Mailbox(host.id, Direction.DOWN), host.id, id, NO_KEY, NO_NONCE, expires_ms, 0)
    header = replace(unsized, size=len(SignedEpoch(body, bytes(SIGNATURE_BYTES)).pack()))
    return Envelope.of(header, SignedEpoch(body, host.sign(PURPOSE, header.pack(), body)).pack())


def open_epoch(
    envelope: Envelope, host_public: bytes, device: DeviceId, wrap_key: HpkeKey
) -> tuple[EpochId, bytes] | None:
    """Return the epoch and its key, None when it was not wrapped for this device; raises Unopenable."""
    if envelope.header.class_ is not Class.EPOCH:
        raise Unopenable("not an epoch envelope")
    try:
        signed = SignedEpoch.parse(envelope.payload)
    except MalformedEpoch as error:
        raise Unopenable("not an epoch payload") from error
    if not is_signed(host_public, signed.signature, PURPOSE, envelope.header_bytes, signed.body):
        raise Unopenable("not signed by the host")
    try:
        keys = EpochKeys.model_validate_json(signed.body)
    except ValidationError as error:
        raise Unopenable("not a list of epoch keys") from error
    wrapped = keys.wraps.get(device)
    if wrapped is None:
        return None
    epoch = EpochId(keys.epoch)
    epoch_key = wrap_key.open(wrapped, _info(HostId(envelope.header.mailbox.host), epoch, device))
    if len(epoch_key) != EPOCH_KEY_BYTES:
        raise Unopenable("the wrapped key has another length")
    return epoch, epoch_key


def _info(host: HostId, epoch: EpochId, device: DeviceId) -> bytes:
    return b"".join(
        length_prefixed(part)
        for part in (b"farhand/1/epoch", bytes.fromhex(host), bytes.fromhex(epoch), bytes.fromhex(device))
    )
