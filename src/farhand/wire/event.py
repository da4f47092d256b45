"""What every event of the thread carries."""

from farhand.wire.model import Millis, Wire


class Event(Wire):
    """What every event carries: the host's time, and where it came from: a device's id, `local` or `host`."""

    at: Millis
    origin: str = "host"
