"""A change is settled as asked, told to every device, and never claimed where git does not show it."""

from pathlib import Path

import pytest

from farhand.changes import store as changes
from farhand.changes.state import KEPT_MS, IllegalAct
from farhand.errors import Conflict
from farhand.host.change_acts import ChangeActs
from farhand.host.changing import Changing
from farhand.host.effects import LookAtChanges
from farhand.tasks import store
from farhand.tasks.task import Claimed, Task
from farhand.wire.change_events import ChangeState
from farhand.wire.commands import ChangeAct
from farhand.wire.task_events import CommandRefused
from tests.git_projects import git
from tests.host.changed import ask, changing_of, do, finish_run, serving, stop_checks, wait_idle, wish
from tests.host.core import Core, Phone


@pytest.fixture
async def task(core: Core, project: Path) -> Task:
    await core.add_project(project)
    return await finish_run(core, await core.say("Make it two"), project, app_py="one = 2\n")


async def test_an_applied_change_is_in_the_project_and_told_with_its_commit(
    core: Core, project: Path, task: Task
) -> None:
    told = await do(core, task.id, ChangeAct.APPLY)
    assert (told.what, told.state, told.commit) == ("applied", "applied", git(project, "rev-parse", "HEAD"))
    assert "Make it two" in git(project, "log", "-1", "--format=%B")
    assert "Not checked" in git(project, "log", "-1", "--format=%B")
    seen = (await core.projection()).tasks[task.id].settled
    assert seen == told


async def test_a_phone_asks_and_is_answered(core: Core, task: Task, phone: Phone) -> None:
    await core.pair(phone)
    async with serving(core) as changing:
        await core.receiving.receive([core.seal(phone, wish(core, task.id, ChangeAct.APPLY))], None)
        assert core.effects == [LookAtChanges()]
        changing.wake()
        told = (await wait_idle(core))[-1]
    assert (told.what, told.origin) == ("applied", phone.id)


async def test_a_wish_that_comes_a_day_late_is_not_carried_out_unasked(core: Core, task: Task, phone: Phone) -> None:
    await core.pair(phone)
    late = wish(core, task.id, ChangeAct.DISCARD)
    core.clock.advance(25 * 3600 * 1000)
    await core.receiving.receive([core.seal(phone, late)], None)
    assert len(await core.of(CommandRefused)) == 1
    assert await core.database.read(changes.every_wanted) == ()


async def test_what_git_refuses_is_told_in_words_and_changes_nothing(core: Core, project: Path, task: Task) -> None:
    (project / "app.py").write_text("mine\n")
    told = await do(core, task.id, ChangeAct.APPLY)
    assert (told.what, told.state, told.code) == ("kept", "pending", "conflict")
    assert "app.py" in told.words
    assert told.hint
    assert (project / "app.py").read_text() == "mine\n"


async def test_a_change_is_applied_taken_back_and_applied_again(core: Core, project: Path, task: Task) -> None:
    acts = [ChangeAct.APPLY, ChangeAct.REVERT, ChangeAct.REBASE]
    told = [(await do(core, task.id, act)).what for act in acts]
    await stop_checks(core)
    assert [*told, (await do(core, task.id, ChangeAct.APPLY)).what] == ["applied", "reverted", "rebased", "applied"]
    assert (project / "app.py").read_text() == "one = 2\n"


async def test_a_discarded_change_comes_back_within_seven_days(core: Core, task: Task) -> None:
    told = await do(core, task.id, ChangeAct.DISCARD)
    assert (told.what, told.state, told.until) == ("discarded", "discarded", core.clock.now_ms() + KEPT_MS)
    core.clock.advance(KEPT_MS - 1)
    told = await do(core, task.id, ChangeAct.RESTORE)
    assert (told.what, told.state) == ("restored", "pending")
    assert (await do(core, task.id, ChangeAct.APPLY)).what == "applied"


async def test_after_seven_days_a_discarded_change_and_nothing_else_is_let_go(
    core: Core, project: Path, task: Task
) -> None:
    git(project, "branch", "mine")
    await do(core, task.id, ChangeAct.DISCARD)
    before = set(git(project, "for-each-ref", "--format=%(refname)").splitlines())
    core.clock.advance(KEPT_MS + 1)
    await changing_of(core).sweep()
    told = await do(core, task.id, ChangeAct.RESTORE)
    after = set(git(project, "for-each-ref", "--format=%(refname)").splitlines())
    assert before - after == {name for name in before if "discarded" in name}
    assert (told.what, told.code) == ("kept", "not_found")


async def test_a_follow_up_is_applied_with_what_it_builds_on(core: Core, project: Path, task: Task) -> None:
    follow_up = await core.say("also make it three")
    assert follow_up.root == task.root
    await finish_run(core, follow_up, project, app_py="one = 3\n")
    with pytest.raises(Conflict, match="went on"):
        await ask(core, task.id, ChangeAct.APPLY)
    await do(core, follow_up.id, ChangeAct.APPLY)
    seen = (await core.projection()).tasks
    assert {seen[each].settled.state for each in (task.id, follow_up.id) if seen[each].settled} == {"applied"}  # pyright: ignore[reportOptionalMemberAccess]  # looked at right there
    assert "tasks 1 and 2" in git(project, "log", "-1", "--format=%B")


async def test_what_was_applied_on_top_is_taken_back_first(core: Core, project: Path, task: Task) -> None:
    await do(core, task.id, ChangeAct.APPLY)
    core.clock.advance(1)
    follow_up = await core.say("also make it three")
    await finish_run(core, follow_up, project, app_py="one = 3\n")
    await do(core, follow_up.id, ChangeAct.APPLY)
    with pytest.raises(Conflict, match="on top"):
        await ask(core, task.id, ChangeAct.REVERT)
    assert (await do(core, follow_up.id, ChangeAct.REVERT)).what == "reverted"
    assert (project / "app.py").read_text() == "one = 2\n"


async def test_nothing_is_settled_while_a_run_works_on_the_branch(core: Core, task: Task) -> None:
    follow_up = await core.say("also make it three")
    await core.database.write(lambda c: core.moving.move(c, store.get(c, follow_up.id), Claimed(1)))
    with pytest.raises(Conflict, match="running"):
        await ask(core, task.id, ChangeAct.APPLY)


async def test_one_thing_at_a_time_is_done_with_a_change(core: Core, task: Task) -> None:
    await ask(core, task.id, ChangeAct.APPLY)
    with pytest.raises(Conflict, match="right now"):
        await ask(core, task.id, ChangeAct.DISCARD)


async def test_an_act_that_does_not_fit_is_refused(core: Core, task: Task) -> None:
    with pytest.raises(IllegalAct):
        await ask(core, task.id, ChangeAct.REVERT)


async def test_a_task_without_a_change_has_nothing_to_apply(core: Core, project: Path) -> None:
    await core.add_project(project)
    task = await core.say("Look around")
    with pytest.raises(Conflict, match="changed nothing"):
        await ask(core, task.id, ChangeAct.APPLY)


class _Killed(BaseException):
    """The host dies."""


async def _die(core: Core, task: Task, act: ChangeAct, monkeypatch: pytest.MonkeyPatch, *, after_git: bool) -> None:
    """Ask for an act, and let the host die before git works or before its work is recorded."""
    with monkeypatch.context() as patched:

        def die(*_: object) -> None:
            raise _Killed

        patched.setattr(*((Changing, "_finish") if after_git else (ChangeActs, "act")), die)
        with pytest.raises(BaseExceptionGroup):
            await do(core, task.id, act)


@pytest.mark.parametrize("act", [ChangeAct.APPLY, ChangeAct.DISCARD])
async def test_a_host_that_died_after_git_was_done_tells_that_it_is_done(
    core: Core, project: Path, task: Task, monkeypatch: pytest.MonkeyPatch, act: ChangeAct
) -> None:
    await _die(core, task, act, monkeypatch, after_git=True)
    async with serving(core):
        told = (await wait_idle(core))[-1]
    assert told.what in {"applied", "discarded"}
    assert (told.state is ChangeState.APPLIED) == ((project / "app.py").read_text() == "one = 2\n")
    back = ChangeAct.REVERT if act is ChangeAct.APPLY else ChangeAct.RESTORE
    assert (await do(core, task.id, back)).what != "kept"


@pytest.mark.parametrize("act", [ChangeAct.APPLY, ChangeAct.DISCARD])
async def test_a_host_that_died_before_git_did_anything_claims_nothing(
    core: Core, project: Path, task: Task, monkeypatch: pytest.MonkeyPatch, act: ChangeAct
) -> None:
    before = git(project, "for-each-ref")
    await _die(core, task, act, monkeypatch, after_git=False)
    async with serving(core):
        told = (await wait_idle(core))[-1]
    assert (told.what, told.state, git(project, "for-each-ref")) == ("kept", "pending", before)
    assert (await do(core, task.id, act)).what != "kept"


async def test_of_two_changes_asked_for_at_once_the_second_sees_the_first(
    core: Core, project: Path, task: Task
) -> None:
    other = await finish_run(core, await core.say("Add a page"), project, page_py="page = 1\n")
    assert other.root != task.root
    async with serving(core) as changing:
        for each in (task, other):
            await ask(core, each.id, ChangeAct.APPLY)
        changing.wake()
        told = await wait_idle(core)
    assert sorted((each.what, each.code) for each in told) == [("applied", None), ("kept", "base_moved")]
    late = task if told[-1].task == task.id else other
    assert (await do(core, late.id, ChangeAct.REBASE)).what == "rebased"
    await core.database.write(lambda c: core.commanding.cancel(c, store.get(c, late.id), "local"))
    assert (await do(core, late.id, ChangeAct.APPLY)).what == "applied"
    assert git(project, "rev-list", "--count", "HEAD") == "3"
