"""A control socket that answers as it is told, and a way to call the command line against it."""

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from farhand.cli.main import farhand, run

Json = dict[str, object] | list[object] | str | None


@dataclass
class FakeHost:
    """The host's control socket: `answers` by 'METHOD /path'; several bodies for one key are a stream of lines."""

    data: Path
    answers: dict[str, tuple[int, list[Json]]] = field(default_factory=dict[str, tuple[int, list[Json]]])
    asked: list[tuple[str, Json]] = field(default_factory=list[tuple[str, Json]])

    def on(self, call: str, *bodies: Json, status: int = 200) -> None:
        """Answer a call with this body, or a stream of bodies."""
        self.answers[call] = (status, list(bodies))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    host: FakeHost

    def do_GET(self) -> None:  # the name http.server looks for
        self._answer("GET")

    def do_POST(self) -> None:  # as above
        self._answer("POST")

    def _answer(self, method: str) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body: Json = json.loads(self.rfile.read(length)) if length else None
        key = f"{method} {self.path}"
        self.host.asked.append((key, body))
        unknown: Json = {"code": "not_found", "message": f"no route `{key}`"}
        status, bodies = self.host.answers.get(key, (404, [unknown]))
        texts = [each if isinstance(each, str) else json.dumps(each) for each in bodies]
        raw = "\n".join(texts).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def address_string(self) -> str:
        return "local"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's name
        """Say nothing."""


@pytest.fixture
def host(tmp_path: Path) -> Iterator[FakeHost]:
    found = FakeHost(tmp_path)

    class Handler(_Handler):
        host = found

    with socketserver.ThreadingUnixStreamServer(str(tmp_path / "control.sock"), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield found
        server.shutdown()
        thread.join(5)


@dataclass(frozen=True)
class Said:
    """What a command line printed, and its exit code."""

    code: int
    out: str
    err: str


Cli = Callable[..., Said]


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Call the command line on the test's own data folder."""
    monkeypatch.delenv("NO_COLOR", raising=False)

    def call(*arguments: str) -> Said:
        code = run(["--data", str(tmp_path), *arguments])
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return call


@pytest.fixture
def typing(tmp_path: Path) -> Callable[..., Result]:
    """Call the command line with something on its stdin."""

    def call(*arguments: str, stdin: str) -> Result:
        return CliRunner().invoke(farhand, ["--data", str(tmp_path), *arguments], input=stdin, standalone_mode=False)

    return call


ID = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"


@pytest.fixture
def task() -> dict[str, object]:
    """Return a task that is done, as the host tells it."""
    return {
        "task": ID, "number": 3, "title": "Fix the login", "kind": "agent", "project": "site", "state": "done",
        "words": "all checks passed", "created_at": 1_700_000_000_000, "changed_at": 1_700_000_060_000,
        "needs_you": False, "text": "Fix the login", "branch": "farhand/fix-the-login", "agent": "claude-code",
        "outcome": {
            "code": "done", "headline": "done. 1 file, 14 of 14 tests", "summary": "Redirects are safe now.",
            "verified": True, "seconds": 72.4, "cost_usd": 0.12, "files": 1, "added": 4, "removed": 1,
            "checks": [{"command": "npm test", "source": "found", "status": "passed", "exit": 0, "seconds": 3.2,
                        "passed": 14, "total": 14}],
        },
        "change": {
            "type": "change.ready", "at": 1, "task": ID, "run": OTHER, "branch": "farhand/fix-the-login", "base": "a",
            "head": "b", "added": 4, "removed": 1,
            "files": [{"path": "login.js", "status": "modified", "added": 4, "removed": 1}],
        },
    }  # fmt: skip


@pytest.fixture
def asking(task: dict[str, object]) -> dict[str, object]:
    """Return a task that needs leave for a command."""
    approval = {
        "at": 1, "approval": OTHER, "task": ID, "run": OTHER, "generation": 1, "tool": "Bash", "title": "Run a command",
        "exact": "npm install left-pad", "why": "needed by the build", "action_hash": "AAAA",
    }  # fmt: skip
    return task | {
        "state": "waiting", "reason": "approval", "words": "may it run a command?", "needs_you": True,
        "outcome": None, "change": None, "approvals": [approval],
    }  # fmt: skip
