"""The control API of the host, as calls: HTTP/1.1 over its 0600 Unix socket."""

import http.client
import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlencode

from pydantic import TypeAdapter, ValidationError

from farhand.cli.control_connection import ControlConnection
from farhand.errors import Broken, Conflict, FarhandError, NotFound, Refused, Unavailable, UsageError
from farhand.host.control_api import (
    Accepted,
    Answers,
    ApprovalAnswer,
    CleanUp,
    Confirm,
    Devices,
    Digits,
    EditAs,
    Explain,
    KeepAwakeAs,
    MoveTo,
    NewComment,
    NewMessage,
    NewProject,
    NoticeLine,
    OpenLink,
    PairingOffer,
    PairingProgress,
    Passkeys,
    Pause,
    Problem,
    SetDemandTo,
    SetPresetTo,
    SettleAs,
    Status,
    TaskDetail,
    TaskSummary,
    ThreadLine,
    Unstick,
    Workspaces,
)
from farhand.host.control_place import socket_path
from farhand.wire.attention_events import ApprovalAsked
from farhand.wire.change_events import ChangeSettled, DiscardReason
from farhand.wire.commands import ChangeAct, StuckAct
from farhand.wire.comment_events import CommentDrafted
from farhand.wire.host_events import ProjectInfo
from farhand.wire.model import Wire
from farhand.wire.passkeys import Demand
from farhand.wire.permissions import Preset
from farhand.wire.statistics import Statistics

TIMEOUT_S = 30.0  # the host answers from its own disk; longer means that it hangs
SETTLE_TIMEOUT_S = 600.0  # a push and a pull request over a slow line
CLEAN_TIMEOUT_S = 900.0  # folders of many gigabytes, and each project's own `teardown` before
OK_STATUS = 300
_BY_STATUS: dict[int, type[FarhandError]] = {
    400: UsageError,
    403: Refused,
    404: NotFound,
    409: Conflict,
    503: Unavailable,
}

M = TypeVar("M", bound=Wire)
L = TypeVar("L")
_TASKS: TypeAdapter[tuple[TaskSummary, ...]] = TypeAdapter(tuple[TaskSummary, ...])
_THREAD: TypeAdapter[tuple[ThreadLine, ...]] = TypeAdapter(tuple[ThreadLine, ...])
_COMMENTS: TypeAdapter[tuple[CommentDrafted, ...]] = TypeAdapter(tuple[CommentDrafted, ...])
_PROJECTS: TypeAdapter[tuple[ProjectInfo, ...]] = TypeAdapter(tuple[ProjectInfo, ...])
_NOTICES: TypeAdapter[tuple[NoticeLine, ...]] = TypeAdapter(tuple[NoticeLine, ...])


class Control:
    """The host on this computer. Each call is one request; errors come back as the host raised them."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @staticmethod
    def of(data: Path) -> "Control":
        """Return the control API of the host that owns a data folder."""
        return Control(socket_path(data))

    def status(self) -> Status:
        """Return what the host says of itself."""
        return self._get("/v1/status", Status)

    def send(self, message: NewMessage) -> Accepted:
        """Send a message."""
        return self._post("/v1/messages", message, Accepted)

    def tasks(self) -> tuple[TaskSummary, ...]:
        """Return the newest tasks."""
        return self._list("/v1/tasks", _TASKS)

    def task(self, ref: str) -> TaskDetail:
        """Return a task by number, id or the start of an id."""
        return self._get(f"/v1/tasks/{_part(ref)}", TaskDetail)

    def wait_task(self, ref: str) -> Iterator[TaskSummary]:
        """Yield a task each time it moves, until it ended or needs a person."""
        yield from self._follow(f"/v1/tasks/{_part(ref)}/wait", TaskSummary)

    def diff(self, ref: str) -> bytes:
        """Return what a task changed, as a patch."""
        return self._exchange("GET", f"/v1/tasks/{_part(ref)}/diff")

    def cancel(self, ref: str) -> None:
        """Stop a task."""
        self._exchange("POST", f"/v1/tasks/{_part(ref)}/cancel")

    def edit(self, ref: str, changes: EditAs) -> None:
        """Change a task that has not begun."""
        self._exchange("POST", f"/v1/tasks/{_part(ref)}/edit", changes)

    def move(self, ref: str, to: MoveTo) -> None:
        """Put a queued task elsewhere."""
        self._exchange("POST", f"/v1/tasks/{_part(ref)}/move", to)

    def settle_change(self, ref: str, act: ChangeAct, given: str = "") -> ChangeSettled:
        """Do something with what a task changed; returns once git has done it."""
        wanted = SettleAs(act=act, given=given)
        return _read(ChangeSettled, self._exchange("POST", f"/v1/tasks/{_part(ref)}/change", wanted, SETTLE_TIMEOUT_S))

    def explain_discard(self, ref: str, why: DiscardReason, words: str = "") -> None:
        """Say why a task's change was discarded."""
        self._exchange("POST", f"/v1/tasks/{_part(ref)}/why", Explain(why=why, words=words))

    def comments(self, ref: str) -> tuple[CommentDrafted, ...]:
        """Return the draft comments on what a task changed."""
        return self._list(f"/v1/tasks/{_part(ref)}/comments", _COMMENTS)

    def comment(self, ref: str, comment: NewComment) -> CommentDrafted:
        """Keep a draft comment, or say one in other words."""
        return self._post(f"/v1/tasks/{_part(ref)}/comments", comment, CommentDrafted)

    def remove_comment(self, comment: str) -> None:
        """Take a draft comment back."""
        self._exchange("POST", f"/v1/comments/{_part(comment)}/remove")

    def send_comments(self, ref: str) -> Accepted:
        """Send the draft comments as one follow-up."""
        return self._post(f"/v1/tasks/{_part(ref)}/comments/send", None, Accepted)

    def resume(self, ref: str) -> None:
        """Go on with a task."""
        self._exchange("POST", f"/v1/tasks/{_part(ref)}/resume")

    def confirm(self, ref: str, *, go: bool) -> None:
        """Say whether a task that waits for it should run."""
        self._exchange("POST", f"/v1/tasks/{_part(ref)}/confirm", Confirm(go=go))

    def unstick(self, ref: str, act: StuckAct, text: str = "") -> None:
        """Do something about a task whose run is stuck."""
        self._exchange("POST", f"/v1/tasks/{_part(ref)}/unstick", Unstick(act=act, text=text))

    def pause(self, *, paused: bool) -> None:
        """Start nothing new, or start work again."""
        self._exchange("POST", "/v1/queue", Pause(paused=paused))

    def keep_awake(self, *, on: bool) -> None:
        """Keep the computer awake while there is work, or let it sleep."""
        self._exchange("POST", "/v1/keep-awake", KeepAwakeAs(on=on))

    def asked_approval(self, ref: str) -> ApprovalAsked:
        """Return the oldest open approval of a task."""
        detail = self.task(ref)
        if not detail.approvals:
            raise NotFound(f"task #{detail.number} asks for nothing", hint="see `farhand show` and `farhand tasks`")
        return detail.approvals[0]

    def answer_approval(self, approval: str, answer: ApprovalAnswer) -> None:
        """Answer an approval."""
        self._exchange("POST", f"/v1/approvals/{_part(approval)}", answer)

    def answer_question(self, ref: str, answers: tuple[str, ...]) -> None:
        """Answer the oldest open question of a task."""
        detail = self.task(ref)
        if not detail.questions:
            raise NotFound(f"task #{detail.number} has no open question", hint="see `farhand show` and `farhand tasks`")
        self._exchange("POST", f"/v1/questions/{_part(detail.questions[0].question)}", Answers(answers=answers))

    def thread(self, after: int, limit: int) -> tuple[ThreadLine, ...]:
        """Return records of the thread, oldest first."""
        return self._list(f"/v1/thread?after={after}&limit={limit}", _THREAD)

    def follow_thread(self, after: int) -> Iterator[ThreadLine]:
        """Yield records of the thread as they come."""
        yield from self._follow(f"/v1/thread/follow?after={after}", ThreadLine)

    def statistics(self, since_ms: int | None, project: str | None) -> Statistics:
        """Count how tasks ended: those made since a moment, of one project, or all."""
        asked = {name: value for name, value in (("since", since_ms), ("project", project)) if value is not None}
        return self._get(f"/v1/statistics?{urlencode(asked)}", Statistics)

    def devices(self) -> Devices:
        """Return the paired devices."""
        return self._get("/v1/devices", Devices)

    def unpair(self, ref: str) -> None:
        """Unpair a device by name, id or the start of an id."""
        self._exchange("POST", f"/v1/devices/{_part(ref)}/unpair")

    def allow_device(self, ref: str) -> None:
        """Let an unprotected device go on for another day."""
        self._exchange("POST", f"/v1/devices/{_part(ref)}/allow")

    def pair(self) -> PairingOffer:
        """Make an invitation; an earlier one lapses."""
        return self._post("/v1/pair", None, PairingOffer)

    def wait_pairing(self) -> Iterator[PairingProgress]:
        """Yield where the pairing stands each time it moves."""
        yield from self._follow("/v1/pair/wait", PairingProgress)

    def type_digits(self, digits: str) -> PairingProgress:
        """Hand over the digits that the phone shows."""
        return self._post("/v1/pair/digits", Digits(digits=digits), PairingProgress)

    def decline_pairing(self) -> None:
        """Turn the phone that shows digits away."""
        self._exchange("POST", "/v1/pair/decline")

    def open_link(self) -> OpenLink:
        """Make a link that pairs the host's own browser."""
        return self._post("/v1/open", None, OpenLink)

    def projects(self) -> tuple[ProjectInfo, ...]:
        """Return the projects."""
        return self._list("/v1/projects", _PROJECTS)

    def add_project(self, path: Path) -> ProjectInfo:
        """Add a folder as a project."""
        return self._post("/v1/projects", NewProject(path=str(path)), ProjectInfo)

    def trust(self, ref: str) -> None:
        """Let a project's hooks and settings load."""
        self._exchange("POST", f"/v1/projects/{_part(ref)}/trust")

    def set_preset(self, ref: str, preset: Preset) -> None:
        """Say what agents may do unasked in a project."""
        self._exchange("POST", f"/v1/projects/{_part(ref)}/preset", SetPresetTo(preset=preset))

    def take_back_rule(self, ref: str) -> None:
        """Let a rule hold no longer."""
        self._exchange("POST", f"/v1/rules/{_part(ref)}/remove")

    def passkeys(self) -> Passkeys:
        """Return the passkeys, and what devices need them for."""
        return self._get("/v1/passkeys", Passkeys)

    def remove_passkey(self, ref: str) -> Passkeys:
        """Let a passkey vouch no longer."""
        return self._post(f"/v1/passkeys/{_part(ref)}/remove", None, Passkeys)

    def set_passkey_demand(self, demand: Demand) -> Passkeys:
        """Say what devices need a passkey for."""
        return self._post("/v1/passkeys/demand", SetDemandTo(demand=demand), Passkeys)

    def workspaces(self) -> Workspaces:
        """Return the folders that tasks work in."""
        return self._get("/v1/workspaces", Workspaces)

    def clean_workspaces(self, *, dry_run: bool) -> Workspaces:
        """Remove the workspaces that may go, or only say which."""
        asked = CleanUp(dry_run=dry_run)
        return _read(Workspaces, self._exchange("POST", "/v1/workspaces/clean", asked, CLEAN_TIMEOUT_S))

    def notices(self) -> tuple[NoticeLine, ...]:
        """Return what was told."""
        return self._list("/v1/notices", _NOTICES)

    def read_notices(self) -> None:
        """Mark every notice as read."""
        self._exchange("POST", "/v1/notices/read")

    def _get(self, path: str, model: type[M]) -> M:
        return _read(model, self._exchange("GET", path))

    def _post(self, path: str, body: Wire | None, model: type[M]) -> M:
        return _read(model, self._exchange("POST", path, body))

    def _list(self, path: str, adapter: TypeAdapter[L]) -> L:
        try:
            return adapter.validate_json(self._exchange("GET", path))
        except ValidationError as error:
            raise _another_version() from error

    def _exchange(self, method: str, path: str, body: Wire | None = None, timeout_s: float = TIMEOUT_S) -> bytes:
        with self._request(method, path, body, timeout_s) as response:
            return response.read()

    def _follow(self, path: str, model: type[M]) -> Iterator[M]:
        # No timeout: a thread may be silent for days, and a host that dies closes its socket.
        with self._request("GET", path, None, None) as response:
            while line := response.readline():
                if line.strip():
                    yield _read(model, line)

    @contextmanager
    def _request(
        self, method: str, path: str, body: Wire | None, timeout_s: float | None
    ) -> Generator[http.client.HTTPResponse]:
        connection = ControlConnection(self._path, timeout_s)
        try:
            connection.request(
                method, path, None if body is None else body.to_json(), {"Content-Type": "application/json"}
            )
            response = connection.getresponse()
            if response.status >= OK_STATUS:
                raise _to_error(response.status, response.read())
            yield response
        except (FileNotFoundError, ConnectionRefusedError) as error:
            raise Unavailable("no host is running on this computer", hint="start it with `farhand up`") from error
        except TimeoutError as error:
            raise Unavailable(
                f"the host did not answer within {timeout_s or TIMEOUT_S:.0f} s", hint="see its log"
            ) from error
        except (http.client.HTTPException, ConnectionError) as error:
            raise Unavailable("the host closed the connection", hint="see whether `farhand up` still runs") from error
        finally:
            connection.close()


def _part(ref: str) -> str:
    return quote(ref, safe="")


def _read(model: type[M], raw: bytes) -> M:
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        raise _another_version() from error


def _another_version() -> Broken:
    return Broken("the host answers in a form that this program does not know", hint="restart `farhand up`")


def _to_error(status: int, raw: bytes) -> FarhandError:
    try:
        problem = Problem.model_validate(json.loads(raw))
    except (ValueError, ValidationError):
        return Broken(f"the host answered with status {status}", hint="restart `farhand up`")
    known = {each.code: each for each in _every_error(FarhandError)}
    kind = known.get(problem.code) or _BY_STATUS.get(status, FarhandError)
    return kind(problem.message, hint=problem.hint)


def _every_error(root: type[FarhandError]) -> Iterator[type[FarhandError]]:
    yield root
    for each in root.__subclasses__():
        yield from _every_error(each)
