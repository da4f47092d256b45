"""From a message to a task: recorded, routed, and queued or made to wait with a reason; one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from farhand.attention import store as attention
from farhand.attention.notices import Notices
from farhand.clock import Clock
from farhand.database import Connection
from farhand.errors import Conflict, UsageError
from farhand.host.concluding import Concluding
from farhand.ids import MessageId, ProjectId, QuestionId, RandomBytes, TaskId, new_id
from farhand.routing.complexity import estimate
from farhand.routing.route import Known, Route, project_of, route
from farhand.routing.ticket import verify_of
from farhand.tasks import attempts_store, projects, store, tickets
from farhand.tasks.moving import Moving
from farhand.tasks.projects import Project
from farhand.tasks.task import ENDED, MustWait, ProjectChosen, Queued, Task
from farhand.tasks.title import title_of
from farhand.thread.thread import Thread
from farhand.wire.attention_events import QuestionAsked, QuestionOption
from farhand.wire.blob import Manifest
from farhand.wire.run_events import Outcome
from farhand.wire.task_events import CommandProof, MessageReceived, Priority, TaskCreated, TaskState, Verify, WaitReason

TRUST, NO_TRUST = "trust", "no"
NOT_DONE = {
    TaskState.FAILED: "failed",
    TaskState.CANCELLED: "was cancelled",
    TaskState.INTERRUPTED: "was interrupted",
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it arrives, from a device or the local socket. `late` is why it should not fire unasked."""

    message: MessageId
    text: str
    origin: str
    project: ProjectId | None = None
    follows: TaskId | None = None
    after: TaskId | None = None
    priority: Priority = "normal"
    checks: tuple[str, ...] = ()
    checks_only: bool = False
    best_of: int | None = None
    attachments: tuple[Manifest, ...] = ()
    proof: CommandProof | None = None
    late: str | None = None


class Intake:
    """Takes messages in."""

    def __init__(
        self,
        thread: Thread,
        moving: Moving,
        concluding: Concluding,
        notices: Notices,
        has_hooks: Callable[[Path], bool],
        clock: Clock,
        random: RandomBytes,
    ) -> None:
        self._thread = thread
        self._moving = moving
        self._concluding = concluding
        self._notices = notices
        self._has_hooks = has_hooks
        self._clock = clock
        self._random = random

    def receive(self, connection: Connection, incoming: Incoming) -> tuple[int, Task]:
        """Record a message and its task; return the seq of its receipt and the task.

        Raises NotFound, UsageError, and Conflict where the message's id is taken.
        """
        if store.find_by_message(connection, incoming.message) is not None:
            raise Conflict("another message has this id", hint="send it again under an id of its own")
        known = tuple(Known(each.id, each.name, str(each.path)) for each in projects.every(connection))
        routed = route(incoming.text)
        if not routed.text:
            raise UsageError("the message is empty", hint="say what is to be done")
        followed = store.get(connection, incoming.follows) if incoming.follows else None
        before = store.get(connection, incoming.after) if incoming.after else None
        project = self._project(connection, incoming, followed or before, known)
        if followed is None and project is not None and routed.continues:
            followed = store.newest_in_project(connection, project.id)
        seq = self._record(connection, incoming)
        task = self._create(connection, incoming, routed, project, followed)
        if incoming.late:
            task = self._moving.move(connection, task, MustWait(WaitReason.CONFIRM, incoming.late))
            self._notices.post(connection, "question", f"{task.title}: still wanted?", incoming.late, task.id)
            return seq, task
        if before is not None and before.state in ENDED and before.state is not TaskState.DONE:
            return seq, self._ask_anyway(connection, task, before)
        return seq, self.admit(connection, task)

    def admit(self, connection: Connection, task: Task) -> Task:
        """Queue a task, or make it wait for what it still needs: another task, a project, a word about its hooks."""
        before = store.find(connection, task.after) if task.after else None
        if before is not None and before.state not in ENDED:
            words = f"waits until task {before.number} is done"
            return self._moving.move(connection, task, MustWait(WaitReason.DEPENDENCY, words))
        project = projects.find(connection, task.project) if task.project else None
        if project is None:
            return self._without_project(connection, task)
        if task.kind == "agent" and project.trust == "unknown" and self._has_hooks(project.path):
            text = f"`{project.name}` carries hooks or tool servers of its own, which the agent would run. Load them?"
            options = (
                QuestionOption(label="Load them", detail="you trust everything in this folder", value=TRUST),
                QuestionOption(label="Work without them", detail="its CLAUDE.md is still read", value=NO_TRUST),
            )
            return self._ask(connection, task, WaitReason.ANSWER, "trust", text, options)
        return self._moving.move(connection, task, Queued())

    def release(self, connection: Connection, ended: Task) -> None:
        """Go on with what waited for a task that has ended; where it is not done, a person is asked."""
        for task in store.dependents(connection, ended.id):
            if ended.state is TaskState.DONE:
                self.admit(connection, task)
            else:
                self._ask_anyway(connection, task, ended)

    def _ask_anyway(self, connection: Connection, task: Task, before: Task) -> Task:
        words = f"task {before.number} comes before this one and {NOT_DONE[before.state]}; should it still run?"
        self._notices.post(connection, "question", f"{task.title}: still wanted?", words, task.id)
        return self._moving.move(connection, task, MustWait(WaitReason.CONFIRM, words))

    def _without_project(self, connection: Connection, task: Task) -> Task:
        known = projects.every(connection)
        if known:
            options = tuple(QuestionOption(label=each.name, detail=str(each.path), value=each.id) for each in known)
            return self._ask(connection, task, WaitReason.PROJECT, "project", "Which project is this about?", options)
        outcome = Outcome(
            code="no_project",
            headline="no project is known on this computer",
            hint="run `farhand up --project DIR`, or `farhand projects add DIR`, then send it again",
        )
        return self._concluding.conclude(connection, task, TaskState.FAILED, outcome)

    def choose_project(self, connection: Connection, task: Task, project: Project) -> Task:
        """Go on with a task whose project was asked for."""
        return self.admit(connection, self._moving.move(connection, task, ProjectChosen(project.id)))

    def _project(
        self, connection: Connection, incoming: Incoming, named: Task | None, known: tuple[Known, ...]
    ) -> Project | None:
        if incoming.project:
            return projects.resolve(connection, incoming.project)
        if named is not None and named.project is not None:
            return projects.find(connection, named.project)
        meant = project_of(incoming.text, known)
        return projects.find(connection, meant.id) if meant else None

    def _record(self, connection: Connection, incoming: Incoming) -> int:
        (record,) = self._thread.append(
            connection,
            MessageReceived(
                at=self._clock.now_ms(),
                origin=incoming.origin,
                message=incoming.message,
                text=incoming.text,
                project=incoming.project,
                follows=incoming.follows,
                attachments=incoming.attachments,
                proof=incoming.proof,
            ),
        )
        return record.seq

    def _create(
        self, connection: Connection, incoming: Incoming, routed: Route, project: Project | None, followed: Task | None
    ) -> Task:
        now = self._clock.now_ms()
        task_id = TaskId(new_id(self._random))
        continued = followed if routed.kind == "agent" else None
        verify = _verify(incoming, routed)
        task = Task(
            id=task_id,
            number=store.next_number(connection),
            message=incoming.message,
            kind=routed.kind,
            title=title_of(routed.text),
            text=routed.text,
            root=continued.root if continued else task_id,
            created_at=now,
            changed_at=now,
            project=project.id if project else None,
            follows=continued.id if continued else None,
            after=incoming.after,
            priority=incoming.priority,
        )
        store.save(connection, task)
        tickets.save(connection, task.id, verify)
        if incoming.best_of is not None:
            attempts_store.want(connection, task.id, incoming.best_of)
        self._thread.append(
            connection,
            TaskCreated(
                at=now,
                origin=incoming.origin,
                task=task.id,
                number=task.number,
                message=task.message,
                title=task.title,
                kind=task.kind,
                project=task.project,
                follows=task.follows,
                after=task.after,
                priority=None if task.priority == "normal" else task.priority,
                verify=None if verify == Verify() else verify,
                estimate=estimate(task.text) if task.kind == "agent" else None,
            ),
        )
        return task

    def _ask(
        self,
        connection: Connection,
        task: Task,
        reason: WaitReason,
        about: str,
        text: str,
        options: tuple[QuestionOption, ...],
    ) -> Task:
        asked = QuestionAsked.model_validate(
            {
                "at": self._clock.now_ms(),
                "question": QuestionId(new_id(self._random)),
                "task": task.id,
                "about": about,
                "text": text,
                "options": options,
            }
        )
        waiting = self._moving.move(connection, task, MustWait(reason, text))
        attention.open_question(connection, asked, None)
        self._thread.append(connection, asked)
        self._notices.post(connection, "question", f"{task.title}: a question", text, task.id)
        return waiting


def _verify(incoming: Incoming, routed: Route) -> Verify:
    """Return the checks of a ticket: those that came beside the text, and those that it names."""
    if routed.kind == "command":
        if incoming.checks:
            raise UsageError(
                "a command is its own check", hint="send what is to be done in words, or leave the check out"
            )
        return Verify()
    said = verify_of(routed.text)
    commands = tuple(dict.fromkeys((*incoming.checks, *said.commands)))
    is_only = bool(commands) and (incoming.checks_only or said.is_only)
    return said.model_copy(update={"commands": commands, "is_only": is_only})
