"""What a message says is to be checked: commands run, prose is told as not checkable."""

import pytest

from farhand.routing.ticket import is_command, leave_alone_of, verify_of, written
from farhand.wire.task_events import Ticket, Verify


@pytest.mark.parametrize(
    ("text", "verify"),
    [
        ("Fix the login", Verify()),
        ("Fix it\nVerify: npm test", Verify(commands=("npm test",))),
        ("Fix it\nverify: npm test.", Verify(commands=("npm test",))),
        ("Fix it\n- Check: `npm test`", Verify(commands=("npm test",))),
        ("Fix it\nChecks: `npm test`, `ruff .` and `bin/x`.", Verify(commands=("npm test", "ruff .", "bin/x"))),
        ("Fix it\nVerify only: go test ./...", Verify(commands=("go test ./...",), is_only=True)),
        ("Fix it\nVerify: NODE_ENV=test npx vitest run a", Verify(commands=("NODE_ENV=test npx vitest run a",))),
        ("Fix it\nVerify: npm test\nVerify: npm test\nCheck: ruff .", Verify(commands=("npm test", "ruff ."))),
        ("Fix it\nVerify: `my-own-tool --all`", Verify(commands=("my-own-tool --all",))),
        ("Fix it\nVerify: that it looks nice", Verify(not_checkable=("that it looks nice",))),
        ("Fix it\nVerify: make sure it is fast", Verify(not_checkable=("make sure it is fast",))),
        ("Fix it\nVerify: `sort()` keeps equal items", Verify(not_checkable=("`sort()` keeps equal items",))),
        ("Fix it\nVerify only: that it looks nice", Verify(not_checkable=("that it looks nice",))),
        ("Verify that it looks nice", Verify()),
        ("It prints\n```\nVerify: npm test\n```\nFix that", Verify()),
        ("Verify:\nnpm test", Verify()),
    ],
)  # fmt: skip
def test_what_a_message_asks_to_check(text: str, verify: Verify) -> None:
    assert verify_of(text) == verify


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fix the login and leave it alone: it works", ()),
        ("Fix it\nLeave alone: auth/legacy.py, the README", ("auth/legacy.py, the README",)),
        ("Fix it\n- leave alone: auth/\nLeave alone: docs/", ("auth/", "docs/")),
        ("Fix it\nLeave alone: auth/\n  - docs/\nVerify: npm test\n  x", ("auth/\n- docs/",)),
        ("Fix it\nLeave alone:\n  auth/\n\n  x", ("auth/",)),
        ("Fix it\nLeave alone:", ()),
        ("It prints\n```\nLeave alone: auth/\n```\nFix that", ()),
    ],
)
def test_what_a_message_wants_left_alone(text: str, said: tuple[str, ...]) -> None:
    assert leave_alone_of(text) == said


@pytest.mark.parametrize(
    "words",
    ["pytest", "make test", "python -m pytest -q", "bin/check", "../run.sh --all", "/usr/bin/true", "CI=1 npm test"],
)
def test_a_command_is_recognised(words: str) -> None:
    assert is_command(words)


@pytest.mark.parametrize(
    "words",
    ["", "the tests", "make sure of it", "test that it works", "go through it", "use `npm test`", "CI=1", "and/or so"],
)
def test_prose_is_no_command(words: str) -> None:
    assert not is_command(words)


def test_a_ticket_is_written_below_its_text_as_a_person_would() -> None:
    ticket = Ticket(
        where="src/login.py\n the form", verify="npm test\n\nit looks nice", leave_alone="the database \n auth/"
    )
    text = written("Fix the login", ticket)
    assert text == (
        "Fix the login\n\nWhere: src/login.py\n  the form\nVerify: npm test\nVerify: it looks nice\n"
        "Leave alone: the database\n  auth/"
    )
    assert leave_alone_of(text) == ("the database\nauth/",)
    assert verify_of(text) == Verify(commands=("npm test",), not_checkable=("it looks nice",))
    assert written("Fix the login", Ticket(where=" ")) == written("Fix the login", None) == "Fix the login"
