"""A host that learns that its data is old runs nothing twice."""

from pathlib import Path

from farhand.host.effects import StopRun
from farhand.host.first_record import lost_at_start
from farhand.host.witness import Seen, Witness
from farhand.ids import new_id
from farhand.tasks.task import Claimed
from farhand.thread.thread import LostTail
from farhand.wire.commands import SendMessage
from farhand.wire.host_events import HostRestored
from farhand.wire.run_events import TaskEnded
from farhand.wire.task_events import TaskState, WaitReason
from tests.host.core import Core, Phone


async def test_the_queue_is_asked_about_and_what_ran_is_interrupted(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    running, queued = await core.say("one"), await core.say("two")
    await core.database.write(lambda connection: core.moving.move(connection, running, Claimed(1)))

    effects = await core.database.write(lambda connection: core.restoring.restore(connection, LostTail("backup", 99)))

    assert StopRun(running.id) in effects
    states = {task.id: (task.state, task.reason) for task in await core.tasks()}
    assert states[queued.id] == (TaskState.WAITING, WaitReason.CONFIRM)
    assert states[running.id] == (TaskState.INTERRUPTED, None)
    (restored,) = await core.of(HostRestored)
    assert (restored.reason, restored.lost_to) == ("backup", 99)
    assert [each.outcome.code for each in await core.of(TaskEnded)] == ["interrupted"]


async def test_what_a_restored_host_finds_in_its_mailbox_is_asked_about(
    core: Core, phone: Phone, tmp_path: Path
) -> None:
    await core.add_project(tmp_path / "site")
    await core.pair(phone)
    before = core.seal(phone, SendMessage(made_at=core.clock.now_ms(), text="x"))
    await core.database.write(lambda connection: core.restoring.restore(connection, LostTail("backup", 99)))
    core.clock.advance(1)

    await core.receiving.receive([core.seal(phone, SendMessage(made_at=core.clock.now_ms(), text="y"))], None)
    await core.receiving.receive([before], None)  # however much later, and after whatever crash

    assert [(task.text, task.state) for task in await core.tasks()] == [
        ("x", TaskState.WAITING),
        ("y", TaskState.QUEUED),
    ]


async def test_an_incarnation_of_which_nothing_is_left_restores_once_however_many_tell_of_it(core: Core) -> None:
    unknown = new_id()

    for lost_to in (40, 41):
        lost = LostTail("backup", lost_to)
        await core.database.write(lambda connection, lost=lost: core.restoring.restore(connection, lost, unknown))

    assert [each.lost_to for each in await core.of(HostRestored)] == [40]


async def test_a_start_knows_a_copied_and_a_restored_folder(core: Core, tmp_path: Path) -> None:
    async def lost(machine: str, seen: Seen | None) -> LostTail | None:
        return await core.database.write(lambda connection: lost_at_start(connection, core.thread, machine, seen))

    witness = Witness(tmp_path / "state", core.keys.identity.id)
    tip = await core.database.read(core.thread.tip)
    assert tip is not None
    assert witness.recall() is None
    witness.note(tip.incarnation, tip.seq, tip.hash)
    here = witness.recall()
    assert here == Seen(tip.incarnation, tip.seq, tip.hash)

    assert await lost("this", here) is None
    assert await lost("this", Seen(tip.incarnation, tip.seq + 5, b"h" * 32)) == LostTail("backup", tip.seq + 5)
    assert await lost("other", here) == LostTail("copied", tip.seq)
    assert await lost("other", here) is None
