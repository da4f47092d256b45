"""What became of notices, as the command line shows it: devices by their names."""

from collections.abc import Mapping

from farhand.attention import seen, tellings
from farhand.attention.push.pushing import CHANNEL
from farhand.attention.tellings import Telling
from farhand.database import Connection
from farhand.devices import store as devices
from farhand.host.control_api import NoticeLine, TellingLine
from farhand.ids import DeviceId


def lines(connection: Connection) -> list[NoticeLine]:
    """Return the newest notices, each with what became of it."""
    read, names = seen.settled(connection), _names(connection)
    return [
        NoticeLine(
            seq=each.seq,
            at=each.at,
            title=each.title,
            body=each.body,
            task=each.task,
            read=each.id in read,
            told=tuple(_to_line(telling, names) for telling in tellings.of_notice(connection, each.id)),
        )
        for each in tellings.newest(connection)
    ]


def newest_pushes(connection: Connection) -> tuple[TellingLine, ...]:
    """Return what became of the newest push to each paired device."""
    names = _names(connection)
    found = (tellings.newest_of(connection, CHANNEL, device) for device in names)
    return tuple(_to_line(each, names) for each in found if each is not None)


def _names(connection: Connection) -> dict[DeviceId, str]:
    return {each.id: each.name for each in devices.every(connection)}


def _to_line(telling: Telling, names: Mapping[DeviceId, str]) -> TellingLine:
    device = telling.line.device
    return TellingLine(
        channel=telling.line.channel,
        device=device,
        name=None if device is None else names.get(device, "a device that left"),
        result=telling.result,
        words=telling.words,
    )
