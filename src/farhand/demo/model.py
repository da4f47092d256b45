"""A model with a script, on loopback: the real agent makes real edits with it, and no account is needed.

`python -m farhand.demo.model` serves the demo's scenarios and prints the environment that points Claude Code at it.
"""

import socket
import sys
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from farhand.demo.messages import Asked, error_body, limit_headers, read_request, streamed_answer, whole_answer
from farhand.demo.script import Drop, Fail, Hang, Say, Scenario, find_place, read_step

KEPT_REQUESTS = 500  # the request log of a model that runs for days stays bounded
FAKE_KEY = "sk-ant-demo-0000"


@dataclass(frozen=True, slots=True)
class _Call:
    path: str
    asked: Asked


class ScriptedModel:
    """The server. Use it as a context manager; `requests` are those that offered tools: the agent's own turns."""

    def __init__(
        self, scenarios: Sequence[Scenario] = (), *, port: int = 0, on_request: Callable[[Asked], None] | None = None
    ) -> None:
        self._scenarios = scenarios
        self._on_request = on_request
        self._lock = threading.Lock()
        self._asked: Counter[str] = Counter()
        self._log: list[Asked] = []
        self._stopping = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="model", daemon=True)

    @property
    def url(self) -> str:
        """Where the model listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def environment(self) -> Mapping[str, str]:
        """What points Claude Code at this model and keeps it quiet."""
        return {"ANTHROPIC_BASE_URL": self.url, "ANTHROPIC_API_KEY": FAKE_KEY}

    @property
    def requests(self) -> tuple[Asked, ...]:
        """The newest requests of the agent, oldest first."""
        with self._lock:
            return tuple(self._log)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving; answers that hang are cut off."""
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        model = self

        class Handler(BaseHTTPRequestHandler):
            """One connection."""

            protocol_version = "HTTP/1.1"

            def do_HEAD(self) -> None:
                """Answer a probe."""
                _answer(self, 200, b"")

            def do_GET(self) -> None:
                """Nothing but a probe is read with GET."""
                _answer(self, 200 if self.path == "/" else 404, error_body(404, "no such path"))

            def do_POST(self) -> None:
                """Answer a request to the model."""
                size = int(self.headers.get("content-length", "0"))
                try:
                    model.answer(self, _Call(self.path.partition("?")[0], read_request(self.rfile.read(size))))
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
                """Say nothing on stderr; `requests` is the log."""

        return Handler

    def answer(self, handler: BaseHTTPRequestHandler, call: _Call) -> None:
        """Answer one request by the script."""
        if call.path.endswith("/count_tokens"):
            _answer(handler, 200, f'{{"input_tokens": {len(call.asked.body) // 4}}}'.encode())
        elif not call.path.endswith("/messages"):
            _answer(handler, 404, error_body(404, "no such path"))
        elif not call.asked.tools:
            self._speak(handler, call.asked, Say("ok"))  # a title or a summary, not the agent's turn
        else:
            self._take_turn(handler, call.asked)

    def _take_turn(self, handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        place = find_place(asked.turns, self._scenarios)
        with self._lock:
            before = self._asked[place.key]
            self._asked[place.key] += 1
            self._log.append(asked)
            del self._log[:-KEPT_REQUESTS]
        if self._on_request is not None:
            self._on_request(asked)
        step = read_step(place, before)
        while isinstance(step, Hang):
            if self._stopping.wait(step.seconds):
                _cut(handler)
                return
            before += 1
            step = read_step(place, before)
        match step:
            case Say() as say:
                self._speak(handler, asked, say)
            case Fail(status, message, reset_s):
                _answer(handler, status, error_body(status, message), {} if reset_s is None else limit_headers(reset_s))
            case Drop(mid=False):
                _cut(handler)
            case Drop(then=then):
                self._speak(handler, asked, then, cut=True)

    def _speak(self, handler: BaseHTTPRequestHandler, asked: Asked, say: Say, *, cut: bool = False) -> None:
        if not asked.stream:
            _answer(handler, 200, whole_answer(asked, say))
            return
        handler.send_response(200)
        handler.send_header("content-type", "text/event-stream")
        handler.send_header("connection", "close")
        handler.end_headers()
        handler.close_connection = True
        events = list(streamed_answer(asked, say))
        for event in events[: len(events) // 2] if cut else events:
            handler.wfile.write(event)
            if say.slow_s and b"text_delta" in event:
                handler.wfile.flush()
                self._stopping.wait(say.slow_s)
        if cut:
            _cut(handler)


def _answer(
    handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: Mapping[str, str] | None = None
) -> None:
    handler.send_response(status)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", str(len(body)))
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(body)


def _cut(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def main() -> None:
    """Serve the demo's scenarios until interrupted."""
    from farhand.demo.scenario import SCENARIOS  # noqa: PLC0415  # the sample's texts are read only when served

    with ScriptedModel(SCENARIOS) as model:
        for name, value in model.environment.items():
            sys.stdout.write(f"export {name}={value}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
