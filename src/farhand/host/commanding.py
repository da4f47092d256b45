"""Carries out what a person asks, from any device or the local socket, inside the caller's transaction."""

from collections.abc import Sequence
from typing import assert_never

from farhand.attention import seen
from farhand.attention import store as attention
from farhand.attention.passkeys.guarding import Guarding
from farhand.clock import Clock
from farhand.database import Connection
from farhand.devices.access import Access
from farhand.errors import Conflict, Refused
from farhand.host.approving import Approving
from farhand.host.budgeting import GO_ON, STOP, Budgeting
from farhand.host.change_asks import ask, explain
from farhand.host.commenting import Commenting
from farhand.host.concluding import Concluding
from farhand.host.control_api import ApprovalAnswer
from farhand.host.editing import Editing
from farhand.host.effects import Effect, LookAtChanges, LookAtQueue, OpenWorkspaces, StopRun, TellAnswers, TellNotices
from farhand.host.intake import NO_TRUST, TRUST, Intake
from farhand.host.opening import ask_to_open
from farhand.host.parking import Parking
from farhand.host.permitting import Permitting, refuse_unprotected
from farhand.host.push_asks import PushAsks
from farhand.host.unsticking import Unsticking
from farhand.ids import DeviceId
from farhand.power.switch import Switch
from farhand.sayings.outcomes import STOPPED_BEFORE_CHECKS
from farhand.sayings.tasks import ANSWERED
from farhand.tasks import permissions, projects, queue_store, quota_store, rechecks, spending, store
from farhand.tasks.moving import Moving
from farhand.tasks.projects import Project
from farhand.tasks.queue import PAUSED
from farhand.tasks.task import ACTIVE, ENDED, IllegalTransition, Queued, Resumed, StopAsked, Task, can_resume
from farhand.thread.thread import Thread
from farhand.wire.attention_events import NoticesRead, QuestionClosed
from farhand.wire.commands import (
    AnswerApproval,
    AnswerQuestion,
    AnyCommand,
    CancelTask,
    ConfirmTask,
    EditTask,
    ExplainDiscard,
    KeepDevice,
    MoveTask,
    OpenWorkspace,
    PauseQueue,
    ReadNotices,
    RemoveRule,
    RenameDevice,
    ResumeTask,
    SendMessage,
    SetKeepAwake,
    SetPreset,
    SetPush,
    SettleChange,
    TryPush,
    UnpairDevice,
    UnstickTask,
)
from farhand.wire.comment_commands import RemoveComment, SendComments, WriteComment
from farhand.wire.passkeys import AddPasskey, RemovePasskey, SetDemand, WithPasskey
from farhand.wire.run_events import Outcome
from farhand.wire.task_events import QueueChanged, TaskState, WaitReason

LOCAL = "local"


class Commanding:
    """Every command but a message; each method raises a FarhandError and then has changed nothing."""

    def __init__(
        self,
        thread: Thread,
        moving: Moving,
        concluding: Concluding,
        budgeting: Budgeting,
        intake: Intake,
        access: Access,
        approving: Approving,
        commenting: Commenting,
        parking: Parking,
        permitting: Permitting,
        push_asks: PushAsks,
        guarding: Guarding,
        keep_awake: Switch,
        clock: Clock,
    ) -> None:
        self._thread = thread
        self._moving = moving
        self._concluding = concluding
        self._budgeting = budgeting
        self._intake = intake
        self._access = access
        self._approving = approving
        self._commenting = commenting
        self._parking = parking
        self.permitting = permitting
        self._push_asks = push_asks
        self._guarding = guarding
        self.keep_awake = keep_awake
        self._clock = clock
        self._unsticking = Unsticking(thread, moving, clock)
        self._editing = Editing(thread, moving, intake, clock)

    def carry_out(  # noqa: C901, PLR0911, PLR0912  # one line for each command
        self, connection: Connection, command: AnyCommand, origin: str, *, by_passkey: bool = False
    ) -> tuple[Effect, ...]:
        """Carry out a command; return what is to happen after the commit."""
        match command:
            case SendMessage() | WithPasskey():
                raise Conflict("a message is taken in, not carried out; of a passkey, what it vouches for is")
            case CancelTask():
                return self.cancel(connection, store.get(connection, command.task), origin)
            case EditTask():
                self._editing.edit(connection, command, origin)
                return (LookAtQueue(), TellNotices())
            case MoveTask():
                self._editing.move(connection, command, origin)
                return (LookAtQueue(),)
            case ResumeTask():
                return self.resume(connection, store.get(connection, command.task), origin)
            case ConfirmTask():
                return self.confirm(connection, store.get(connection, command.task), origin, go=command.go)
            case UnstickTask():
                return self._unsticking.unstick(connection, command, origin)
            case AnswerApproval():
                return self._approving.answer(connection, command, origin)
            case AnswerQuestion():
                return self.answer_question(connection, command.question, command.answers, origin)
            case SettleChange():
                task = store.get(connection, command.task)
                ask(connection, self._thread, task, command.act, origin, self._clock.now_ms(), command.given)
                return (LookAtChanges(),)
            case ExplainDiscard():
                task = store.get(connection, command.task)
                explain(connection, self._thread, task, command.why, origin, self._clock.now_ms(), command.words)
            case OpenWorkspace():
                task = store.get(connection, command.task)
                ask_to_open(connection, self._thread, task, origin, self._clock.now_ms())
                return (OpenWorkspaces(),)
            case WriteComment():
                self._commenting.write(connection, command, origin)
            case RemoveComment():
                self._commenting.remove(connection, command, origin)
            case SendComments():
                self._commenting.send(connection, store.get(connection, command.task), origin)
                return (LookAtQueue(), TellNotices())
            case PauseQueue():
                return self.pause_queue(connection, origin, paused=command.paused)
            case SetPreset(preset=preset):
                project = projects.resolve(connection, command.project)
                return self.permitting.set_preset(connection, project, preset, origin)
            case RemoveRule():
                return self.permitting.take_back(connection, permissions.resolve(connection, command.rule), origin)
            case SetKeepAwake(on=on):
                self.keep_awake.turn(connection, origin, on=on)
            case UnpairDevice():
                self._access.ask_to_remove(connection, command.device, by=DeviceId(origin), at_once=by_passkey)
            case KeepDevice():
                self._access.keep(connection, command.device, origin=origin)
            case RenameDevice():
                self._access.rename(connection, command.device, command.name, origin=origin)
            case ReadNotices():
                self.read_notices(connection, command.seq, origin, command.also)
            case SetPush() | TryPush():
                return self._push_asks.carry_out(connection, command, DeviceId(origin))
            case AddPasskey() | RemovePasskey() | SetDemand():
                self._guarding.carry_out(connection, command, DeviceId(origin))
            case _:
                assert_never(command)
        return ()

    def cancel(self, connection: Connection, task: Task, origin: str) -> tuple[Effect, ...]:
        """Stop a task: at once when nothing runs, else by stopping its run; a task that has ended is left alone."""
        if task.state in ACTIVE:
            self._moving.move(connection, task, StopAsked(), origin=origin)
            return (StopRun(task.id),)
        if task.state not in ENDED and rechecks.find(connection, task.id) is not None:
            stopped = Outcome(code="cancelled", headline=STOPPED_BEFORE_CHECKS)
            self._concluding.conclude(connection, task, TaskState.CANCELLED, stopped, origin=origin)
            return (LookAtQueue(), TellNotices())
        try:
            cancelled = self._moving.move(connection, task, StopAsked(), origin=origin)
        except IllegalTransition as error:
            raise Conflict(f"task {task.number} has already ended: {task.state}") from error
        outcome = Outcome(code="cancelled", headline=cancelled.words)
        self._concluding.tell(connection, cancelled, outcome, origin=origin)
        return (LookAtQueue(), TellNotices())

    def resume(self, connection: Connection, task: Task, origin: str) -> tuple[Effect, ...]:
        """Go on with a task that failed, was interrupted, or waits for a limit to be over."""
        if not can_resume(task.state, task.reason):
            raise Conflict(f"task {task.number} is {task.state}; only one that failed, stopped or waits can go on")
        quota_store.forget_waits(connection, task.id)
        quota_store.lift(connection)
        if task.deadline is not None:
            spending.let_pass(connection, task.id, task.deadline)
        self._moving.move(connection, task, Resumed(), origin=origin)
        return (LookAtQueue(),)

    def confirm(self, connection: Connection, task: Task, origin: str, *, go: bool) -> tuple[Effect, ...]:
        """Answer whether an old message should still become work, or a task may spend another budget's worth."""
        if task.state is not TaskState.WAITING or task.reason is not WaitReason.CONFIRM:
            raise Conflict(f"task {task.number} does not wait for a yes")
        for each in attention.open_questions(connection, task.id):
            if each.asked.about == "budget":
                return self.answer_question(connection, each.id, (GO_ON if go else STOP,), origin)
        if not go:
            return self.cancel(connection, task, origin)
        if task.generation:
            self._moving.move(connection, task, Queued(), origin=origin)
        else:
            self._intake.admit(connection, task)
        return (LookAtQueue(), TellNotices())

    def pause_queue(self, connection: Connection, origin: str, *, paused: bool) -> tuple[Effect, ...]:
        """Start nothing from now on, or start work again; what runs goes on."""
        if queue_store.set_paused(connection, paused=paused):
            words = PAUSED if paused else "the queue goes on"
            changed = QueueChanged(at=self._clock.now_ms(), origin=origin, paused=paused, words=words)
            self._thread.append(connection, changed)
        return (LookAtQueue(),)

    def answer_approval(
        self, connection: Connection, approval_id: str, answer: ApprovalAnswer, origin: str
    ) -> tuple[Effect, ...]:
        """Answer the approval as it stands now: what a person at the host's own terminal means."""
        approval = attention.find_approval(connection, approval_id)
        if approval is None:
            raise Conflict("there is no such approval")
        named = AnswerApproval(
            made_at=self._clock.now_ms(),
            approval=approval.id,
            action_hash=approval.action_hash,
            generation=approval.generation,
            **dict(answer),
        )
        return self._approving.answer(connection, named, origin)

    def answer_question(
        self, connection: Connection, question_id: str, answers: tuple[str, ...], origin: str
    ) -> tuple[Effect, ...]:
        """Answer a question of Farhand's own, or of a run."""
        question = attention.find_question(connection, question_id)
        if question is None:
            raise Conflict("there is no such question")
        task = store.get(connection, question.task)
        if not answers:
            raise Refused("an answer is needed", hint="choose one of the options")
        if not attention.answer_question(connection, question.id, answers):
            raise Conflict(f"it was already answered: {question.state}")
        self._thread.append(
            connection,
            QuestionClosed(at=self._clock.now_ms(), origin=origin, question=question.id, task=task.id, answers=answers),
        )
        if question.run is not None:
            goes_on = self._parking.go_on(connection, task, ANSWERED)
            return (TellAnswers(question.run, question.id, answers), *goes_on)
        if question.asked.about == "budget":
            return self._budgeting.answer(connection, task, " ".join(answers), origin)
        if question.asked.about == "clarity":
            self._editing.clarify(connection, task, " ".join(answers), origin)
        elif question.asked.about == "project":
            self._intake.choose_project(connection, task, projects.resolve(connection, answers[0]))
        elif task.project is not None:
            project = projects.find(connection, task.project)
            if project is not None and answers[0] in {
                TRUST,
                NO_TRUST,
                *(each.label for each in question.asked.options),
            }:
                yes = answers[0] in {TRUST, question.asked.options[0].label}
                self.trust(connection, project, origin, trusted=yes)
            self._moving.move(connection, task, Queued())
        return (LookAtQueue(), TellNotices())

    def trust(self, connection: Connection, project: Project, origin: str, *, trusted: bool) -> tuple[Effect, ...]:
        """Note whether a project's own hooks may load, and go on with every task that waited to know; raises Refused.

        It holds for always, which a device on plain http cannot grant.
        """
        if trusted:
            refuse_unprotected(connection, origin, "let a project's own hooks load")
        projects.set_trust(connection, project.id, "trusted" if trusted else "untrusted")
        self.permitting.tell(connection, origin)
        answers = (TRUST if trusted else NO_TRUST,)
        for question in attention.open_questions(connection):
            task = store.get(connection, question.task)
            if question.run is None and question.asked.about == "trust" and task.project == project.id:
                attention.answer_question(connection, question.id, answers)
                closed = QuestionClosed(
                    at=self._clock.now_ms(), origin=origin, question=question.id, task=task.id, answers=answers
                )
                self._thread.append(connection, closed)
                self._moving.move(connection, task, Queued())
        return (LookAtQueue(),)

    def read_notices(self, connection: Connection, seq: int, origin: str, also: Sequence[str] = ()) -> None:
        """Note that notices were seen: all up to a seq, and some beyond it."""
        if news := seen.mark(connection, seq, also):
            now_ms = self._clock.now_ms()
            self._thread.append(connection, NoticesRead(at=now_ms, origin=origin, seq=news.seq, also=news.also))
