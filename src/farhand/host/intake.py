"""From a message to its tasks: recorded, routed, and queued or made to wait with a reason; one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from farhand.attention import store as attention
from farhand.attention.notices import Notices
from farhand.clock import Clock
from farhand.database import Connection
from farhand.errors import Conflict, UsageError
from farhand.host.concluding import Concluding
from farhand.host.creating import Creating, Job, Place, jobs_of, one_task
from farhand.ids import MessageId, ProjectId, QuestionId, RandomBytes, TaskId, new_id
from farhand.routing.route import Known, project_of
from farhand.sayings import notices, outcomes, questions
from farhand.sayings import tasks as said
from farhand.tasks import attachments, dependencies, projects, store
from farhand.tasks.budget import NO_WISH, Wish
from farhand.tasks.moving import Moving
from farhand.tasks.projects import Project
from farhand.tasks.task import ENDED, MustWait, ProjectChosen, Queued, Task
from farhand.thread.thread import Thread
from farhand.wire.attention_events import QuestionAsked, QuestionOption
from farhand.wire.blob import Manifest
from farhand.wire.run_events import Outcome
from farhand.wire.task_events import CommandProof, MessageReceived, Priority, TaskState, Ticket, WaitReason

TRUST, NO_TRUST = "trust", "no"
AS_IT_IS = QuestionOption(label=questions.AS_IT_IS, detail=questions.AGENT_LOOKS, value="as it is")
NOT_DONE = {
    TaskState.FAILED: outcomes.FAILED,
    TaskState.CANCELLED: outcomes.WAS_CANCELLED,
    TaskState.INTERRUPTED: outcomes.WAS_INTERRUPTED,
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it arrives, from a device or the local socket. `late` is why it should not fire unasked.

    `is_one_task`: Farhand put it together, and nothing that its text quotes makes steps, checks or further tasks of it.
    """

    message: MessageId
    text: str
    origin: str
    project: ProjectId | None = None
    follows: TaskId | None = None
    after: tuple[TaskId, ...] = ()
    then: tuple[str, ...] = ()
    priority: Priority = "normal"
    checks: tuple[str, ...] = ()
    checks_only: bool = False
    ticket: Ticket | None = None
    best_of: int | None = None
    wish: Wish = NO_WISH
    attachments: tuple[Manifest, ...] = ()
    proof: CommandProof | None = None
    late: str | None = None
    is_one_task: bool = False


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
        self._creating = Creating(thread, clock, random)

    def receive(self, connection: Connection, incoming: Incoming) -> tuple[int, Task]:
        """Record a message and its tasks, all or none; return the seq of its receipt and the first task.

        Raises NotFound, UsageError, and Conflict where the message's id is taken.
        """
        if store.of_message(connection, incoming.message):
            raise Conflict("another message has this id", hint="send it again under an id of its own")
        if incoming.is_one_task:
            jobs: Sequence[Job] = (one_task(incoming.text),)
        else:
            jobs = jobs_of(
                incoming.text, incoming.then, incoming.checks, incoming.ticket, checks_only=incoming.checks_only
            )
        if incoming.attachments and any(part.kind == "command" for job in jobs for part in job.parts):
            raise UsageError("a command takes no files", hint="say in words what is to be done with them")
        followed = store.get(connection, incoming.follows) if incoming.follows else None
        before = tuple(store.get(connection, each) for each in incoming.after)
        seq = self._record(connection, incoming)
        attachments.save(connection, incoming.message, incoming.attachments)
        taken = [self._take_in(connection, incoming, job, followed, before) for job in jobs]
        return seq, taken[0]

    def _take_in(
        self, connection: Connection, incoming: Incoming, job: Job, followed: Task | None, before: tuple[Task, ...]
    ) -> Task:
        project = self._project(connection, incoming.project, job.text, (followed, *before))
        if followed is None and project is not None and job.continues:
            followed = store.newest_in_project(connection, project.id)
        place = Place(
            message=incoming.message,
            said=incoming.text,
            origin=incoming.origin,
            priority=incoming.priority,
            best_of=incoming.best_of,
            wish=incoming.wish,
            project=project.id if project else None,
            follows=followed,
            after=tuple(each.id for each in before),
        )
        task, *later = self._creating.create(connection, job, place)
        for each in later:
            self._moving.move(connection, each, MustWait(WaitReason.DEPENDENCY, said.WAITS_STEP_BEFORE))
        if incoming.late:
            self._notices.post(connection, "question", notices.task_still_wanted(task.title), incoming.late, task.id)
            return self._moving.move(connection, task, MustWait(WaitReason.CONFIRM, incoming.late))
        for each in before:
            if each.state in ENDED and each.state is not TaskState.DONE:
                return self.ask_anyway(connection, task, each)
        if job.is_vague and followed is None and not incoming.attachments:
            text, options = questions.UNCLEAR, (AS_IT_IS,)
            return self._ask(connection, task, WaitReason.ANSWER, "clarity", text, options, takes_own_words=True)
        return self.admit(connection, task)

    def admit(self, connection: Connection, task: Task) -> Task:
        """Queue a task, or make it wait for what it still needs: other tasks, a project, a word about its hooks."""
        before = (store.get(connection, each) for each in dependencies.of(connection, task.id))
        if going := tuple(str(each.number) for each in before if each.state not in ENDED):
            return self._moving.move(connection, task, MustWait(WaitReason.DEPENDENCY, said.waits_until_done(going)))
        project = projects.find(connection, task.project) if task.project else None
        if project is None:
            return self._without_project(connection, task)
        if task.kind == "agent" and project.trust == "unknown" and self._has_hooks(project.path):
            text = questions.load_hooks(project.name)
            options = (
                QuestionOption(label=questions.LOAD_THEM, detail=questions.TRUST_FOLDER, value=TRUST),
                QuestionOption(label=questions.WITHOUT_THEM, detail=questions.STILL_READ, value=NO_TRUST),
            )
            return self._ask(connection, task, WaitReason.ANSWER, "trust", text, options)
        return self._moving.move(connection, task, Queued())

    def ask_anyway(self, connection: Connection, task: Task, before: Task) -> Task:
        """Ask whether a task should run though one that it comes after is not done."""
        words = said.run_anyway(before.number, NOT_DONE[before.state])
        self._notices.post(connection, "question", notices.task_still_wanted(task.title), words, task.id)
        return self._moving.move(connection, task, MustWait(WaitReason.CONFIRM, words))

    def _without_project(self, connection: Connection, task: Task) -> Task:
        known = projects.every(connection)
        if known:
            options = tuple(QuestionOption(label=each.name, detail=str(each.path), value=each.id) for each in known)
            return self._ask(connection, task, WaitReason.PROJECT, "project", questions.WHICH_PROJECT, options)
        outcome = Outcome(
            code="no_project",
            headline=outcomes.NO_PROJECT,
            hint=outcomes.ADD_PROJECT,
        )
        return self._concluding.conclude(connection, task, TaskState.FAILED, outcome)

    def choose_project(self, connection: Connection, task: Task, project: Project) -> Task:
        """Go on with a task whose project was asked for."""
        return self.admit(connection, self._moving.move(connection, task, ProjectChosen(project.id)))

    def meant(self, connection: Connection, text: str) -> Project | None:
        """Return the one project that a text can mean."""
        known = tuple(Known(each.id, each.name, str(each.path)) for each in projects.every(connection))
        found = project_of(text, known)
        return projects.find(connection, found.id) if found else None

    def _project(
        self, connection: Connection, named: ProjectId | None, text: str, others: tuple[Task | None, ...]
    ) -> Project | None:
        if named:
            return projects.resolve(connection, named)
        for each in others:
            if each is not None and each.project is not None:
                return projects.find(connection, each.project)
        return self.meant(connection, text)

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
                then=incoming.then or None,
                ticket=incoming.ticket,
                attachments=incoming.attachments,
                proof=incoming.proof,
            ),
        )
        return record.seq

    def _ask(
        self,
        connection: Connection,
        task: Task,
        reason: WaitReason,
        about: str,
        text: str,
        options: tuple[QuestionOption, ...],
        *,
        takes_own_words: bool = False,
    ) -> Task:
        asked = QuestionAsked.model_validate(
            {
                "at": self._clock.now_ms(),
                "question": QuestionId(new_id(self._random)),
                "task": task.id,
                "about": about,
                "text": text,
                "options": options,
                "own_words": takes_own_words,
            }
        )
        waiting = self._moving.move(connection, task, MustWait(reason, text))
        attention.open_question(connection, asked, None)
        self._thread.append(connection, asked)
        self._notices.post(connection, "question", notices.task_asks(task.title), text, task.id, asked=asked.question)
        return waiting
