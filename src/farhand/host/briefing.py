"""What a runner is told of its run: the spec, from what the database knows of the task."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from farhand.database import Connection
from farhand.host.budgeting import Budgeting
from farhand.host.change_asks import seen
from farhand.host.inputs import Inputs
from farhand.host.parking import decided_for
from farhand.host.prompts import answers_prompt, go_on_prompt
from farhand.routing.ticket import leave_alone_of
from farhand.runs import store as runs
from farhand.runs.spec import RunSpec
from farhand.runs.store import Run
from farhand.tasks import attempts_store, rechecks, steps, store, tickets
from farhand.tasks.attempts import fresh_prompt
from farhand.tasks.budget import SECONDS_A_MINUTE
from farhand.tasks.chains import Chain
from farhand.tasks.permissions import permissions_of
from farhand.tasks.plan import is_checked_later
from farhand.tasks.projects import Project
from farhand.tasks.task import Task
from farhand.thread.thread import Thread
from farhand.wire.run_events import CheckResult
from farhand.wire.task_events import TaskStep


class Briefing:
    """Makes specs, each from one look at the database."""

    def __init__(
        self, thread: Thread, budgeting: Budgeting, inputs: Inputs, environment: Mapping[str, str], hold_s: float
    ) -> None:
        self._thread = thread
        self._budgeting = budgeting
        self._inputs = inputs
        self._environment = environment
        self._hold_s = hold_s

    def to_spec(
        self, connection: Connection, task: Task, run: Run, project: Project, chain: Chain, inputs: Sequence[Path]
    ) -> RunSpec:
        """Return the spec of a task's run; `inputs` are the files that came with its messages."""
        decided, answered = decided_for(connection, task)
        asked = _asked(connection, task)
        prompt = go_on_prompt(task.text) if chain.session and task.generation > 1 else task.text
        step = steps.find(connection, task.id)
        left = self._budgeting.left(connection, task)
        spec = RunSpec(
            run=run.run,
            task=task.id,
            generation=run.generation,
            number=task.number,
            title=task.title,
            kind="recheck" if rechecks.find(connection, task.id) is not None else task.kind,
            prompt=prompt + answers_prompt(decided, answered),
            agent=run.agent,
            project=str(project.path),
            project_name=project.name,
            trusted=project.trust == "trusted",
            verify=tickets.find(connection, task.id),
            is_checked_later=is_checked_later(step),
            failing=self._failing(connection, task, step),
            leave_alone=tuple(words for text in asked for words in leave_alone_of(text)),
            branch=run.branch,
            workspace=run.workspace,
            session=chain.session,
            environment=dict(self._environment),
            inputs_folder=str(self._inputs.folder(task.root)),
            inputs=tuple(map(str, inputs)),
            permissions=permissions_of(connection, task),
            decided=decided,
            answered=answered,
            hold_s=self._hold_s,
            left_s=None if left.minutes is None else left.minutes * SECONDS_A_MINUTE,
            left_usd=left.usd,
        )
        return _to_fresh(connection, task, run, spec) if run.attempt else spec

    def _failing(self, connection: Connection, task: Task, step: TaskStep | None) -> tuple[CheckResult, ...]:
        if step is None or step.role != "fix" or task.after is None:
            return ()
        told = seen(connection, self._thread, store.get(connection, task.after)).outcome
        return told.checks if told else ()


def _asked(connection: Connection, task: Task) -> tuple[str, ...]:
    """Return what was asked for along the chain, the task's own last."""
    return tuple(each.text for each in store.in_chain(connection, task.root) if each.number <= task.number)


def _to_fresh(connection: Connection, task: Task, run: Run, spec: RunSpec) -> RunSpec:
    """Return the spec of a fresh attempt: from where the task began, in its own session if it has one."""
    attempt = attempts_store.of_run(connection, run.run)
    session = attempt.session if attempt else None
    best_of = attempts_store.wanted_for(connection, task.id)
    asked = fresh_prompt(_asked(connection, task))
    decided, answered = decided_for(connection, task, runs.of_attempt(connection, run))
    prompt = (go_on_prompt(asked) if session else asked) + answers_prompt(decided, answered)
    told = {"prompt": prompt, "session": session, "decided": decided, "answered": answered, "linger_s": 0.0}
    ends = {"start": best_of.start, "base": best_of.base} if best_of else {}
    share = max(1, best_of.wanted if best_of else 1)
    left = {"left_s": spec.left_s and spec.left_s / share, "left_usd": spec.left_usd and spec.left_usd / share}
    return spec.model_copy(update={**told, **ends, **left})
