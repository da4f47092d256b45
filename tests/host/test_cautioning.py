"""Settings that ask for the agent's bypass mode are told of, once for each project and what it asks."""

from pathlib import Path

from farhand.host.cautioning import TITLE, bypass_words
from farhand.wire.attention_events import NoticePosted
from farhand.wire.run_events import RunStep
from farhand.wire.task_events import TaskState
from tests.host.works import Works, ended

ASKS = '{"permissions": {"defaultMode": "bypassPermissions"}}'


async def run(works: Works, text: str) -> None:
    """Have a task run to its end."""
    task = await works.core.say(text)
    works.scheduling.wake()
    spec = await works.runners.started.get()
    works.runners.of(spec.run).put_nowait(ended(spec.run))
    await works.wait_for_task(task.id, TaskState.DONE)


async def told(works: Works) -> list[str]:
    assert {each.title for each in await works.core.of(RunStep)} <= {TITLE}
    return [each.body for each in await works.core.of(NoticePosted) if each.kind == "host"]


async def test_it_is_said_once_in_the_thread_and_as_a_notice_that_farhand_keeps_asking(
    works: Works, tmp_path: Path
) -> None:
    (tmp_path / "site" / ".claude").mkdir()
    (tmp_path / "site" / ".claude" / "settings.json").write_text(ASKS)
    async with works.going():
        await run(works, "!make")
        assert await told(works) == []
        for text in ("Fix the login", "Fix the footer"):
            await run(works, text)
        (words,) = await told(works)
        assert words.startswith("`.claude/settings.json` asks for the bypass mode")
        assert [each.detail for each in await works.core.of(RunStep)] == [words]
        (tmp_path / "home" / ".claude").mkdir(parents=True)
        (tmp_path / "home" / ".claude" / "settings.json").write_text(ASKS)
        await run(works, "Fix the header")
        assert len(await told(works)) == 2


async def test_a_project_that_asks_for_nothing_hears_nothing(works: Works) -> None:
    async with works.going():
        await run(works, "Fix the login")
    assert await told(works) == []


def test_root_is_told_that_the_agent_refuses_that_mode_and_what_to_do_instead() -> None:
    assert "as root, Claude Code itself refuses" in bypass_words("`x`", "site", is_root=True)
    assert "as root" not in bypass_words("`x`", "site", is_root=False)
    assert "`farhand projects preset site full`" in bypass_words("`x`", "site", is_root=True)
