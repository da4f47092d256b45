"""Which stored envelopes are on their way to the relay over one connection, and which may follow."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

WINDOW = 64  # in flight at once: fills a slow line without piling up behind it


class Placed(Protocol):
    """An envelope with its order in an outbox."""

    @property
    def place(self) -> int:
        """Its order."""
        ...

    @property
    def id(self) -> str:
        """The envelope's id."""
        ...


P = TypeVar("P", bound=Placed)


class Flight:
    """Begins anew with each connection: what was not confirmed is sent again, and the relay knows it by its id."""

    def __init__(self, window: int = WINDOW) -> None:
        self._window = window
        self._flying: set[str] = set()
        self.after = 0

    @property
    def room(self) -> int:
        """How many more may be sent now."""
        return self._window - len(self._flying)

    def board(self, waiting: Sequence[P]) -> Sequence[P]:
        """Take the envelopes to send now, out of those that wait behind `after`, in order."""
        boarding = waiting[: self.room]
        for each in boarding:
            self._flying.add(each.id)
            self.after = max(self.after, each.place)
        return boarding

    def land(self, id_: str) -> bool:
        """Note the relay's word on an envelope; return whether it was on its way."""
        if id_ not in self._flying:
            return False
        self._flying.remove(id_)
        return True
