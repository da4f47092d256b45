"""Control routes about messages, tasks, approvals and questions."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from farhand.attention import store as attention
from farhand.attention import stuck
from farhand.database import Connection, Database
from farhand.errors import Conflict, NotFound
from farhand.host.budgeting import Budgeting
from farhand.host.commanding import LOCAL, Commanding
from farhand.host.commenting import told
from farhand.host.control_api import (
    Accepted,
    AcceptedTask,
    Answers,
    ApprovalAnswer,
    AttachedFile,
    Confirm,
    FileLine,
    NewMessage,
    Pause,
    TaskDetail,
    TaskSummary,
    Unstick,
)
from farhand.host.effects import Effect, LookAtQueue, TellNotices
from farhand.host.intake import Incoming, Intake
from farhand.ids import MessageId, RandomBytes, RunId, new_id
from farhand.outcomes.facts import NEEDS_PERSON
from farhand.routing.clarity import clarity_hint
from farhand.tasks import attachments, dependencies, projects, published, steps, store, tickets
from farhand.tasks.budget import Wish
from farhand.tasks.task import ENDED, Task
from farhand.thread import store as thread_store
from farhand.thread.projection import Projection
from farhand.thread.thread import Thread
from farhand.wire.blob import Manifest
from farhand.wire.commands import UnstickTask
from farhand.wire.model import Wire
from farhand.wire.task_events import WaitReason

JSON = "application/json"
NDJSON = "application/x-ndjson"
Perform = Callable[[Sequence[Effect]], None]


def answer(body: Wire | Sequence[Wire]) -> web.Response:
    """Return a model, or a list of them, as JSON."""
    if isinstance(body, Wire):
        return web.Response(body=body.to_json(), content_type=JSON)
    return web.Response(body=b"[" + b",".join(each.to_json() for each in body) + b"]", content_type=JSON)


class TaskRoutes:
    """What the CLI asks about tasks."""

    def __init__(
        self,
        database: Database,
        thread: Thread,
        intake: Intake,
        commanding: Commanding,
        budgeting: Budgeting,
        perform: Perform,
        read_diff: Callable[[RunId], bytes | None],
        accept: Callable[[Sequence[str]], Awaitable[tuple[Manifest, ...]]],
        random: RandomBytes,
    ) -> None:
        self._database = database
        self._thread = thread
        self._intake = intake
        self._commanding = commanding
        self._budgeting = budgeting
        self._perform = perform
        self._read_diff = read_diff
        self._accept = accept
        self._random = random

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.post("/v1/messages", self._send),
            web.get("/v1/tasks", self._list),
            web.get("/v1/tasks/{ref}", self._show),
            web.get("/v1/tasks/{ref}/wait", self._wait),
            web.get("/v1/tasks/{ref}/diff", self._diff),
            web.post("/v1/tasks/{ref}/cancel", self._cancel),
            web.post("/v1/tasks/{ref}/resume", self._resume),
            web.post("/v1/tasks/{ref}/confirm", self._confirm),
            web.post("/v1/tasks/{ref}/unstick", self._unstick),
            web.post("/v1/queue", self._pause),
            web.post("/v1/approvals/{id}", self._approve),
            web.post("/v1/questions/{id}", self._answer),
        ]

    async def _send(self, request: web.Request) -> web.Response:
        new = NewMessage.model_validate_json(await request.read())
        message = MessageId(new.id or new_id(self._random))
        attached = await self._accept(new.attach)

        def transact(connection: Connection) -> tuple[Accepted, tuple[Effect, ...]]:
            if thread_store.seen_command(connection, LOCAL, message) is not None:
                return accepted(store.of_message(connection, message)), ()
            incoming = Incoming(
                message=message,
                text=new.text,
                origin=LOCAL,
                project=projects.resolve(connection, new.project).id if new.project else None,
                follows=store.resolve(connection, new.follows).id if new.follows else None,
                after=tuple(store.resolve(connection, each).id for each in new.after),
                then=new.then,
                priority=new.priority,
                checks=new.checks,
                checks_only=new.checks_only,
                ticket=new.ticket,
                best_of=new.best_of,
                wish=Wish(new.usd, new.minutes),
                attachments=attached,
            )
            seq, _ = self._intake.receive(connection, incoming)
            thread_store.mark_command(connection, LOCAL, message, seq)
            return accepted(store.of_message(connection, message)), (LookAtQueue(), TellNotices())

        taken, effects = await self._database.write(transact)
        self._perform(effects)
        return answer(taken.model_copy(update={"hint": clarity_hint(new.text, new.ticket, new.checks)}))

    async def _list(self, _: web.Request) -> web.Response:
        return answer(
            await self._database.read(
                lambda connection: [_summary(connection, task) for task in store.newest(connection)]
            )
        )

    async def _show(self, request: web.Request) -> web.Response:
        reference = request.match_info["ref"]
        return answer(
            await self._database.read(lambda connection: self._detail(connection, store.resolve(connection, reference)))
        )

    async def _wait(self, request: web.Request) -> web.StreamResponse:
        task = await self._resolve(request)
        response = web.StreamResponse(headers={"Content-Type": NDJSON})
        await response.prepare(request)
        told: TaskSummary | None = None
        heard = self._thread.changed.rings
        while True:
            now = await self._database.read(lambda connection: _summary(connection, store.get(connection, task.id)))
            if now != told:
                await response.write(now.to_json() + b"\n")
                told = now
            if now.state in ENDED or now.needs_you:
                await response.write_eof()
                return response
            heard = await self._thread.changed.wait_rung(heard)

    async def _diff(self, request: web.Request) -> web.Response:
        task = await self._resolve(request)
        change = (await self._database.read(lambda connection: self._detail(connection, task))).change
        diff = await asyncio.to_thread(self._read_diff, RunId(change.run)) if change else None
        if diff is None:
            raise NotFound(f"task {task.number} has no change to show")
        return web.Response(body=diff, content_type="text/plain", charset="utf-8")

    async def _cancel(self, request: web.Request) -> web.Response:
        return await self._do(request, lambda connection, task: self._commanding.cancel(connection, task, LOCAL))

    async def _resume(self, request: web.Request) -> web.Response:
        return await self._do(request, lambda connection, task: self._commanding.resume(connection, task, LOCAL))

    async def _confirm(self, request: web.Request) -> web.Response:
        go = Confirm.model_validate_json(await request.read()).go
        return await self._do(
            request, lambda connection, task: self._commanding.confirm(connection, task, LOCAL, go=go)
        )

    async def _unstick(self, request: web.Request) -> web.Response:
        wanted = Unstick.model_validate_json(await request.read())

        def unstick(connection: Connection, task: Task) -> tuple[Effect, ...]:
            found = stuck.open_of(connection, task.id)
            if found is None:
                raise Conflict(f"task {task.number} is not stuck", hint="`farhand show` says what it does")
            command = UnstickTask(made_at=0, stuck=found.seen.stuck, act=wanted.act, text=wanted.text)
            return self._commanding.carry_out(connection, command, LOCAL)

        return await self._do(request, unstick)

    async def _pause(self, request: web.Request) -> web.Response:
        paused = Pause.model_validate_json(await request.read()).paused
        self._perform(
            await self._database.write(
                lambda connection: self._commanding.pause_queue(connection, LOCAL, paused=paused)
            )
        )
        return web.Response(status=204)

    async def _approve(self, request: web.Request) -> web.Response:
        given = ApprovalAnswer.model_validate_json(await request.read())
        approval = request.match_info["id"]
        self._perform(
            await self._database.write(
                lambda connection: self._commanding.answer_approval(connection, approval, given, LOCAL)
            )
        )
        return web.Response(status=204)

    async def _answer(self, request: web.Request) -> web.Response:
        answers = Answers.model_validate_json(await request.read()).answers
        question = request.match_info["id"]
        self._perform(
            await self._database.write(
                lambda connection: self._commanding.answer_question(connection, question, answers, LOCAL)
            )
        )
        return web.Response(status=204)

    async def _resolve(self, request: web.Request) -> Task:
        reference = request.match_info["ref"]
        return await self._database.read(lambda connection: store.resolve(connection, reference))

    async def _do(self, request: web.Request, work: Callable[[Connection, Task], tuple[Effect, ...]]) -> web.Response:
        reference = request.match_info["ref"]

        def transact(connection: Connection) -> tuple[TaskSummary, tuple[Effect, ...]]:
            task = store.resolve(connection, reference)
            effects = work(connection, task)
            return _summary(connection, store.get(connection, task.id)), effects

        summary, effects = await self._database.write(transact)
        self._perform(effects)
        return answer(summary)

    def _detail(self, connection: Connection, task: Task) -> TaskDetail:
        seen = Projection.of(self._thread.about(connection, task.id)).tasks[task.id]
        return TaskDetail(
            **dict(_summary(connection, task)),
            text=task.text,
            attachments=tuple(
                AttachedFile(name=each.name, size=each.manifest.size)
                for each in attachments.in_chain(connection, task.root, task.number)
                if each.message == task.message
            ),
            verify=tickets.find(connection, task.id),
            branch=seen.branch,
            agent=seen.agent,
            estimate=seen.estimate,
            steps=seen.steps,
            approvals=tuple(each.asked for each in attention.open_approvals(connection, task.id)),
            questions=tuple(each.asked for each in attention.open_questions(connection, task.id)),
            attempts=seen.attempts,
            commits=seen.commits,
            change=seen.change,
            settled=seen.settled,
            why_discarded=seen.explained.why if seen.explained else None,
            why_words=seen.explained.words if seen.explained else "",
            comments=told(connection, task),
            files=tuple(
                FileLine(
                    name=each.name,
                    media=each.media,
                    size=each.size,
                    path=str(each.path),
                    warning=each.warning,
                    at=each.at,
                )
                for each in published.of_task(connection, task.id)
            ),
            outcome=seen.outcome,
            spent=self._budgeting.spent(connection, task.id),
            stuck=found.seen if (found := stuck.open_of(connection, task.id)) else None,
        )


def accepted(tasks: Sequence[Task]) -> Accepted:
    """Return what is answered to a message that became these tasks."""
    first, *others = tasks
    also = tuple(
        AcceptedTask(task=each.id, number=each.number, title=each.title, state=each.state, words=each.words)
        for each in others
    )
    return Accepted(
        message=first.message, task=first.id, number=first.number, state=first.state, words=first.words, also=also
    )


def _summary(connection: Connection, task: Task) -> TaskSummary:
    project = projects.find(connection, task.project) if task.project else None
    followed = store.find(connection, task.follows) if task.follows else None
    before = (store.get(connection, each) for each in dependencies.of(connection, task.id))
    asks = attention.open_approvals(connection, task.id) or attention.open_questions(connection, task.id)
    return TaskSummary(
        task=task.id,
        number=task.number,
        title=task.title,
        kind=task.kind,
        project=project.name if project else None,
        state=task.state,
        words=task.words,
        reason=task.reason,
        follows=followed.number if followed else None,
        after=tuple(each.number for each in before),
        step=steps.find(connection, task.id),
        priority=task.priority,
        created_at=task.created_at,
        changed_at=task.changed_at,
        needs_you=bool(asks) or task.reason in {*NEEDS_PERSON, WaitReason.STUCK},
    )
