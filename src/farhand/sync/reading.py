"""How far a mailbox was read: a place that only passes what has arrived."""

from dataclasses import dataclass, replace

from farhand.wire.relay import Cursor

MAX_AHEAD = 256  # envelopes kept apart behind a hole; beyond it the hole is taken for expired mail


@dataclass(frozen=True, slots=True)
class Place:
    """Everything up to `mseq` of the log is here, and those in `ahead`.

    The cursor never passes a hole before the relay said that there is nothing in it, so what was lost on the way
    comes again with the next connection.
    """

    log: str
    mseq: int
    ahead: frozenset[int] = frozenset()
    is_caught_up: bool = False

    @property
    def cursor(self) -> Cursor:
        """The place as the relay and the store know it."""
        return Cursor(log=self.log, mseq=self.mseq)

    def has(self, mseq: int) -> bool:
        """Return whether that envelope arrived before."""
        return mseq <= self.mseq or mseq in self.ahead

    def arrived(self, mseq: int) -> "Place":
        """Return the place after an envelope."""
        return self if self.has(mseq) else _closed(replace(self, ahead=self.ahead | {mseq}))

    def caught_up(self, mseq: int) -> "Place":
        """Return the place after the relay said that it delivered everything up to `mseq`."""
        return _closed(replace(self, mseq=max(self.mseq, mseq), is_caught_up=True))


def _closed(place: Place) -> Place:
    mseq, ahead = place.mseq, set(place.ahead)
    while mseq + 1 in ahead or len(ahead) > MAX_AHEAD:
        mseq = min(each for each in ahead if each > mseq)
        ahead = {each for each in ahead if each > mseq}
    return replace(place, mseq=mseq, ahead=frozenset(each for each in ahead if each > mseq))
