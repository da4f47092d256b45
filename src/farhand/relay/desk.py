"""What every connection of one relay works with."""

from collections.abc import Callable
from dataclasses import dataclass

from farhand.clock import Clock
from farhand.ids import RandomBytes
from farhand.relay.engine import Engine
from farhand.relay.login import Tokens
from farhand.relay.mailbox import Limits
from farhand.relay.rendezvous import Rendezvouses
from farhand.relay.room import Rooms


@dataclass(frozen=True, slots=True)
class Desk:
    """The collaborators of sessions and HTTP calls; `admits` is the relay owner's word on a host id."""

    engine: Engine
    clock: Clock
    random: RandomBytes
    limits: Limits
    admits: Callable[[str], bool]
    rooms: Rooms
    tokens: Tokens
    rendezvouses: Rendezvouses
