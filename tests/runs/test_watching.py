"""What a runner's events mean for the thread."""

from dataclasses import replace

import pytest

from farhand.ids import RunId, TaskId, new_id
from farhand.runs.attaching import Gone
from farhand.runs.protocol import (
    AgentEnded,
    AnswerAsked,
    ChangeMade,
    CheckEndedInRun,
    CheckStarted,
    Choice,
    Ended,
    FromRunner,
    LeaveAsked,
    Printing,
    SessionOpened,
    Started,
    StepTaken,
    Withdrawn,
    WorkspaceReady,
    Writing,
)
from farhand.runs.store import Run, RunState
from farhand.runs.watching import Watched, tell, without
from farhand.wire.events import (
    ApprovalAsked,
    ApprovalClosed,
    ChangedFile,
    ChangeReady,
    CheckEnded,
    CheckResult,
    CheckStatus,
    QuestionAsked,
    QuestionClosed,
    RunStarted,
    RunStep,
    StepKind,
    TaskState,
)

RUN, TASK, ASKED = RunId(new_id()), TaskId(new_id()), new_id()
START = Watched(
    Run(RUN, TASK, 3, RunState.STARTING, "claude-code", "/w", "farhand/t", None, None, None, 0, 1)
)  # fmt: skip
CHECK = CheckResult(command="c", source="found", status=CheckStatus.PASSED, seconds=1)
LEAVE = LeaveAsked(run=RUN, at=1, approval=ASKED, tool="Bash", title="Run", exact="ls", action_hash=b"h")
QUESTION = AnswerAsked(run=RUN, at=1, question=ASKED, text="Which?", options=(Choice(label="a", detail="b"),))
STEP = StepTaken(run=RUN, at=1, step="s", kind=StepKind.EDIT, title="Edit a")


@pytest.mark.parametrize(
    ("event", "state", "told"),
    [
        (Started(run=RUN, at=1, pid=9), RunState.WORKING, []),
        (WorkspaceReady(run=RUN, at=1, path="/w", branch="b", base="c"), RunState.WORKING, [RunStarted]),
        (
            WorkspaceReady(run=RUN, at=1, path="/w", branch="b", base="c", brought=(".venv",), note="n"),
            RunState.WORKING,
            [RunStarted, RunStep],
        ),
        (SessionOpened(run=RUN, at=1, session="s", resumed=False), RunState.WORKING, []),
        (STEP, RunState.STARTING, [RunStep]),
        (Writing(run=RUN, at=1, text="t"), RunState.STARTING, []),
        (Printing(run=RUN, at=1, text="t"), RunState.STARTING, []),
        (LEAVE, RunState.PARKED, [ApprovalAsked]),
        (QUESTION, RunState.PARKED, [QuestionAsked]),
        (Withdrawn(run=RUN, at=1, id=ASKED), RunState.STARTING, []),
        (AgentEnded(run=RUN, at=1, summary="s"), RunState.STARTING, []),
        (CheckStarted(run=RUN, at=1, command="c"), RunState.CHECKING, []),
        (CheckEndedInRun(run=RUN, at=1, check=CHECK), RunState.STARTING, [CheckEnded]),
        (
            ChangeMade(run=RUN, at=1, branch="b", base="c", head="d", files=(), added=1, removed=2, diff_path="/d"),
            RunState.STARTING,
            [ChangeReady],
        ),
    ],
)
def test_each_event_moves_the_run_and_tells_the_thread(event: FromRunner, state: RunState, told: list[type]) -> None:
    found = tell(START, event, 5)
    assert found.watched.run.state is state
    assert [type(each) for each in found.events] == told
    assert found.end is None


def test_process_and_session_are_kept() -> None:
    watched = tell(START, Started(run=RUN, at=1, pid=9), 5).watched
    watched = tell(watched, SessionOpened(run=RUN, at=1, session="s", resumed=False), 5).watched
    assert (watched.run.pid, watched.run.session) == (9, "s")


@pytest.mark.parametrize(("event", "closed"), [(LEAVE, ApprovalClosed), (QUESTION, QuestionClosed)])
def test_what_is_withdrawn_is_closed_once(event: FromRunner, closed: type) -> None:
    parked = tell(START, event, 5).watched
    found = tell(parked, Withdrawn(run=RUN, at=2, id=ASKED), 6)
    assert [type(each) for each in found.events] == [closed]
    assert found.watched.run.state is RunState.WORKING
    assert tell(found.watched, Withdrawn(run=RUN, at=2, id=ASKED), 6).events == ()


def test_a_run_stays_parked_while_anything_is_open() -> None:
    both = tell(START, LEAVE, 5).watched
    both = replace(both, questions=frozenset({"q"}))
    assert without(both, ASKED).run.state is RunState.PARKED
    assert without(without(both, ASKED), "q").run.state is RunState.WORKING


def test_the_outcome_carries_the_size_of_the_change() -> None:
    files = (ChangedFile(path="a", status="added"),)
    change = ChangeMade(run=RUN, at=1, branch="b", base="c", head="d", files=files, added=4, removed=2, diff_path="/d")
    changed = tell(START, change, 5)
    assert changed.diff_path == "/d"
    ended = Ended(run=RUN, at=2, state="done", code="done", headline="h", verified=True, checks=(CHECK,), seconds=3)
    found = tell(changed.watched, ended, 6)
    assert found.end is not None
    state, outcome = found.end
    assert state is TaskState.DONE
    assert (outcome.files, outcome.added, outcome.removed, outcome.verified) == (1, 4, 2, True)
    assert found.watched.run.state is RunState.ENDED


def test_a_runner_that_is_gone_leaves_an_interrupted_task() -> None:
    found = tell(START, Gone(4), 6)
    assert found.end is not None
    assert (found.end[0], found.end[1].code) == (TaskState.INTERRUPTED, "interrupted")
    assert found.end[1].hint
