"""Changes and moves tasks that have not begun, in the caller's transaction: a run that was claimed first wins."""

from dataclasses import replace

from farhand.attention import store as attention
from farhand.clock import Clock
from farhand.database import Connection
from farhand.errors import Conflict
from farhand.host.intake import AS_IT_IS, Intake
from farhand.routing.clarity import clarified
from farhand.routing.route import route
from farhand.routing.ticket import verify_of
from farhand.sayings.tasks import LOOKED_AT_ANEW
from farhand.tasks import dependencies, ordering, projects, queue_store, steps, store, tickets
from farhand.tasks.moving import Moving
from farhand.tasks.task import ENDED, MustWait, Task
from farhand.tasks.title import title_of
from farhand.thread.thread import Thread
from farhand.wire.attention_events import QuestionClosed
from farhand.wire.commands import EditTask, MoveTask
from farhand.wire.task_events import Place, TaskEdited, TaskState, WaitReason


class Editing:
    """What a person may still change; each method raises a FarhandError and then has changed nothing."""

    def __init__(self, thread: Thread, moving: Moving, intake: Intake, clock: Clock) -> None:
        self._thread = thread
        self._moving = moving
        self._intake = intake
        self._clock = clock

    def edit(self, connection: Connection, command: EditTask, origin: str) -> None:
        """Change a task that has not begun, and look anew at what it waits for."""
        task = _not_begun(connection, command.task)
        changed = replace(task, priority=command.priority or task.priority)
        said: list[str] = [f"priority {command.priority}"] if command.priority else []
        if command.text is not None:
            changed = self._with_text(connection, changed, command.text)
            said.append("its text")
        if command.project is not None:
            changed = _in_project(connection, changed, command.project)
            said.append("its project")
        if command.after is not None:
            changed = self._after(connection, changed, command)
            said.append("what it comes after")
        if not said:
            raise Conflict(
                "nothing is to be changed", hint="give a text, a priority, a project, or what it comes after"
            )
        store.edit(connection, changed)
        self._tell(connection, changed, f"changed: {', '.join(said)}", origin)
        is_clear_now = command.text is not None and any(
            each.asked.about == "clarity" for each in attention.open_questions(connection, task.id)
        )
        if command.project is not None or command.after is not None or is_clear_now:
            self._look_anew(connection, changed)

    def clarify(self, connection: Connection, task: Task, words: str, origin: str) -> None:
        """Go on with a task that was asked about what it is, with what a person said of it."""
        if words not in (AS_IT_IS.value, AS_IT_IS.label):
            task = self._with_text(connection, task, clarified(task.text, words))
            meant = self._intake.meant(connection, words)
            if task.project is None and meant is not None:
                task = replace(task, project=meant.id)
            store.edit(connection, task)
            self._tell(connection, task, "says what it is about", origin)
        self._look_anew(connection, task)

    def move(self, connection: Connection, command: MoveTask, origin: str) -> None:
        """Put a queued task elsewhere among those of its project."""
        task = _not_begun(connection, command.task)
        if (command.other is None) != (command.spot in {"top", "bottom"}):
            raise Conflict("say before or after which task, or top or bottom")
        queued = {
            each.id: each
            for each in queue_store.entries(connection)
            if each.state is TaskState.QUEUED and each.project == task.project
        }
        other = store.get(connection, command.other) if command.other else None
        for each in (task, other):
            if each is not None and each.id not in queued:
                where = "its project" if each is task else "the same project"
                raise Conflict(f"task {each.number} is not queued in {where}", hint="only what is queued has an order")
        beside = queued[other.id] if other else None
        moved = ordering.reorder(tuple(queued.values()), queued[task.id], command.spot, beside).values()
        for entry in moved:
            ordering.save(connection, entry)
        words = f"moved {command.spot} task {other.number}" if other else f"moved to the {command.spot}"
        places = tuple(Place(task=each.id, place=each.place, priority=each.priority) for each in moved)
        self._tell(connection, store.get(connection, task.id), words, origin, places)

    def _with_text(self, connection: Connection, task: Task, text: str) -> Task:
        routed = route(text)
        if task.kind == "verify":
            raise Conflict(f"task {task.number} only runs checks", hint="cancel it, and send what you want instead")
        if routed.kind != task.kind or not routed.text:
            raise Conflict("a task cannot become a command, nor a command a task", hint="cancel it, and send it anew")
        step = steps.find(connection, task.id)
        if task.kind == "agent" and (step is None or step.role == "work"):
            tickets.save(connection, task.id, verify_of(routed.text))
        return replace(task, title=title_of(routed.text), text=routed.text)

    def _after(self, connection: Connection, task: Task, command: EditTask) -> Task:
        before = tuple(store.get(connection, each).id for each in command.after or ())
        if steps.find(connection, task.id) is not None:
            raise Conflict(f"task {task.number} is a step: it comes after the step before it")
        dependencies.refuse_cycle(dependencies.edges(connection), task.id, before)
        dependencies.save(connection, task.id, before)
        return replace(task, after=before[0] if before else None)

    def _look_anew(self, connection: Connection, task: Task) -> None:
        """Ask no more which project, and wait for what there is to wait for now."""
        for question in attention.open_questions(connection, task.id):
            attention.withdraw_question(connection, question.id)
            closed = QuestionClosed(at=self._clock.now_ms(), question=question.id, task=task.id, withdrawn=True)
            self._thread.append(connection, closed)
        if task.reason is not WaitReason.CONFIRM:
            waits = MustWait(WaitReason.DEPENDENCY, LOOKED_AT_ANEW)
            self._intake.admit(connection, self._moving.move(connection, task, waits))

    def _tell(
        self, connection: Connection, task: Task, words: str, origin: str, places: tuple[Place, ...] = ()
    ) -> None:
        event = TaskEdited(
            at=self._clock.now_ms(),
            origin=origin,
            task=task.id,
            words=words,
            title=task.title,
            text=task.text,
            project=task.project,
            priority=task.priority,
            after=dependencies.of(connection, task.id),
            verify=tickets.find(connection, task.id),
            places=places,
        )
        self._thread.append(connection, event)


def _not_begun(connection: Connection, reference: str) -> Task:
    task = store.get(connection, reference)
    if task.generation or task.state in ENDED:
        how = "has ended" if task.state in ENDED else "has begun"
        raise Conflict(f"task {task.number} {how}: it can no longer be changed", hint="send a follow-up instead")
    return task


def _in_project(connection: Connection, task: Task, reference: str) -> Task:
    project = projects.resolve(connection, reference)
    if len(store.in_chain(connection, task.root)) > 1:
        raise Conflict(f"task {task.number} shares its workspace with others: its project cannot be changed")
    return replace(task, project=project.id)
