import sqlite3

import pytest

from farhand.database import Connection
from farhand.ids import new_id
from farhand.thread import store
from farhand.wire.relay import Cursor


@pytest.fixture
def connection() -> Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    for script in store.MIGRATIONS:
        connection.executescript(script)
    return connection


def test_a_command_has_one_first_answer(connection: Connection) -> None:
    sender, command = new_id(), new_id()
    store.mark_command(connection, sender, command, 7)
    assert store.seen_command(connection, sender, command) == 7
    assert store.seen_command(connection, new_id(), command) is None
    with pytest.raises(sqlite3.IntegrityError):
        store.mark_command(connection, sender, command, 8)


def test_quarantine_keeps_the_newest(connection: Connection) -> None:
    for number in range(store.MAX_QUARANTINED + 5):
        store.quarantine(connection, b"%d" % number, "does not open", number)
    kept = store.quarantined(connection)
    assert len(kept) == store.MAX_QUARANTINED
    assert kept[0].raw == b"%d" % (store.MAX_QUARANTINED + 4)


def test_outgoing_mail_keeps_its_order_and_goes_once(connection: Connection) -> None:
    store.add_outgoing(connection, "a", b"1")
    store.add_outgoing(connection, "b", b"2")
    store.add_outgoing(connection, "a", b"3")
    first, second = store.outgoing_after(connection, 0, 9)
    assert (first.raw, second.raw) == (b"1", b"2")
    store.delete_outgoing(connection, "a")
    store.add_outgoing(connection, "c", b"4")
    assert [each.id for each in store.outgoing_after(connection, first.place, 9)] == ["b", "c"]


def test_a_cursor_is_replaced(connection: Connection) -> None:
    assert store.cursor_of(connection, "up") is None
    log = new_id()
    store.save_cursor(connection, "up", Cursor(log=log, mseq=1))
    store.save_cursor(connection, "up", Cursor(log=log, mseq=5))
    assert store.cursor_of(connection, "up") == Cursor(log=log, mseq=5)
