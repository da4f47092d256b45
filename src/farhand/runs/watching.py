"""What a runner's events mean for the thread. Pure: the host stores and sends what is returned here."""

from dataclasses import dataclass, replace

from farhand.runs.attaching import Gone
from farhand.runs.protocol import (
    AnswerAsked,
    ChangeMade,
    CheckEndedInRun,
    CheckStarted,
    Ended,
    FromRunner,
    LeaveAsked,
    SessionOpened,
    Started,
    StepTaken,
    Withdrawn,
    WorkspaceReady,
)
from farhand.runs.store import Run, RunState
from farhand.wire.events import (
    ApprovalAsked,
    ApprovalClosed,
    ChangeReady,
    CheckEnded,
    Event,
    Outcome,
    QuestionAsked,
    QuestionClosed,
    QuestionOption,
    RunStarted,
    RunStep,
    StepKind,
    TaskState,
)


@dataclass(frozen=True, slots=True)
class Watched:
    """A run as far as it was read: what it still asks, and the size of its change, which the outcome tells."""

    run: Run
    approvals: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    files: int = 0
    added: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What follows from an event: the run as it is then, what the thread is told, and the end, if it is that.

    `diff_path` goes with a ChangeReady whose diff is still to be sealed and stored.
    """

    watched: Watched
    events: tuple[Event, ...] = ()
    end: tuple[TaskState, Outcome] | None = None
    diff_path: str | None = None


def tell(watched: Watched, event: FromRunner | Gone, now_ms: int) -> Told:  # noqa: C901, PLR0911  # an arm per event
    """Return what an event means; what only matters at the moment means nothing here."""
    task, run = watched.run.task, watched.run.run
    match event:
        case Started():
            return Told(_to(watched, RunState.WORKING, pid=event.pid))
        case WorkspaceReady():
            return Told(_to(watched, RunState.WORKING), _workspace_events(watched.run, event))
        case SessionOpened():
            return Told(_to(watched, RunState.WORKING, session=event.session))
        case StepTaken():
            step = RunStep(
                at=event.at, task=task, run=run, step=event.step, kind=event.kind, title=event.title,
                detail=event.detail, state=event.state,
            )  # fmt: skip
            return Told(watched, (step,))
        case LeaveAsked() | AnswerAsked():
            return _asked(watched, event)
        case Withdrawn():
            return answered(watched, event.id, now_ms)
        case CheckStarted():
            return Told(_to(watched, RunState.CHECKING))
        case CheckEndedInRun():
            return Told(watched, (CheckEnded(at=event.at, task=task, run=run, check=event.check),))
        case ChangeMade():
            change = ChangeReady(
                at=event.at, task=task, run=run, branch=event.branch, base=event.base, head=event.head,
                files=event.files, added=event.added, removed=event.removed,
            )  # fmt: skip
            sized = replace(watched, files=len(event.files), added=event.added, removed=event.removed)
            return Told(sized, (change,), diff_path=event.diff_path)
        case Ended():
            return Told(_to(watched, RunState.ENDED), end=(TaskState(event.state), _outcome(watched, event)))
        case Gone():
            return Told(_to(watched, RunState.ENDED), end=(TaskState.INTERRUPTED, _lost(watched)))
        case _:
            return Told(watched)


def answered(watched: Watched, asked: str, now_ms: int) -> Told:
    """Return what follows when something asked needs no answer any more."""
    task = watched.run.task
    if asked in watched.approvals:
        closed: Event = ApprovalClosed(at=now_ms, approval=asked, task=task, verdict="withdrawn")
    elif asked in watched.questions:
        closed = QuestionClosed(at=now_ms, question=asked, task=task, withdrawn=True)
    else:
        return Told(watched)
    return Told(without(watched, asked), (closed,))


def without(watched: Watched, asked: str) -> Watched:
    """Return the run once something asked is answered: it works on when nothing else is open."""
    approvals, questions = watched.approvals - {asked}, watched.questions - {asked}
    state = watched.run.state if approvals or questions else RunState.WORKING
    return replace(watched, run=replace(watched.run, state=state), approvals=approvals, questions=questions)


def _to(watched: Watched, state: RunState, *, pid: int | None = None, session: str | None = None) -> Watched:
    run = watched.run
    return replace(
        watched, run=replace(run, state=state, pid=run.pid if pid is None else pid, session=session or run.session)
    )


def _workspace_events(run: Run, event: WorkspaceReady) -> tuple[Event, ...]:
    started = RunStarted(
        at=event.at, task=run.task, run=run.run, generation=run.generation, agent=run.agent, branch=event.branch,
        base=event.base, resumed=run.session is not None,
    )  # fmt: skip
    words = [f"brought along: {', '.join(event.brought)}"] if event.brought else []
    if event.note:
        words.append(event.note)
    if not words:
        return (started,)
    step = RunStep(
        at=event.at, task=run.task, run=run.run, step="workspace", kind=StepKind.SETUP, title="Workspace",
        detail="; ".join(words),
    )  # fmt: skip
    return (started, step)


def _asked(watched: Watched, event: LeaveAsked | AnswerAsked) -> Told:
    run, parked = watched.run, _to(watched, RunState.PARKED)
    if isinstance(event, LeaveAsked):
        approval = ApprovalAsked(
            at=event.at, approval=event.approval, task=run.task, run=run.run, generation=run.generation,
            tool=event.tool, title=event.title, exact=event.exact, why=event.why, action_hash=event.action_hash,
        )  # fmt: skip
        return Told(replace(parked, approvals=watched.approvals | {event.approval}), (approval,))
    options = tuple(QuestionOption(label=each.label, detail=each.detail) for each in event.options)
    question = QuestionAsked(
        at=event.at, question=event.question, task=run.task, about="agent", text=event.text, options=options,
        many=event.many, own_words=True,
    )  # fmt: skip
    return Told(replace(parked, questions=watched.questions | {event.question}), (question,))


def _outcome(watched: Watched, event: Ended) -> Outcome:
    return Outcome(
        code=event.code, headline=event.headline, summary=event.summary, hint=event.hint, verified=event.verified,
        checks=event.checks, files=watched.files, added=watched.added, removed=watched.removed,
        seconds=event.seconds, cost_usd=event.cost_usd, denied=event.denied, exit=event.exit, output=event.output,
    )  # fmt: skip


def _lost(watched: Watched) -> Outcome:
    return Outcome(
        code="interrupted",
        headline="the run was cut off: its runner is gone",
        hint="resume it: the agent's session and its workspace are kept",
        files=watched.files,
        added=watched.added,
        removed=watched.removed,
    )
