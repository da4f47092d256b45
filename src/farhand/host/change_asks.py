"""Whether a change may be settled as asked, and the note that it is wanted: in the caller's transaction."""

from farhand.changes import store as changes
from farhand.changes.state import OPEN, settle
from farhand.changes.store import Wanted
from farhand.database import Connection
from farhand.errors import Conflict, Refused, UsageError
from farhand.tasks import chains, rechecks, store
from farhand.tasks.task import ACTIVE, ENDED, Task
from farhand.thread.projection import Projection, TaskSeen
from farhand.thread.thread import Thread
from farhand.wire.change_events import ChangeReady, ChangeState, DiscardExplained, DiscardReason
from farhand.wire.commands import ChangeAct
from farhand.workspaces import removals


def ask(  # one wish, and where it came from
    connection: Connection, thread: Thread, task: Task, act: ChangeAct, origin: str, now_ms: int, given: str = ""
) -> None:
    """Note what a person wants done with a task's change; raises Conflict or Refused, and then has noted nothing."""
    change = seen(connection, thread, task).change
    if change is None or chains.find(connection, task.root) is None:
        raise Conflict(f"task {task.number} has changed nothing")
    if not change.branch:
        raise Refused("the agent worked in the project's folder itself: there is no branch to settle")
    chain = store.in_chain(connection, task.root)
    for each in chain:
        if each.state in ACTIVE:
            raise Conflict(f"task {each.number} is {each.state} on this branch", hint="wait until it ends, or stop it")
        if each.state not in ENDED and rechecks.find(connection, each.id) is not None:
            hint = f"wait until they ended, or `farhand cancel {each.number}`"
            raise Conflict(f"the checks of task {each.number} are to run again on this branch", hint=hint)
    if removals.is_going(connection, task.root):
        raise Conflict("its workspace is being removed right now", hint="wait a moment, then try again")
    settle(state_of(connection, task, change), act)
    later = [each for each in chain if each.number > task.number]
    _refuse_built_upon(connection, thread, act, later)
    if not changes.want(connection, Wanted(task.root, task.id, act, origin, None, now_ms, given)):
        raise Conflict("something is being done with this change right now", hint="wait a moment, then try again")


def explain(
    connection: Connection,
    thread: Thread,
    task: Task,
    why: DiscardReason,
    origin: str,
    now_ms: int,
    words: str = "",
) -> None:
    """Tell why a person discarded a task's change and those that went with it; raises Conflict where it is not so.

    Raises UsageError where the reason is another and not said.
    """
    said = words.strip()
    if why is DiscardReason.OTHER and not said:
        raise UsageError("say in your own words why it was discarded")
    change = seen(connection, thread, task).change
    if change is None or state_of(connection, task, change) is not ChangeState.DISCARDED:
        raise Conflict(f"the change of task {task.number} is not discarded", hint="`farhand discard` drops it")
    together = covered(connection, thread, task, ChangeAct.RESTORE)
    thread.append(
        connection,
        *(DiscardExplained(at=now_ms, origin=origin, task=each.id, why=why, words=said) for each in together),
    )


def seen(connection: Connection, thread: Thread, task: Task) -> TaskSeen:
    """Return a task as the thread tells it."""
    return Projection.of(thread.about(connection, task.id)).tasks[task.id]


def state_of(connection: Connection, task: Task, change: ChangeReady) -> ChangeState:
    """Return what a task's change is; one that a later run made is pending again."""
    settled = changes.find(connection, task.id)
    return ChangeState.PENDING if settled is None or change.at > settled.at else settled.state


def covered(connection: Connection, thread: Thread, task: Task, act: ChangeAct) -> tuple[Task, ...]:
    """Return the tasks whose changes are settled with this one's, oldest first: those that share its commits."""
    settled = changes.find(connection, task.id)
    found: list[Task] = []
    for each in store.in_chain(connection, task.root):
        change = seen(connection, thread, each).change
        if change is None or each.number > task.number:
            continue
        if act in {ChangeAct.REVERT, ChangeAct.RESTORE}:
            other = changes.find(connection, each.id)
            if settled is not None and other is not None and (other.state, other.at) == (settled.state, settled.at):
                found.append(each)
        elif state_of(connection, each, change) in OPEN:
            found.append(each)
    return tuple(found)


def _refuse_built_upon(connection: Connection, thread: Thread, act: ChangeAct, later: list[Task]) -> None:
    for each in later:
        change = seen(connection, thread, each).change
        if change is None:
            continue
        state = state_of(connection, each, change)
        if act is ChangeAct.REVERT and state is ChangeState.APPLIED:
            raise Conflict(f"task {each.number} was applied on top of it", hint=f"revert task {each.number} first")
        if act not in {ChangeAct.REVERT, ChangeAct.RESTORE} and state in OPEN:
            raise Conflict(
                f"task {each.number} went on with this change", hint=f"do it with task {each.number}: it holds both"
            )
