"""What holds for every verb."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest

from farhand.cli.main import VERBS, farhand, run
from farhand.cli.render_text import duration
from farhand.errors import UsageError
from tests.cli.conftest import ID, Cli, FakeHost


@pytest.mark.parametrize("verb", VERBS)
def test_the_list_of_verbs_says_what_each_verb_says_of_itself(verb: str) -> None:
    command = farhand.get_command(click.Context(farhand), verb)
    assert command is not None
    assert command.get_short_help_str(200) == VERBS[verb][1]
    assert (command.help or "").startswith(VERBS[verb][1])


def test_help_imports_no_models() -> None:
    program = "import sys; from farhand.cli.main import run; run(['--help']); sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


def test_what_a_service_of_the_host_had_to_say_is_told_out_of_its_groups(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    @click.command()
    def falls() -> None:
        raise ExceptionGroup(
            "services", [ExceptionGroup("one", [UsageError("the port is taken", hint="name another")])]
        )

    def get_command(_context: click.Context, _name: str) -> click.Command:
        return falls

    monkeypatch.setattr(farhand, "get_command", get_command)
    assert run(["falls"]) == 2
    assert capsys.readouterr().err == "farhand: the port is taken\n  name another\n"


def test_the_data_folder_may_be_named_before_or_after_the_verb(host: FakeHost, tmp_path: Path) -> None:
    host.on("GET /v1/projects", [])
    assert run(["--data", str(tmp_path), "projects"]) == 0
    assert run(["projects", "--data", str(tmp_path)]) == 0
    host.on("POST /v1/projects", {"project": ID, "name": "site", "path": str(tmp_path)})
    assert run(["projects", "add", str(tmp_path), "--data", str(tmp_path)]) == 0


def test_an_unknown_verb_is_wrong_usage(cli: Cli) -> None:
    assert cli("fly").code == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("send", ""), "`text` is empty"),
        (("send", "Fix it", "--then", "Test it", "--then", ""), "`then` number 2 is empty"),
        (("comment", "3", "page.txt:1", ""), "`text` is empty"),
        (("send", "Fix it", *(("--then", "Go on") * 21)), "`then` does not fit: tuple should have at most 20 items"),
    ],
)
def test_what_no_message_can_be_is_wrong_usage(cli: Cli, arguments: tuple[str, ...], words: str) -> None:
    result = cli(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"farhand: {words}")
    assert len(result.err.splitlines()) == 2


def test_without_a_host_every_call_says_how_to_start_one(cli: Cli) -> None:
    said = cli("tasks")
    assert said.code == 1
    assert "farhand up" in said.err


def test_a_stale_socket_is_told_as_no_host(cli: Cli, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as left_over:
        left_over.bind(str(tmp_path / "control.sock"))
    assert json.loads(cli("tasks", "--json").err)["code"] == "unavailable"


def test_a_data_folder_with_a_long_path_redirects_to_its_socket(
    host: FakeHost, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = tmp_path / "far"
    far.mkdir()
    (far / "control.path").write_text(str(tmp_path / "control.sock"))
    monkeypatch.setenv("FARHAND_DATA", str(far))
    host.on("GET /v1/projects", [])
    assert cli("--data", str(far), "projects").code == 0


def test_a_host_of_another_version_is_told_apart(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/tasks", [{"surprise": True}])
    assert json.loads(cli("tasks", "--json").err)["code"] == "broken"


@pytest.mark.parametrize(("status", "code"), [(400, 2), (403, 1), (409, 1), (503, 1), (500, 1)])
def test_an_error_of_the_host_keeps_its_words_and_gets_its_exit_code(
    host: FakeHost, cli: Cli, status: int, code: int
) -> None:
    host.on("GET /v1/tasks", {"code": "of.its.own", "message": "so it is", "hint": "do this"}, status=status)
    said = cli("tasks")
    assert said.code == code
    assert said.err == "farhand: so it is\n  do this\n"


def test_the_thread_tells_each_record_in_a_line(host: FakeHost, cli: Cli) -> None:
    record = {"seq": 7, "type": "message.received", "body": {"at": 1_700_000_000_000, "text": "a\nb"}}
    host.on("GET /v1/thread?after=0&limit=200", [record])
    out = cli("thread").out
    assert len(out.splitlines()) == 1
    assert "message.received" in out


def test_a_thread_that_goes_on_says_how_to_read_on(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/thread?after=4&limit=2", [{"seq": seq, "type": "x", "body": {}} for seq in (5, 9)])
    result = cli("thread", "--after", "4", "--limit", "2")
    assert (len(result.out.splitlines()), result.err) == (2, "There may be more: farhand thread --after 9\n")


def test_following_the_thread_prints_a_json_line_per_record(host: FakeHost, cli: Cli) -> None:
    record: dict[str, object] = {"seq": 7, "type": "x", "body": {}}
    host.on("GET /v1/thread/follow?after=6", record, record | {"seq": 8})
    lines = cli("thread", "--after", "6", "--follow", "--json").out.splitlines()
    assert [json.loads(each)["seq"] for each in lines] == [7, 8]


def test_notices_are_marked_as_read_only_on_demand(host: FakeHost, cli: Cli) -> None:
    notice: dict[str, object] = {"seq": 1, "at": 1, "title": "done", "body": "", "read": False}
    host.on("GET /v1/notices", [notice])
    host.on("POST /v1/notices/read", None)
    assert "1 unread notice" in cli("notices").out
    assert [key for key, _ in host.asked] == ["GET /v1/notices"]
    assert cli("notices", "--read").code == 0
    assert "POST /v1/notices/read" in [key for key, _ in host.asked]


def test_a_project_is_added_by_its_whole_path(host: FakeHost, cli: Cli, tmp_path: Path) -> None:
    project: dict[str, object] = {"project": ID, "name": "site", "path": str(tmp_path)}
    host.on("POST /v1/projects", project)
    assert "not trusted" in cli("projects", "add", str(tmp_path)).out
    assert ("POST /v1/projects", {"path": str(tmp_path)}) in host.asked


def test_trust_names_the_project(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/projects/site/trust", None)
    host.on("GET /v1/projects", [])
    assert cli("trust", "site").code == 0


def test_doctor_says_what_is_there_without_a_host(cli: Cli) -> None:
    found = {each["name"]: each for each in json.loads(cli("doctor", "--json").out)}
    assert found["python"]["verdict"] == "ok"
    assert found["host"]["verdict"] == "note"


def test_doctor_faults_a_data_folder_that_others_may_read(cli: Cli, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    said = cli("doctor", "--json")
    assert next(each for each in json.loads(said.out) if each["name"] == "data")["verdict"] == "fault"
    assert said.code == 1


def test_no_color_is_honoured_and_piped_output_has_none(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    host.on("GET /v1/tasks", [task])
    assert "\x1b" not in cli("tasks").out


@pytest.mark.parametrize(("seconds", "words"), [(3.24, "3.2 s"), (59, "59 s"), (72, "1 min 12 s"), (7260, "2 h 1 min")])
def test_a_duration_has_two_units(seconds: float, words: str) -> None:
    assert duration(seconds) == words
