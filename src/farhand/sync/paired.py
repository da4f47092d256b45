"""What a device keeps of its pairing."""

from dataclasses import dataclass, field

from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.ids import DeviceId, HostId


@dataclass(frozen=True, slots=True)
class Paired:
    """A device's own keys, and those of its host."""

    identity: Identity
    wrap: HpkeKey = field(repr=False)
    host: HostId
    host_public: bytes
    host_hpke: bytes
    host_name: str
    relay: str

    @property
    def device(self) -> DeviceId:
        """This device's id."""
        return DeviceId(self.identity.id)
