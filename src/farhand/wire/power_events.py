"""What a host says of its own sleep: bodies of records."""

from typing import Literal

from farhand.wire.event import Event
from farhand.wire.model import Millis, Wire


class KeepAwake(Wire):
    """Whether the host keeps its computer awake while there is work; `cannot` says in words why that fails.

    `needless`: it cannot either, and nothing on the computer would put it to sleep by itself.
    """

    on: bool
    cannot: str = ""
    needless: bool = False


class KeepAwakeChanged(Event):
    """Somebody turned it on or off, or the host found that it cannot, need not, or can again."""

    type: Literal["keep_awake.changed"] = "keep_awake.changed"
    keep_awake: KeepAwake


class HostSlept(Event):
    """The computer slept, and woke up at `until`."""

    type: Literal["host.slept"] = "host.slept"
    since: Millis
    until: Millis
