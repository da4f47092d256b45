"""The verbs about tasks, against a host that answers as it is told."""

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from farhand.cli.render_text import printed
from farhand.host.control_api import Status
from tests.cli.conftest import ID, OTHER, Cli, FakeHost


def test_a_sent_message_says_which_task_it_became(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/messages", {"message": OTHER, "task": ID, "number": 3})
    said = cli("send", "Fix", "the", "login", "--project", "site")
    body = host.asked[0][1]
    assert isinstance(body, dict)
    assert (said.code, body["text"], body["project"]) == (0, "Fix the login", "site")
    assert "#3" in said.out


def test_checks_of_a_message_are_sent_with_it(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/messages", {"message": OTHER, "task": ID, "number": 3})
    cli("send", "Fix the login", "--check", "npm test", "--check", "ruff check .", "--check-only")
    body = host.asked[0][1]
    assert isinstance(body, dict)
    assert (body["checks"], body["checks_only"]) == (["npm test", "ruff check ."], True)


def test_where_the_work_is_and_what_stays_as_it_is_are_sent_as_a_ticket(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/messages", {"message": OTHER, "task": ID, "number": 3, "hint": "could be clearer: where?"})
    said = cli(
        "send", "Fix the login", "--where", "src/login.py", "--leave-alone", "auth/", "--leave-alone", "the README"
    )
    body = host.asked[0][1]
    assert isinstance(body, dict)
    assert body["ticket"] == {"where": "src/login.py", "verify": "", "leave_alone": "auth/\nthe README"}
    assert "could be clearer" in said.out


def test_a_budget_is_sent_with_a_message(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/messages", {"message": OTHER, "task": ID, "number": 3})
    assert cli("send", "Fix the login", "--minutes", "30", "--usd", "0.5").code == 0
    body = host.asked[0][1]
    assert isinstance(body, dict)
    assert (body["minutes"], body["usd"]) == (30, 0.5)
    assert cli("send", "Fix the login", "--minutes", "-1").code == 2


def test_what_a_task_has_spent_is_shown(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    spent = {"at": 1, "task": ID, "usd": 0.4, "seconds": 720, "of_usd": 2, "of_minutes": 30}
    host.on("GET /v1/tasks/3", task | {"spent": spent})
    assert "12 of 30 minutes, $0.40 of $2" in cli("show", "3").out


def test_steps_are_sent_in_order_and_each_is_told(host: FakeHost, cli: Cli) -> None:
    also = [{"task": OTHER, "number": 4, "title": "Run npm test", "state": "waiting"}]
    host.on("POST /v1/messages", {"message": OTHER, "task": ID, "number": 3, "also": also})
    said = cli("send", "Refactor X", "--then", "!npm test", "--then", "fix what fails")
    body = host.asked[0][1]
    assert isinstance(body, dict)
    assert body["then"] == ["!npm test", "fix what fails"]
    assert "#3" in said.out
    assert "Run npm test" in said.out


def test_files_are_sent_along_by_their_whole_paths(
    host: FakeHost, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.on("POST /v1/messages", {"message": OTHER, "task": ID, "number": 3})
    (tmp_path / "plan.pdf").write_bytes(b"%PDF")
    monkeypatch.chdir(tmp_path)
    assert cli("send", "Read it", "--attach", "plan.pdf").code == 0
    body = host.asked[0][1]
    assert isinstance(body, dict)
    assert body["attach"] == [str(tmp_path / "plan.pdf")]
    assert cli("send", "Read it", "--attach", "missing.pdf").code == 2


def test_a_task_tells_the_files_that_came_with_it(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    host.on("GET /v1/tasks/3", task | {"attachments": [{"name": "plan.pdf", "size": 1_200_000}]})
    assert "with plan.pdf (1 MB)" in cli("show", "3").out


def test_files_that_a_task_hands_back_are_listed_and_saved_beside_what_is_there(
    host: FakeHost, cli: Cli, task: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / "copy").write_bytes(b"%PDF")
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "offer.pdf").write_text("mine")
    file = {"name": "offer.pdf", "media": "application/pdf", "size": 4, "path": str(tmp_path / "copy"), "at": 1}
    host.on("GET /v1/tasks/3", task | {"files": [file | {"warning": "it seems to hold a key"}]})

    assert "it seems to hold a key" in cli("files", "3").out
    assert cli("files", "3", "--save", str(tmp_path / "saved")).code == 0

    assert (tmp_path / "saved" / "offer.pdf").read_text() == "mine"
    assert (tmp_path / "saved" / "offer-2.pdf").read_bytes() == b"%PDF"
    assert "no files" in (host.on("GET /v1/tasks/3", task), cli("files", "3"))[1].out


def test_a_file_of_tasks_is_one_message(host: FakeHost, cli: Cli, tmp_path: Path) -> None:
    host.on("POST /v1/messages", {"message": OTHER, "task": ID, "number": 3})
    (tmp_path / "tasks.txt").write_text("Fix the login\nWrite the news\n")
    assert cli("send", "--batch", str(tmp_path / "tasks.txt")).code == 0
    body = host.asked[0][1]
    assert isinstance(body, dict)
    assert body["text"] == "Tasks:\n- Fix the login\n- Write the news\n"
    assert cli("send", "a", "--batch", str(tmp_path / "tasks.txt")).code == 2
    assert cli("send").code == 2


def test_each_message_has_an_id_of_its_own_so_that_a_repeat_is_known(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/messages", {"message": OTHER, "task": ID, "number": 3})
    cli("send", "a")
    cli("send", "a")
    bodies = [body for _, body in host.asked if isinstance(body, dict)]
    assert len({str(each["id"]) for each in bodies}) == 2


@pytest.mark.parametrize(
    ("state", "needs_you", "code"),
    [
        ("done", False, 0),
        ("failed", False, 1),
        ("cancelled", False, 1),
        ("interrupted", False, 1),
        ("waiting", True, 3),
    ],
)
def test_waiting_ends_with_the_exit_code_of_the_outcome(
    host: FakeHost, cli: Cli, task: dict[str, object], state: str, needs_you: bool, code: int
) -> None:
    host.on("POST /v1/messages", {"message": OTHER, "task": ID, "number": 3})
    running, ended = task | {"state": "running"}, task | {"state": state, "needs_you": needs_you}
    host.on(f"GET /v1/tasks/{ID}/wait", running, ended)
    host.on(f"GET /v1/tasks/{ID}", ended)
    said = cli("send", "Fix the login", "--wait")
    assert said.code == code
    assert "running" in said.err
    assert "Fix the login" in said.out


def test_json_of_a_wait_is_one_document_on_stdout(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    host.on("GET /v1/tasks/3/wait", task)
    host.on("GET /v1/tasks/3", task)
    said = cli("show", "3", "--wait", "--json")
    assert json.loads(said.out)["outcome"]["code"] == "done"
    assert said.err == ""


def test_tasks_stand_in_columns(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    host.on("GET /v1/tasks", [task, task | {"number": 10, "state": "cancelled"}])
    lines = cli("tasks").out.splitlines()
    assert [line.index("Fix the login") for line in lines] == [lines[0].index("Fix the login")] * 2


def test_no_tasks_say_what_to_do(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/tasks", [])
    assert "farhand send" in cli("tasks").out


def test_a_task_shows_outcome_check_and_files(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    host.on("GET /v1/tasks/3", task)
    out = cli("show", "3").out
    for words in ("14 of 14 tests", "passed, 14 of 14", "login.js", "Redirects are safe now.", "1 min 12 s", "$0.12"):
        assert words in out


def test_a_headline_that_is_also_the_words_is_said_once(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    headline = "done. 1 file, 14 of 14 tests"
    host.on("GET /v1/tasks/3", task | {"words": headline})
    assert cli("show", "3").out.count(headline) == 1


def test_an_approval_shows_the_command_word_for_word(host: FakeHost, cli: Cli, asking: dict[str, object]) -> None:
    host.on("GET /v1/tasks/3", asking)
    out = cli("show", "3").out
    assert "npm install left-pad" in out
    assert "farhand allow 3" in out


EXACT = {"kind": "command", "value": "npm run build"}
PREFIX = {"kind": "prefix", "value": "npm run"}


@pytest.fixture
def offering(asking: dict[str, object]) -> dict[str, object]:
    """Return a task whose command could be allowed by two rules."""
    (approval,) = TypeAdapter(list[dict[str, object]]).validate_python(asking["approvals"])
    offers = [{"rule": EXACT, "words": "Bash: npm run build"}, {"rule": PREFIX, "words": "Bash: npm run *"}]
    return asking | {"approvals": [approval | {"rules": offers}]}


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (("allow", "3"), {"verdict": "allow", "scope": "once", "words": ""}),
        (("allow", "3", "--for-task"), {"verdict": "allow", "scope": "task", "rule": EXACT, "words": ""}),
        (
            ("allow", "3", "--always", "--rule", "2"),
            {"verdict": "allow", "scope": "project", "rule": PREFIX, "words": ""},
        ),
        (("deny", "3", "use", "pnpm"), {"verdict": "deny", "scope": "once", "words": "use pnpm"}),
    ],
)
def test_an_answer_names_the_open_approval(
    host: FakeHost, cli: Cli, offering: dict[str, object], line: tuple[str, ...], answer: dict[str, object]
) -> None:
    host.on("GET /v1/tasks/3", offering)
    host.on(f"POST /v1/approvals/{OTHER}", None)
    assert cli(*line).code == 0
    assert (f"POST /v1/approvals/{OTHER}", answer) in host.asked


def test_the_exact_rules_are_shown_before_they_are_granted(
    host: FakeHost, cli: Cli, offering: dict[str, object]
) -> None:
    host.on("GET /v1/tasks/3", offering)
    out = cli("show", "3").out
    assert "`farhand allow 3 --for-task` or `--always` grants: Bash: npm run build" in out
    assert "`farhand allow 3 --rule 2 --for-task` or `--always` grants: Bash: npm run *" in out


@pytest.mark.parametrize("number", ["1", "3"])
def test_a_rule_that_is_not_offered_is_wrong_usage(
    host: FakeHost, cli: Cli, asking: dict[str, object], offering: dict[str, object], number: str
) -> None:
    host.on("GET /v1/tasks/3", asking if number == "1" else offering)
    assert cli("allow", "3", "--always", "--rule", number).code == 2


def test_allowing_what_asks_for_nothing_is_wrong_usage(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    host.on("GET /v1/tasks/3", task)
    said = cli("allow", "3", "--json")
    assert (said.code, json.loads(said.err)["code"]) == (2, "not_found")


def test_an_answer_reaches_the_open_question(host: FakeHost, cli: Cli, asking: dict[str, object]) -> None:
    question = {"at": 1, "question": OTHER, "task": ID, "about": "project", "text": "Which one?"}
    host.on("GET /v1/tasks/3", asking | {"approvals": [], "questions": [question | {"options": [{"label": "site"}]}]})
    host.on(f"POST /v1/questions/{OTHER}", None)
    assert cli("answer", "3", "site").code == 0
    assert (f"POST /v1/questions/{OTHER}", {"answers": ["site"]}) in host.asked


@pytest.mark.parametrize("verb", ["cancel", "resume"])
def test_a_task_is_moved_by_its_number(host: FakeHost, cli: Cli, task: dict[str, object], verb: str) -> None:
    host.on(f"POST /v1/tasks/3/{verb}", None)
    host.on("GET /v1/tasks/3", task)
    assert cli(verb, "3").code == 0


def test_a_message_says_what_it_comes_after_and_how_urgent_it_is(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/messages", {"message": OTHER, "task": ID, "number": 3})
    cli("send", "Write the news", "--after", "2", "--after", "1", "--priority", "high")
    body = host.asked[0][1]
    assert isinstance(body, dict)
    assert (body["after"], body["priority"]) == (["2", "1"], "high")
    assert cli("send", "x", "--priority", "urgent").code == 2


def test_a_task_shows_what_it_waits_for(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    host.on("GET /v1/tasks/3", task | {"after": [2], "priority": "high", "state": "queued", "words": "waits"})
    out = cli("show", "3").out
    assert "after #2 · high priority" in out
    assert "waits" in out


@pytest.mark.parametrize(("verb", "paused", "words"), [("pause", True, "unpause"), ("unpause", False, "2 tasks")])
def test_the_queue_is_paused_and_goes_on(host: FakeHost, cli: Cli, verb: str, paused: bool, words: str) -> None:
    status = Status(
        name="x", version="1", pid=1, data="d", addresses=(), demo=False, paired=0, relay="inside", connected=True,
        seq=1, projects=(), parallel=2, paused=paused,
    )  # fmt: skip
    host.on("POST /v1/queue", None)
    host.on("GET /v1/status", status.to_json().decode())
    assert words in cli(verb).out
    assert host.asked[0] == ("POST /v1/queue", {"paused": paused})


def test_an_old_message_is_confirmed_or_dropped(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    host.on("POST /v1/tasks/3/confirm", None)
    host.on("GET /v1/tasks/3", task)
    cli("confirm", "3")
    cli("confirm", "3", "--no")
    assert [body for key, body in host.asked if key.endswith("confirm")] == [{"go": True}, {"go": False}]


def test_a_patch_for_a_program_is_the_very_bytes(host: FakeHost, cli: Cli) -> None:
    patch = "diff --git a/x b/x\n+\x1b[31mred\n"
    host.on("GET /v1/tasks/3/diff", patch)
    assert cli("diff", "3").out == patch


def test_a_task_that_does_not_exist_is_wrong_usage(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/tasks/9", {"code": "not_found", "message": "no task `9`", "hint": "see"}, status=404)
    said = cli("show", "9")
    assert (said.code, said.out) == (2, "")
    assert "no task `9`" in said.err


def test_what_a_command_printed_keeps_its_colours_for_a_terminal_and_nothing_else_that_it_would_obey() -> None:
    shown = printed("10 %\r\x1b[1;31mno\x1b[8m\x1b]0;title\x07 secret\x1b[2J\u202e")
    assert shown == "\x1b[1;31mno secret\x1b[0m\n\x1b[1;31m\\u{202e}\x1b[0m"


def test_colours_of_an_output_stay_out_of_a_file(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    outcome = {"code": "exit_nonzero", "headline": "exit 1", "output": "\x1b[31mno\x1b[0m\n"}
    host.on("GET /v1/tasks/3", task | {"state": "failed", "outcome": outcome})
    assert "\n  no\n" in cli("show", "3").out


def test_a_title_that_a_terminal_would_obey_is_made_visible(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    host.on("GET /v1/tasks", [task | {"title": "a\x1b[2Jb\u202e"}])
    out = cli("tasks").out
    assert "\x1b[2J" not in out
    assert "\\u{1b}[2Jb\\u{202e}" in out
