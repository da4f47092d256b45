"""Tells a notice on this computer's own desktop, through the platform's notification service."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from farhand.attention.notices import Later, Told
from farhand.attention.tellings import Notice
from farhand.database import Connection
from farhand.exact import upright
from farhand.ids import DeviceId
from farhand.log import Log

if TYPE_CHECKING:
    from desktop_notifier import DesktopNotifier

log = Log.of(__name__)


def has_desktop(platform: str = sys.platform, environment: dict[str, str] | None = None) -> bool:
    """Return whether there is a desktop to tell: on Linux a session bus and a display."""
    if not platform.startswith("linux"):
        return True
    given = dict(os.environ) if environment is None else environment
    return "DBUS_SESSION_BUS_ADDRESS" in given and bool(given.get("DISPLAY") or given.get("WAYLAND_DISPLAY"))


class DesktopChannel:
    """The desktop of the machine that the host runs on."""

    def __init__(self, app_name: str) -> None:
        self._app_name = app_name
        self._notifier: DesktopNotifier | None = None

    def readers(self, connection: Connection) -> Sequence[DeviceId | None]:
        """Return whoever sits at this computer."""
        del connection
        return (None,)

    async def tell(self, notice: Notice, device: DeviceId | None) -> Told | Later:
        """Show a notification."""
        del device
        if not has_desktop():
            return Told("unavailable", "no desktop session on this computer")
        try:
            from desktop_notifier import DesktopNotifier  # noqa: PLC0415  # 20 MB that an idle host need not hold

            self._notifier = self._notifier or DesktopNotifier(app_name=self._app_name)
            await self._notifier.send(title=upright(notice.title), message=upright(notice.body))
        except Exception as error:  # every platform's service fails in its own way; none may end us
            log.exception("desktop.failed")
            return Told("failed", str(error)[:200] or type(error).__name__)
        return Told("accepted")
