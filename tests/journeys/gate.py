"""A door in the model: requests wait before it until a journey opens it."""

import threading

from farhand.demo.messages import Asked
from tests.journeys.computer import PATIENCE_S


class Gate:
    """Holds the model's answers to prompts that mention certain words."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._held: set[str] = set()
        self._came: list[Asked] = []

    def hold(self, words: str) -> None:
        """From now on, let no request with these words pass."""
        with self._changed:
            self._held.add(words)

    def open(self, words: str) -> None:
        """Let requests with these words pass."""
        with self._changed:
            self._held.discard(words)
            self._changed.notify_all()

    def open_all(self) -> None:
        """Let everything pass."""
        with self._changed:
            self._held.clear()
            self._changed.notify_all()

    def wait_asked(self, words: str) -> Asked:
        """Wait until the model was asked something with these words."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._find(words) is not None, PATIENCE_S), f"never asked: {words}"
            found = self._find(words)
        assert found is not None
        return found

    def _find(self, words: str) -> Asked | None:
        return next((asked for asked in self._came if asked.mentions(words)), None)

    def __call__(self, asked: Asked) -> None:
        """Stand in the way of one request; the model calls this."""
        with self._changed:
            self._came.append(asked)
            self._changed.notify_all()
            self._changed.wait_for(lambda: not any(asked.mentions(words) for words in self._held), PATIENCE_S * 4)
