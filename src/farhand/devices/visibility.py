"""Whether a person looks at the app on a device now: by the device's own signed word, for half a minute."""

from farhand.clock import Clock
from farhand.ids import DeviceId

VISIBLE_MS = 30 * 1000  # how long such a word is believed


class Visibility:
    """What devices said last."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._visible_until: dict[DeviceId, int] = {}

    def is_visible(self, device: DeviceId) -> bool:
        """Return whether somebody looks there."""
        return self._clock.now_ms() < self._visible_until.get(device, 0)

    def note(self, device: DeviceId, *, visible: bool) -> None:
        """Believe a device."""
        self._visible_until[device] = self._clock.now_ms() + VISIBLE_MS if visible else 0
