"""What records say of this device's own commands: only the host's signed word makes `on host`."""

from pydantic import ValidationError

from farhand.database import Connection
from farhand.ids import DeviceId
from farhand.sync import device_store as store
from farhand.wire.events import EVENT
from farhand.wire.record import Record
from farhand.wire.task_events import CommandAccepted, CommandRefused, MessageReceived


def note(connection: Connection, device: DeviceId, record: Record) -> None:
    """Note what a verified record says of a command of this device."""
    match _answer_in(record):
        case MessageReceived(origin=origin, message=id_) if origin == device:
            store.on_host(connection, id_)
        case CommandAccepted(origin=origin, command=id_) if origin == device:
            store.on_host(connection, id_)
        case CommandRefused(sender=sender, command=id_) as refused if sender == device:
            store.refuse(connection, id_, refused.message)
        case _:
            pass


def take_back(connection: Connection, device: DeviceId, record: Record) -> None:
    """Note that a record is gone from the host, and its word on a command with it."""
    match _answer_in(record):
        case MessageReceived(origin=origin, message=id_) if origin == device:
            store.lose(connection, id_)
        case CommandAccepted(origin=origin, command=id_) if origin == device:
            store.lose(connection, id_)
        case _:
            pass


def _answer_in(record: Record) -> MessageReceived | CommandAccepted | CommandRefused | None:
    try:
        event = EVENT.validate_json(record.body)
    except ValidationError:
        return None
    return event if isinstance(event, MessageReceived | CommandAccepted | CommandRefused) else None
