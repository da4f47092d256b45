"""A wake lock that keeps nothing awake, and says when it is taken and given back."""

import asyncio

from farhand.errors import Unavailable
from farhand.power.keeping import Needless


class FakeWakeLock:
    """`moves` tells each time it is taken (true) or given back; with `refusal` it cannot be had, or is `needless`."""

    def __init__(self, refusal: str = "", *, needless: bool = False) -> None:
        self.refusal = refusal
        self.needless = needless
        self.moves: asyncio.Queue[bool] = asyncio.Queue()
        self.tries = 0
        self._is_held = False

    async def take(self) -> None:
        """Hold, or raise Unavailable or Needless."""
        self.tries += 1
        if self.refusal:
            raise (Needless if self.needless else Unavailable)(self.refusal)
        self._is_held = True
        self.moves.put_nowait(True)

    async def is_held(self) -> bool:
        """Return whether it holds."""
        return self._is_held

    async def give_back(self) -> None:
        """Hold no longer."""
        if self._is_held:
            self._is_held = False
            self.moves.put_nowait(False)

    def die(self) -> None:
        """Hold no longer, without a word."""
        self._is_held = False
