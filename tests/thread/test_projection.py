from farhand.crypto import chain
from farhand.crypto.chain import Tip
from farhand.crypto.identity import Identity
from farhand.ids import Incarnation, new_id
from farhand.thread.projection import Projection, event_of
from farhand.wire.attention_events import ApprovalAsked, ApprovalClosed, NoticePosted, NoticesRead
from farhand.wire.events import AnyEvent
from farhand.wire.record import Record
from farhand.wire.run_events import (
    CheckEnded,
    CheckResult,
    CheckStatus,
    Outcome,
    RunStarted,
    RunStep,
    StepKind,
    TaskEnded,
)
from farhand.wire.task_events import MessageReceived, TaskChanged, TaskCreated, TaskState, WaitReason

HOST = Identity.from_seed(bytes(32))
TASK, RUN, MESSAGE = new_id(), new_id(), new_id()


def records_of(*events: AnyEvent) -> list[Record]:
    tip = Tip.genesis(Incarnation(new_id()))
    records: list[Record] = []
    for event in events:
        record, tip = chain.append(
            tip, HOST, incarnation=tip.incarnation, id=new_id(), type=event.type, body=event.to_json()
        )
        records.append(record)
    return records


CREATED = TaskCreated(at=2, task=TASK, number=1, message=MESSAGE, title="Limit /api", kind="agent")


def step(name: str, state: str) -> RunStep:
    return RunStep.model_validate(
        {"at": 5, "task": TASK, "run": RUN, "step": name, "kind": StepKind.EDIT, "title": name, "state": state}
    )


def test_a_task_is_followed_from_message_to_outcome() -> None:
    check = CheckResult(command="npm test", source="found", status=CheckStatus.PASSED, seconds=1)
    seen = Projection.of(
        records_of(
            MessageReceived(at=1, message=MESSAGE, text="limit it"),
            CREATED,
            TaskChanged(at=3, task=TASK, state=TaskState.RUNNING),
            RunStarted(at=4, task=TASK, run=RUN, generation=1, agent="claude-code", branch="farhand/limit"),
            step("a", "going"),
            step("b", "ok"),
            step("a", "ok"),
            CheckEnded(at=6, task=TASK, run=RUN, check=check),
            TaskEnded(
                at=7, task=TASK, run=RUN, state=TaskState.DONE, outcome=Outcome(code="done", headline="3 files changed")
            ),
        )
    )
    task = seen.tasks[TASK]
    assert (task.state, task.words, task.ended_at) == (TaskState.DONE, "3 files changed", 7)
    assert [(each.step, each.state) for each in task.steps] == [("a", "ok"), ("b", "ok")]
    assert task.checks == (check,)
    assert task.branch == "farhand/limit"
    assert not task.can_stop
    assert seen.messages[MESSAGE].text == "limit it"


def test_a_task_that_goes_on_has_no_outcome_any_more() -> None:
    ended = TaskEnded(at=3, task=TASK, state=TaskState.FAILED, outcome=Outcome(code="check_failed", headline="red"))
    seen = Projection.of(records_of(CREATED, ended, TaskChanged(at=4, task=TASK, state=TaskState.QUEUED)))
    assert seen.tasks[TASK].outcome is None
    assert seen.tasks[TASK].ended_at is None
    assert seen.tasks[TASK].can_stop


def test_a_task_that_waits_for_a_yes_can_be_confirmed() -> None:
    waits = TaskChanged(at=3, task=TASK, state=TaskState.WAITING, reason=WaitReason.CONFIRM)
    assert Projection.of(records_of(CREATED, waits)).tasks[TASK].can_confirm


def test_an_approval_is_open_until_it_is_closed() -> None:
    asked = ApprovalAsked(
        at=3,
        approval=new_id(),
        task=TASK,
        run=RUN,
        generation=1,
        tool="Bash",
        title="run",
        exact="npm i",
        action_hash=bytes(32),
    )
    closed = ApprovalClosed(at=4, approval=asked.approval, task=TASK, verdict="allowed")
    assert list(Projection.of(records_of(asked)).approvals) == [asked.approval]
    assert not Projection.of(records_of(asked, closed)).approvals


def test_notices_are_unread_until_a_person_read_that_far() -> None:
    notices = [NoticePosted(at=1, notice=new_id(), kind="outcome", title="done") for _ in range(3)]
    assert Projection.of(records_of(*notices, NoticesRead(at=2, seq=2))).unread == 1
    assert Projection.of(records_of(*notices, NoticesRead(at=2, seq=1, also=(notices[2].notice,)))).unread == 1


def test_an_unknown_event_is_skipped_and_a_repeated_record_changes_nothing() -> None:
    tip = Tip.genesis(Incarnation(new_id()))
    record, _ = chain.append(
        tip, HOST, incarnation=tip.incarnation, id=new_id(), type="task.praised", body=b'{"type":"task.praised"}'
    )
    seen = Projection.of([record, record])
    assert seen.seq == 1
    assert event_of(record) is None
