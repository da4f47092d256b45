"""Mail from devices: carried out once, or refused in words; never silent, never twice."""

from dataclasses import replace
from pathlib import Path

import pytest

from farhand.attention import seen
from farhand.attention import store as attention
from farhand.devices.access import UNPROTECTED_MS
from farhand.host.effects import StopRun, TellVerdict
from farhand.ids import ApprovalId, RunId, new_id
from farhand.tasks.task import Claimed, Parked, Task
from farhand.thread import store as thread_store
from farhand.wire.attention_events import ApprovalAsked, ApprovalClosed
from farhand.wire.command import TTL_MS
from farhand.wire.commands import (
    MAX_TEXT,
    AnswerApproval,
    CancelTask,
    ReadNotices,
    ResumeTask,
    SendMessage,
    UnpairDevice,
)
from farhand.wire.envelope import Envelope
from farhand.wire.relay import AccessList, Cursor
from farhand.wire.task_events import CommandAccepted, CommandRefused, MessageReceived, TaskState, WaitReason
from tests.host.core import Core, Phone, known_devices


def message(core: Core, text: str = "Fix the login") -> SendMessage:
    return SendMessage(made_at=core.clock.now_ms(), text=text)


@pytest.fixture
async def paired(core: Core, phone: Phone, tmp_path: Path) -> Phone:
    await core.add_project(tmp_path / "site")
    await core.pair(phone)
    return phone


async def parked(core: Core, phone: Phone) -> tuple[Task, ApprovalAsked]:
    await core.receiving.receive([core.seal(phone, message(core))], None)
    (queued,) = await core.tasks()
    asked = ApprovalAsked(
        at=1, approval=ApprovalId(new_id()), task=queued.id, run=RunId(new_id()), generation=1, tool="Bash",
        title="run npm install", exact="npm install", action_hash=b"h" * 32,
    )  # fmt: skip
    running = await core.database.write(lambda connection: core.moving.move(connection, queued, Claimed(1)))
    await core.database.write(lambda connection: attention.open_approval(connection, asked))
    task = await core.database.write(
        lambda connection: core.moving.move(connection, running, Parked(WaitReason.APPROVAL, "may it?"))
    )
    return task, asked


async def test_a_message_becomes_one_task_however_often_it_arrives(core: Core, paired: Phone) -> None:
    envelope = core.seal(paired, message(core))

    await core.receiving.receive([envelope, envelope], Cursor(log=new_id(), mseq=2))
    await core.receiving.receive([envelope], None)

    (received,) = await core.of(MessageReceived)
    assert (received.message, received.origin) == (envelope.header.id, paired.id)
    assert len(await core.tasks()) == 1


async def test_the_cursor_is_kept_with_the_mail(core: Core, paired: Phone) -> None:
    cursor = Cursor(log=new_id(), mseq=7)

    await core.receiving.receive([core.seal(paired, message(core))], cursor)

    assert await core.database.read(lambda connection: thread_store.cursor_of(connection, "up")) == cursor


async def test_the_devices_own_signature_is_kept_for_audit(core: Core, paired: Phone) -> None:
    envelope = core.seal(paired, message(core))
    await core.receiving.receive([envelope], None)

    (received,) = await core.of(MessageReceived)
    assert received.proof is not None
    assert received.proof.header == envelope.header_bytes


@pytest.mark.usefixtures("paired")
async def test_a_device_that_is_not_paired_is_refused_and_changes_nothing(core: Core) -> None:
    stranger = Phone()
    envelope = core.seal(stranger, message(core))

    before = len(await core.events())

    await core.receiving.receive([envelope, envelope], None)

    assert len(await core.events()) == before
    assert await core.tasks() == ()
    assert [each.raw for each in await core.database.read(thread_store.quarantined)] == [envelope.raw] * 2


async def test_mail_queued_by_a_device_that_is_unpaired_meanwhile_is_refused(core: Core, paired: Phone) -> None:
    envelope = core.seal(paired, message(core))
    await core.database.write(lambda connection: core.access.remove(connection, paired.id, origin="local"))

    await core.receiving.receive([envelope], None)

    assert await core.of(MessageReceived) == []
    assert await core.tasks() == ()


def altered(envelope: Envelope) -> Envelope:
    return Envelope(envelope.header, envelope.header_bytes, envelope.payload[:-1] + bytes([envelope.payload[-1] ^ 1]))


async def test_mail_that_does_not_open_is_kept_aside_and_answered(core: Core, paired: Phone) -> None:
    envelope = altered(core.seal(paired, message(core)))

    await core.receiving.receive([envelope], None)

    (refused,) = await core.of(CommandRefused)
    (kept,) = await core.database.read(thread_store.quarantined)
    assert (refused.code, kept.raw) == ("unopenable", envelope.raw)


async def test_a_member_cannot_speak_in_anothers_name(core: Core, paired: Phone) -> None:
    other = Phone(name="Tablet")
    await core.pair(other)
    impostor = replace(other, identity=replace(other.identity, id=paired.id))

    await core.receiving.receive([core.seal(impostor, message(core))], None)

    assert [each.code for each in await core.of(CommandRefused)] == ["bad_signature"]
    assert await core.tasks() == ()


async def test_a_spoilt_copy_does_not_keep_the_true_message_out(core: Core, paired: Phone) -> None:
    envelope = core.seal(paired, message(core))

    await core.receiving.receive([altered(envelope), envelope], None)

    assert [each.message for each in await core.of(MessageReceived)] == [envelope.header.id]


async def test_a_command_of_a_later_version_is_answered_with_what_to_do(core: Core, paired: Phone) -> None:
    later = CancelTask.model_construct(type="task.teleport", made_at=1, task=new_id())

    await core.receiving.receive([core.seal(paired, later)], None)

    (refused,) = await core.of(CommandRefused)
    assert (refused.code, refused.hint) == ("unknown_command", "update Farhand here")


async def test_a_message_that_is_too_long_is_answered_as_that(core: Core, paired: Phone) -> None:
    long = SendMessage.model_construct(type="message.send", made_at=1, text="x" * (MAX_TEXT + 1))

    await core.receiving.receive([core.seal(paired, long)], None)

    assert [each.code for each in await core.of(CommandRefused)] == ["too_long"]
    assert await core.tasks() == ()


async def test_an_old_message_waits_for_a_yes(core: Core, paired: Phone) -> None:
    envelope = core.seal(paired, message(core))
    core.clock.advance(TTL_MS + 1)

    await core.receiving.receive([envelope], None)

    (task,) = await core.tasks()
    assert (task.state, task.reason) == (TaskState.WAITING, WaitReason.CONFIRM)
    await core.database.write(lambda connection: core.commanding.confirm(connection, task, "local", go=True))
    assert (await core.tasks())[0].state is TaskState.QUEUED


async def test_age_is_judged_in_the_hosts_time(core: Core, paired: Phone) -> None:
    behind = core.clock.now_ms() - 2 * TTL_MS  # a phone whose clock is two days slow, and knows it
    wrong_clock = SendMessage(made_at=behind, offset_ms=2 * TTL_MS, text="Fix the login")

    await core.receiving.receive([core.seal(paired, wrong_clock)], None)

    assert (await core.tasks())[0].state is TaskState.QUEUED


async def test_an_old_order_to_go_on_is_refused(core: Core, paired: Phone) -> None:
    envelope = core.seal(paired, ResumeTask(made_at=core.clock.now_ms(), task=new_id()))
    core.clock.advance(TTL_MS + 1)

    await core.receiving.receive([envelope], None)

    assert [each.code for each in await core.of(CommandRefused)] == ["refused"]


async def test_the_first_answer_to_an_approval_wins(core: Core, paired: Phone) -> None:
    other = Phone(name="Tablet")
    await core.pair(other)
    task, asked = await parked(core, paired)
    core.effects.clear()
    allow = AnswerApproval(
        made_at=core.clock.now_ms(), approval=asked.approval, action_hash=b"h" * 32, generation=1, verdict="allow"
    )
    deny = allow.model_copy(update={"verdict": "deny"})

    await core.receiving.receive([core.seal(paired, allow), core.seal(other, deny)], None)

    assert core.effects == [TellVerdict(RunId(asked.run), ApprovalId(asked.approval), b"h" * 32, allow=True)]
    assert [(each.verdict, each.origin) for each in await core.of(ApprovalClosed)] == [("allowed", paired.id)]
    assert [each.code for each in await core.of(CommandRefused)] == ["conflict"]
    assert (await core.tasks())[0].reason is None
    assert task.reason is WaitReason.APPROVAL


@pytest.mark.parametrize("wrong", [{"action_hash": b"x" * 32}, {"generation": 2}])
async def test_an_answer_that_names_another_action_reaches_nothing(
    core: Core, paired: Phone, wrong: dict[str, object]
) -> None:
    _, asked = await parked(core, paired)
    core.effects.clear()
    answer = AnswerApproval(
        made_at=core.clock.now_ms(), approval=asked.approval, action_hash=b"h" * 32, generation=1, verdict="allow"
    ).model_copy(update=wrong)

    await core.receiving.receive([core.seal(paired, answer)], None)

    assert core.effects == []
    assert [each.code for each in await core.of(CommandRefused)] == ["refused"]


async def test_a_refused_command_leaves_nothing_behind(core: Core, paired: Phone) -> None:
    await core.receiving.receive([core.seal(paired, CancelTask(made_at=1, task=new_id()))], None)

    assert [each.code for each in await core.of(CommandRefused)] == ["not_found"]
    assert await core.of(CommandAccepted) == []


async def test_a_cancel_is_carried_out_and_receipted(core: Core, paired: Phone) -> None:
    task, _ = await parked(core, paired)
    core.effects.clear()

    await core.receiving.receive([core.seal(paired, CancelTask(made_at=core.clock.now_ms(), task=task.id))], None)

    assert core.effects == [StopRun(task.id)]
    assert [each.what for each in await core.of(CommandAccepted)] == ["task.cancel"]


@pytest.mark.usefixtures("paired")
async def test_a_device_on_plain_http_is_asked_about_again_after_a_day(core: Core) -> None:
    plain = Phone(name="Plain")
    await core.pair(plain, unprotected=True)
    core.clock.advance(UNPROTECTED_MS + 1)

    await core.receiving.receive([core.seal(plain, message(core))], None)
    assert [each.code for each in await core.of(CommandRefused)] == ["ask_again"]

    await core.database.write(lambda connection: core.access.allow_unprotected(connection, plain.id))
    await core.receiving.receive([core.seal(plain, message(core))], None)
    assert len(await core.tasks()) == 1


async def test_a_device_on_plain_http_cannot_unpair_others(core: Core, paired: Phone) -> None:
    plain = Phone(name="Plain")
    await core.pair(plain, unprotected=True)
    unpair = UnpairDevice(made_at=core.clock.now_ms(), device=paired.id)

    await core.receiving.receive([core.seal(plain, unpair)], None)

    assert [each.code for each in await core.of(CommandRefused)] == ["refused"]
    assert paired.name in await known_devices(core)


async def test_a_device_unpairs_itself_at_once_and_another_after_time_to_object(core: Core, paired: Phone) -> None:
    other = Phone(name="Tablet")
    await core.pair(other)
    await core.receiving.receive([core.seal(paired, UnpairDevice(made_at=core.clock.now_ms(), device=other.id))], None)
    assert "Tablet" in await known_devices(core)

    core.clock.advance(601_000)
    await core.database.write(core.access.sweep)
    assert "Tablet" not in await known_devices(core)

    await core.receiving.receive([core.seal(paired, UnpairDevice(made_at=core.clock.now_ms(), device=paired.id))], None)
    assert await known_devices(core) == []
    versions = [AccessList.model_validate_json(each.body).version for each in core.lists]
    assert versions == sorted(set(versions))


async def test_an_id_that_another_device_used_is_refused_and_holds_nothing_back(core: Core, paired: Phone) -> None:
    other = Phone(name="Tablet")
    await core.pair(other)
    first = core.seal(paired, message(core))
    taken, honest = core.seal(other, message(core), first.header.id), core.seal(other, message(core, "Honest"))

    await core.receiving.receive([first, taken, honest], None)

    assert [each.code for each in await core.of(CommandRefused)] == ["conflict"]
    assert [task.text for task in await core.tasks()] == ["Honest", "Fix the login"]


async def test_mail_that_breaks_the_host_is_refused_and_holds_nothing_back(
    core: Core, paired: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise OverflowError

    monkeypatch.setattr(core.commanding, "carry_out", break_down)
    breaking = core.seal(paired, CancelTask(made_at=core.clock.now_ms(), task=new_id()))

    await core.receiving.receive([breaking, core.seal(paired, message(core))], None)

    assert [each.code for each in await core.of(CommandRefused)] == ["broken"]
    assert len(await core.tasks()) == 1


async def test_nobody_has_seen_notices_that_are_not_there_yet(core: Core, paired: Phone) -> None:
    await core.receiving.receive([core.seal(paired, ReadNotices(made_at=core.clock.now_ms(), seq=2**70))], None)

    assert await core.of(CommandRefused) == []
    assert await core.database.read(seen.up_to) == 0


async def test_a_message_of_blanks_is_refused(core: Core, paired: Phone) -> None:
    await core.receiving.receive([core.seal(paired, message(core, " \n"))], None)

    assert [each.code for each in await core.of(CommandRefused)] == ["usage"]
    assert await core.tasks() == ()


@pytest.mark.usefixtures("paired")
async def test_a_device_on_plain_http_can_always_unpair_itself(core: Core) -> None:
    plain = Phone(name="Plain")
    await core.pair(plain, unprotected=True)
    core.clock.advance(UNPROTECTED_MS + 1)

    await core.receiving.receive([core.seal(plain, UnpairDevice(made_at=core.clock.now_ms(), device=plain.id))], None)

    assert "Plain" not in await known_devices(core)
