"""Notes that a task's branch holds another attempt: its change, its session and its outcome count from then on."""

from farhand.database import Connection
from farhand.tasks import attempts_store, chains
from farhand.tasks.attempts import Attempt
from farhand.tasks.chains import Chain
from farhand.tasks.task import Task
from farhand.thread.thread import Thread


def take(connection: Connection, thread: Thread, task: Task, chain: Chain, taken: Attempt, at_ms: int) -> None:
    """Note it in the caller's transaction, once git shows it."""
    for each in attempts_store.of_task(connection, task.id):
        is_chosen = each.number == taken.number
        if is_chosen != each.is_chosen:
            changed = each.with_chosen(is_chosen)
            attempts_store.save(connection, changed)
            thread.append(connection, changed.to_event(at_ms))
    if taken.change is not None:
        thread.append(connection, taken.change.model_copy(update={"at": at_ms, "branch": chain.branch}))
    if taken.session is not None:
        chains.set_session(connection, task.root, taken.session)
