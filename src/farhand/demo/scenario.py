"""The demo's canned conversation: a task, its follow-up, and one that needs leave. Its edits are real."""

from farhand.demo.script import Json, Scenario

TASK = "Add rate limiting to /api/subscribe: 5 a minute per IP, then 429 with a JSON error"
FOLLOW_UP = "Also add it to /api/contact with the same config"
NEEDS_LEAVE = "Now show which Python runs the tests"

_LIMITS = '''"""How often one address may call."""

import time
from collections import defaultdict, deque


class HeronLimit:
    """Lets each address through `calls` times in `seconds`; who comes more often is a heron."""

    def __init__(self, calls, seconds, clock=time.monotonic):
        self.calls, self.seconds, self.clock = calls, seconds, clock
        self.seen = defaultdict(deque)

    def wait_s(self, address):
        """Return 0 if the call may pass, else the whole seconds until it may."""
        now, seen = self.clock(), self.seen[address]
        while seen and seen[0] <= now - self.seconds:
            seen.popleft()
        if len(seen) < self.calls:
            seen.append(now)
            return 0
        return int(seen[0] + self.seconds - now) + 1
'''

_LIMITED = """    def is_heron(self, limit):
        wait_s = limit.wait_s(self.client_address[0])
        if wait_s:
            self.answer(429, {"error": "too_many_requests"}, [("Retry-After", str(wait_s))])
        return wait_s > 0

    def subscribe(self, form):
        if self.is_heron(self.server.subscribe_limit):
            return
"""

_CONTACT_TEST = """    def test_letters_have_the_same_limit_of_their_own(self):
        answers = [self.post("/api/contact", {"text": "hello"})[0] for _ in range(6)]
        self.assertEqual(answers, [201] * 5 + [429])


if __name__ == "__main__":
"""


_FIRST_SUMMARY = (
    "`/api/subscribe` now takes 5 calls a minute from each IP. The sixth gets 429 with "
    '`{"error": "too_many_requests"}` and a `Retry-After`. The limit itself is in `limits.py`.'
)


def _edit(text: str, path: str, old: str, new: str) -> Json:
    given: Json = {"file_path": f"{{cwd}}/{path}", "old_string": old, "new_string": new}
    return {"text": text, "tool": "Edit", "input": given}


def _read(text: str, *paths: str) -> Json:
    return {"text": text, "tools": [["Read", {"file_path": f"{{cwd}}/{path}"}] for path in paths]}


_FIRST: tuple[Json, ...] = (
    _read("I'll look at the handler and at what the tests expect.", "app.py", "tests/test_site.py"),
    {
        "text": "Limits live in `limits.py` here, so that is where it goes.",
        "tool": "Write",
        "input": {"file_path": "{cwd}/limits.py", "content": _LIMITS},
    },
    _edit("", "app.py", "ThreadingHTTPServer\n\n\n", "ThreadingHTTPServer\n\nfrom limits import HeronLimit\n\n\n"),
    _edit("Now the handler asks before it reads the form.", "app.py", "    def subscribe(self, form):\n", _LIMITED),
    _edit(
        "",
        "app.py",
        "    site.subscribers = []\n",
        "    site.subscribe_limit = HeronLimit(calls=5, seconds=60)\n    site.subscribers = []\n",
    ),
    _FIRST_SUMMARY,
)

_SECOND: tuple[Json, ...] = (
    _edit(
        "The same limit, with a count of its own.",
        "app.py",
        "    def contact(self, form):\n",
        "    def contact(self, form):\n        if self.is_heron(self.server.contact_limit):\n            return\n",
    ),
    _edit(
        "",
        "app.py",
        "    site.subscribers = []\n",
        "    site.contact_limit = HeronLimit(calls=5, seconds=60)\n    site.subscribers = []\n",
    ),
    _edit("And a test for it.", "tests/test_site.py", '\nif __name__ == "__main__":\n', _CONTACT_TEST),
    "`/api/contact` has the same limit now, counted apart from `/api/subscribe`, and a test for it.",
)

_THIRD: tuple[Json, ...] = (
    {
        "text": "I'll ask it.",
        "tool": "Bash",
        "input": {"command": "python3 -c 'import sys; print(sys.version)'", "description": "Ask Python its version"},
    },
    "That is all I do here without your word. Nothing was changed.",
)

SCENARIOS = (
    Scenario(r"(?i)rate.?limit.*/api/subscribe|/api/subscribe.*rate.?limit", _FIRST),
    Scenario(r"(?i)also add it to /api/contact", _SECOND),
    Scenario(r"(?i)which python", _THIRD),
    Scenario(r"\S", ("This is the demo's canned model: it knows the three tasks that the demo offers, and no more.",)),
)
