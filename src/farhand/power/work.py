"""For which work a computer is kept awake: one pure rule over the tasks as they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from farhand.wire.task_events import TaskState, WaitReason

TELL_MS = 60 * 1000  # after an end: its outcome has to leave the computer before that may sleep
START_MS = 2 * 60 * 1000  # what is queued for longer waits for what runs, which counts itself, or for a person
WAIT_MS = 6 * 60 * 60 * 1000  # limits of models last up to five hours; a budget that is over until tomorrow is no work


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rule asks of a task."""

    state: TaskState
    reason: WaitReason | None
    deadline: int | None
    changed_at: int


def has_work(tasks: Iterable[Standing], *, paused: bool, now_ms: int) -> bool:
    """Return whether the computer should stay awake for any of these tasks."""
    return any(is_work(task, paused=paused, now_ms=now_ms) for task in tasks)


def is_work(task: Standing, *, paused: bool, now_ms: int) -> bool:
    """Return whether a task needs the computer awake.

    A run that waits for a person counts, because its agent is held for no longer than the setting `hold_minutes`;
    once it is put away the task is `waiting`, and the computer may sleep until the answer.
    """
    age_ms = now_ms - task.changed_at
    match task.state:
        case TaskState.RUNNING | TaskState.CHECKING:
            return True
        case TaskState.RECEIVED:
            return age_ms < START_MS
        case TaskState.QUEUED:
            return not paused and age_ms < START_MS
        case TaskState.WAITING:
            goes_on = task.deadline if task.reason is WaitReason.QUOTA else None
            return goes_on is not None and goes_on - now_ms < WAIT_MS
        case TaskState.DONE | TaskState.FAILED | TaskState.CANCELLED | TaskState.INTERRUPTED:
            return age_ms < TELL_MS
