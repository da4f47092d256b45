"""The real Claude Code through our adapter, with a scripted model on loopback."""

import asyncio
import json
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from farhand.agents.claude_code import ClaudeSession
from farhand.agents.port import Activity, Failure, ModelBusy, Said, SessionKnown, ToolEnded, ToolUsed, Writes
from farhand.process_tree import list_processes
from farhand.wire.permissions import Permissions, Rule
from tests.agents.conftest import World, carry_out, end_of

pytestmark = pytest.mark.journey


def script(*steps: object) -> str:
    return f"<<SCRIPT {json.dumps(list(steps))} SCRIPT>>"


def call(tool: str, **given: object) -> dict[str, object]:
    return {"text": f"I use {tool}.", "tool": tool, "input": given}


async def test_an_edit_in_the_workspace_is_made_unasked(world: World) -> None:
    session = await world.open()
    heard = await carry_out(session, script(call("Write", file_path="{cwd}/b.txt", content="two\n"), "Written."))
    assert (world.project / "b.txt").read_text() == "two\n"
    assert world.person.asked == []
    assert end_of(heard).failure is None
    assert end_of(heard).summary == "Written."
    kinds = {type(each) for each in heard}
    assert {SessionKnown, Said, Writes, ToolUsed, ToolEnded} <= kinds
    assert (world.home / "log.jsonl").read_bytes().count(b"\n") > 3


async def test_the_rule_of_an_untrusted_project_reaches_the_model_and_its_hooks_and_servers_do_not_run(
    world: World, tmp_path: Path
) -> None:
    _plant(world.project, tmp_path)
    heard = await carry_out(await world.open(), script("hello"))
    assert end_of(heard).failure is None
    assert world.model.requests[0].mentions("Our word for a slow caller is heron.")
    assert not any((tmp_path / name).exists() for name in ("ran-hook", "ran-key", "ran-server"))


async def test_the_hooks_of_a_trusted_project_run(world: World, tmp_path: Path) -> None:
    _plant(world.project, tmp_path)
    (world.project / ".mcp.json").unlink()
    await carry_out(await world.open(trusted=True), script("hello"))
    assert world.model.requests[0].mentions("Our word for a slow caller is heron.")
    assert (tmp_path / "ran-hook").exists()


async def test_agents_md_is_read_where_there_is_no_claude_md(world: World) -> None:
    (world.project / "CLAUDE.md").rename(world.project / "AGENTS.md")
    await carry_out(await world.open(), script("hello"))
    assert world.model.requests[0].mentions("Our word for a slow caller is heron.")


async def test_a_command_is_asked_about_verbatim_and_runs_once_allowed(world: World) -> None:
    command = "touch made && echo 'two  spaces'"
    heard = await carry_out(await world.open(), script(call("Bash", command=command), "Done."))
    assert world.person.asked == [command]
    assert (world.project / "made").exists()
    assert end_of(heard).denied == ()


async def test_a_denied_command_does_not_run_and_is_told(world: World) -> None:
    world.person.allows = False
    heard = await carry_out(await world.open(), script(call("Bash", command="touch made"), "I could not."))
    assert not (world.project / "made").exists()
    assert end_of(heard).failure is None
    assert end_of(heard).denied == ("touch made",)


async def test_the_words_of_a_no_reach_the_agent(world: World) -> None:
    world.person.allows, world.person.words = False, "use pnpm instead"
    heard = await carry_out(await world.open(), script(call("Bash", command="npm install"), "I could not."))
    assert any(isinstance(each, ToolEnded) and "use pnpm instead" in each.output for each in heard)


async def test_a_command_that_a_rule_covers_runs_unasked(world: World) -> None:
    world.person.permissions = Permissions(rules=(Rule(kind="command", value="touch made"),))
    heard = await carry_out(await world.open(), script(call("Bash", command="touch made"), "Done."))
    assert (world.person.asked, end_of(heard).denied) == ([], ())
    assert (world.project / "made").exists()


async def test_a_plan_is_shown_and_waits_for_a_word(world: World) -> None:
    steps = call("EnterPlanMode"), call("Bash", command="touch planned"), call("ExitPlanMode", plan="# Do it"), "Done."
    heard = await carry_out(await world.open(), script(*steps))
    assert world.person.asked == ["touch planned", "# The plan\n"]
    assert (end_of(heard).failure, end_of(heard).denied) == (None, ())


async def test_a_plan_that_is_not_wanted_so_goes_back_with_the_words_and_is_no_denial(world: World) -> None:
    world.person.allows, world.person.words = False, "without a new file"
    heard = await carry_out(await world.open(), script(call("EnterPlanMode"), call("ExitPlanMode"), "I change it."))
    assert any(isinstance(each, ToolEnded) and "without a new file" in each.output for each in heard)
    assert (end_of(heard).failure, end_of(heard).denied) == (None, ())


async def test_an_edit_outside_the_workspace_is_asked_about(world: World, tmp_path: Path) -> None:
    world.person.allows = False
    outside = tmp_path / "outside.txt"
    heard = await carry_out(
        await world.open(), script(call("Write", file_path=str(outside), content="x"), "I could not.")
    )
    assert len(world.person.asked) == 1
    assert len(end_of(heard).denied) == 1
    assert not outside.exists()


async def test_a_question_of_the_agent_is_answered(world: World) -> None:
    world.person.answers = ("Blue",)
    question = {
        "question": "Which colour?",
        "header": "Colour",
        "multiSelect": False,
        "options": [{"label": "Red", "description": "warm"}, {"label": "Blue", "description": "cool"}],
    }
    heard = await carry_out(await world.open(), script(call("AskUserQuestion", questions=[question]), "Blue it is."))
    assert world.person.asked == ["Which colour?"]
    assert [each.exact for each in heard if isinstance(each, ToolUsed)] == ["Which colour?"]
    assert end_of(heard).denied == ()
    assert any(isinstance(each, ToolEnded) and "Blue" in each.output for each in heard)


async def test_settings_that_ask_for_the_bypass_mode_do_not_keep_it_from_asking(world: World) -> None:
    for folder in (world.project, world.home):
        (folder / ".claude").mkdir(exist_ok=True)
        (folder / ".claude" / "settings.json").write_text('{"permissions": {"defaultMode": "bypassPermissions"}}')
    heard = await carry_out(await world.open(trusted=True), script(call("Bash", command="touch b.txt"), "Done."))
    assert end_of(heard).failure is None
    assert world.person.asked == ["touch b.txt"]


async def test_a_program_that_refuses_the_bypass_mode_as_root_is_told_as_that(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = world.home / "claude"
    said = "--dangerously-skip-permissions cannot be used with root/sudo privileges for security reasons"
    program.write_text(f"#!/bin/sh\nread line\necho '{said}' >&2\nexit 1\n")
    program.chmod(0o755)

    def find(_: object) -> Path:
        return program

    monkeypatch.setattr("farhand.agents.claude_code.find_claude_program", find)
    heard = await carry_out(await world.open(), script("hello"))
    assert (end_of(heard).failure, end_of(heard).detail) == (Failure.BYPASS_REFUSED, said)


async def test_a_follow_up_continues_the_session(world: World) -> None:
    session = await world.open()
    first = await carry_out(session, f"remember the plum {script('yes')}")
    second = await carry_out(session, script("again"))
    assert end_of(second).summary == "again"
    assert world.model.requests[-1].mentions("remember the plum")
    assert _session_of(first) == _session_of(second)


async def test_each_turn_says_what_it_cost_itself(world: World) -> None:
    session = await world.open()
    costs = [end_of(await carry_out(session, script(word))).cost_usd for word in ("one", "two")]
    assert costs[0]
    assert costs[1] == pytest.approx(costs[0])


async def test_a_turn_in_a_resumed_session_says_what_it_cost_itself(world: World) -> None:
    session = await world.open()
    first = await carry_out(session, script("one"))
    await session.close()
    again = await carry_out(await world.open(resume=_session_of(first)), script("two"))
    assert end_of(again).cost_usd == pytest.approx(end_of(first).cost_usd)


async def test_a_closed_session_is_resumed_by_its_id(world: World) -> None:
    session = await world.open()
    known = _session_of(await carry_out(session, f"remember the plum {script('yes')}"))
    await session.close()
    resumed = await carry_out(await world.open(resume=known), script("again"))
    assert world.model.requests[-1].mentions("remember the plum")
    assert _session_of(resumed) == known


async def test_a_refused_login_is_told_at_the_first_answer(world: World) -> None:
    heard = await carry_out(await world.open(), script({"fail": 401, "times": 99}))
    assert end_of(heard).failure is Failure.NOT_LOGGED_IN
    assert len(world.model.requests) <= 2


async def test_no_credentials_means_not_logged_in(world: World) -> None:
    heard = await carry_out(await world.open(ANTHROPIC_API_KEY=""), script("hello"))
    assert end_of(heard).failure is Failure.NOT_LOGGED_IN
    assert world.model.requests == ()


async def test_a_busy_model_is_tried_again(world: World) -> None:
    heard = await carry_out(await world.open(), script({"fail": 529, "times": 1, "then": "well"}))
    assert any(isinstance(each, ModelBusy) and each.status == 529 for each in heard)
    assert end_of(heard).failure is None
    assert end_of(heard).summary == "well"


async def test_a_model_that_stays_busy_ends_the_turn_as_busy(world: World) -> None:
    session = await world.open(CLAUDE_CODE_MAX_RETRIES="1")
    heard = await carry_out(session, script({"fail": 529, "times": 99}))
    assert end_of(heard).failure is Failure.MODEL_BUSY


async def test_requests_that_stay_refused_for_their_number_end_the_turn_at_a_limit(world: World) -> None:
    session = await world.open(CLAUDE_CODE_MAX_RETRIES="1")
    heard = await carry_out(session, script({"fail": 429, "times": 99}))
    assert (end_of(heard).failure, end_of(heard).resets_at) == (Failure.LIMIT_REACHED, None)


async def test_the_limit_of_a_plan_is_told_with_the_time_at_which_it_begins_anew(world: World) -> None:
    session = await world.open(ANTHROPIC_API_KEY="", CLAUDE_CODE_OAUTH_TOKEN="made-up")
    now_s = time.time()
    heard = await carry_out(session, script({"fail": 429, "times": 99, "reset": 7200}))
    assert end_of(heard).failure is Failure.LIMIT_REACHED
    resets_at = end_of(heard).resets_at
    assert resets_at is not None
    assert now_s + 7100 < resets_at / 1000 < now_s + 7300


async def test_a_killed_program_is_a_crash_and_its_session_can_go_on(world: World) -> None:
    session = await world.open()
    assert isinstance(session, ClaudeSession)
    await carry_out(session, script("the session is on disk"))
    world.person.absent = True
    heard: list[Activity] = []
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:

        async def kill() -> None:
            await world.person.was_asked.wait()
            os.kill(session.pid, signal.SIGKILL)

        group.create_task(kill())
        heard = await carry_out(session, script(call("Bash", command="touch made"), "Done."))
    assert end_of(heard).failure is Failure.AGENT_CRASHED
    world.person.absent = False
    again = await carry_out(await world.open(resume=_session_of(heard)), script("going on"))
    assert end_of(again).summary == "going on"


async def test_an_interrupt_ends_a_silent_turn_and_the_session_goes_on(world: World) -> None:
    session = await world.open()
    heard: list[Activity] = []
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:

        async def stop() -> None:
            await world.person.was_asked.wait()
            await session.interrupt()

        world.person.absent = True
        group.create_task(stop())
        heard = await carry_out(session, script(call("Bash", command="touch made"), "Done."))
    assert end_of(heard).failure is Failure.CANCELLED
    assert end_of(await carry_out(session, script("still here"))).summary == "still here"


async def test_closing_takes_what_the_agent_started_with_it(world: World) -> None:
    session = await world.open()
    command = (
        "setsid sh -c 'echo $$ > pid; exec sleep 1000' >/dev/null 2>&1 < /dev/null & while ! [ -s pid ]; do :; done"
    )
    await carry_out(session, script(call("Bash", command=command), "Done."))
    pid = int((world.project / "pid").read_text())
    await session.close()
    left = list_processes().get(pid)
    assert left is None or left.is_zombie


async def test_a_session_that_is_not_there_is_told_at_once(world: World) -> None:
    async with asyncio.timeout(10):
        heard = await carry_out(await world.open(resume="6b1f3f0e-4f6b-4b7a-9d0e-0f5b7a1c2d3e"), script("hello"))
    assert end_of(heard).failure is Failure.SESSION_LOST
    assert world.model.requests == ()


def _plant(project: Path, folder: Path) -> None:
    hook = {"hooks": [{"type": "command", "command": f"touch {folder}/ran-hook"}]}
    settings = {
        "hooks": {"SessionStart": [hook], "UserPromptSubmit": [hook]},
        "apiKeyHelper": f"touch {folder}/ran-key",
    }
    (project / ".claude").mkdir()
    (project / ".claude/settings.json").write_text(json.dumps(settings))
    server = {"command": "touch", "args": [f"{folder}/ran-server"]}
    (project / ".mcp.json").write_text(json.dumps({"mcpServers": {"planted": server}}))


def _session_of(heard: Sequence[Activity]) -> str:
    return next(each.session for each in heard if isinstance(each, SessionKnown))
