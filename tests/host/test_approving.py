"""Answers that reach further than once, words that go with a no, and what is told of both."""

from pathlib import Path

import pytest

from farhand.attention import store as attention
from farhand.errors import NotFound, Refused
from farhand.host.effects import TellPermissions, TellVerdict
from farhand.host.projects_told import infos
from farhand.ids import ApprovalId, ProjectId, RunId, TaskId, new_id
from farhand.tasks import permissions, projects, store
from farhand.tasks.permissions import permissions_of
from farhand.tasks.task import Claimed, Parked, Task
from farhand.wire.attention_events import ApprovalAsked, ApprovalClosed
from farhand.wire.commands import AnswerApproval, RemoveRule, SetPreset
from farhand.wire.host_events import ProjectsChanged
from farhand.wire.permissions import Permissions, Preset, Rule, RuleOffer, Scope
from farhand.wire.run_events import Outcome
from farhand.wire.task_events import CommandRefused, TaskState, WaitReason
from tests.host.core import Core, Phone

EXACT = Rule(kind="command", value="npm test")
PREFIX = Rule(kind="prefix", value="npm run")
OFFERS = (RuleOffer(rule=EXACT, words="Bash: npm test"), RuleOffer(rule=PREFIX, words="Bash: npm run *"))


@pytest.fixture
async def phone(core: Core, tmp_path: Path) -> Phone:
    phone = Phone()
    await core.pair(phone)
    await core.add_project(tmp_path / "site")
    return phone


async def ask(core: Core, task: Task, rules: tuple[RuleOffer, ...] = OFFERS) -> ApprovalAsked:
    """Have a running task ask for leave."""
    asked = ApprovalAsked(
        at=1, approval=ApprovalId(new_id()), task=task.id, run=RunId(new_id()), generation=1, tool="Bash",
        title="Run a command", exact="npm test", action_hash=b"h" * 32, rules=rules,
    )  # fmt: skip
    await core.database.write(lambda connection: attention.open_approval(connection, asked))
    return asked


async def begin(core: Core, text: str) -> Task:
    """Have a task run."""
    queued = await core.say(text)
    running = await core.database.write(lambda connection: core.moving.move(connection, queued, Claimed(1)))
    parked = Parked(WaitReason.APPROVAL, "needs your approval")
    return await core.database.write(lambda connection: core.moving.move(connection, running, parked))


def allow(core: Core, asked: ApprovalAsked, scope: Scope, rule: Rule | None = None) -> AnswerApproval:
    return AnswerApproval(
        made_at=core.clock.now_ms(), approval=asked.approval, action_hash=asked.action_hash, generation=1,
        verdict="allow", scope=scope, rule=rule,
    )  # fmt: skip


async def permitted(core: Core, task: Task) -> Permissions:
    return await core.database.read(lambda connection: permissions_of(connection, task))


async def test_a_rule_for_this_task_holds_for_this_task_alone(core: Core, phone: Phone) -> None:
    task, other = await begin(core, "fix the login"), await begin(core, "and the logout")
    asked = await ask(core, task)
    await core.receiving.receive([core.seal(phone, allow(core, asked, "task", EXACT))], None)
    assert await permitted(core, task) == Permissions(rules=(EXACT,))
    assert await permitted(core, other) == Permissions()
    assert TellPermissions(task.id) in core.effects
    (closed,) = await core.of(ApprovalClosed)
    assert (closed.verdict, closed.origin, closed.scope, closed.rule) == ("allowed", phone.id, "task", EXACT)


async def test_a_rule_for_one_task_is_told_and_taken_back_for_it_alone(core: Core, phone: Phone) -> None:
    task, other = await begin(core, "fix the login"), await begin(core, "and the logout")
    for each in (task, other):
        await core.receiving.receive([core.seal(phone, allow(core, await ask(core, each), "task", EXACT))], None)
    (*_, changed) = await core.of(ProjectsChanged)
    assert changed.words == f"allowed from now on for task {other.number}: Bash: npm test"
    rules = changed.projects[0].task_rules
    assert [(each.task, each.number, each.words) for each in rules] == [
        (each.id, each.number, "Bash: npm test") for each in (task, other)
    ]

    core.effects.clear()
    await core.receiving.receive([core.seal(phone, RemoveRule(made_at=core.clock.now_ms(), rule=rules[0].id))], None)
    assert core.effects == [TellPermissions(task.id)]
    assert await permitted(core, task) == Permissions()
    assert await permitted(core, other) == Permissions(rules=(EXACT,))
    (*_, changed) = await core.of(ProjectsChanged)
    assert changed.words == f"asked about again for task {task.number}: Bash: npm test"
    assert [each.task for each in changed.projects[0].task_rules] == [other.id]


async def test_rules_of_a_task_that_cannot_run_again_are_not_listed(core: Core, phone: Phone) -> None:
    task = await begin(core, "fix the login")
    await core.receiving.receive([core.seal(phone, allow(core, await ask(core, task), "task", EXACT))], None)
    ended = Outcome(code="done", headline="done")
    await core.database.write(lambda c: core.concluding.conclude(c, store.get(c, task.id), TaskState.DONE, ended))
    (project,) = await core.database.read(infos)
    assert project.task_rules == ()


async def test_a_rule_for_always_holds_in_the_project_is_told_and_answers_what_else_it_covers(
    core: Core, phone: Phone
) -> None:
    task, other = await begin(core, "fix the login"), await begin(core, "and the logout")
    asked, alike = await ask(core, task), await ask(core, other)
    unlike = await ask(core, other, OFFERS[1:])
    await core.receiving.receive([core.seal(phone, allow(core, asked, "project", EXACT))], None)
    assert await permitted(core, other) == Permissions(rules=(EXACT,))
    told = [each.approval for each in core.effects if isinstance(each, TellVerdict) and each.allow]
    assert told == [asked.approval, alike.approval]
    assert {TellPermissions(task.id), TellPermissions(other.id)} <= set(core.effects)
    still = await core.database.read(attention.open_approvals)
    assert [each.id for each in still] == [unlike.approval]
    (*_, changed) = await core.of(ProjectsChanged)
    assert changed.words == "allowed from now on in site: Bash: npm test"
    assert [each.rule for each in changed.projects[0].rules] == [EXACT]


async def test_an_unprotected_device_may_allow_once_but_not_for_always(core: Core, phone: Phone) -> None:
    plain = Phone(name="Plain")
    await core.pair(plain, unprotected=True)
    task = await begin(core, "fix the login")
    asked = await ask(core, task)
    preset = SetPreset(made_at=core.clock.now_ms(), project=task.project or "", preset=Preset.FULL)
    for command in (allow(core, asked, "project", EXACT), preset):
        await core.receiving.receive([core.seal(plain, command)], None)
    assert [each.code for each in await core.of(CommandRefused)] == ["refused", "refused"]
    assert await permitted(core, task) == Permissions()
    assert len(await core.database.read(attention.open_approvals)) == 1
    await core.receiving.receive([core.seal(plain, allow(core, asked, "once"))], None)
    assert await core.database.read(attention.open_approvals) == ()
    assert phone.id != plain.id


async def test_only_a_rule_that_was_offered_can_be_granted(core: Core, phone: Phone) -> None:
    task = await begin(core, "fix the login")
    asked = await ask(core, task)
    wider = Rule(kind="commands")
    for rule in (wider, None):
        await core.receiving.receive([core.seal(phone, allow(core, asked, "project", rule))], None)
    assert len(await core.of(CommandRefused)) == 2
    assert await permitted(core, task) == Permissions()
    assert len(await core.database.read(attention.open_approvals)) == 1


async def test_the_words_of_a_no_reach_the_run(core: Core, phone: Phone) -> None:
    task = await begin(core, "fix the login")
    asked = await ask(core, task)
    deny = allow(core, asked, "once").model_copy(update={"verdict": "deny", "words": "use pnpm"})
    await core.receiving.receive([core.seal(phone, deny)], None)
    told = TellVerdict(RunId(asked.run), ApprovalId(asked.approval), b"h" * 32, allow=False, words="use pnpm")
    assert told in core.effects
    (kept,) = await core.database.read(lambda connection: attention.approvals_of_run(connection, RunId(asked.run)))
    assert (kept.state, kept.words) == ("denied", "use pnpm")


async def test_a_rule_is_taken_back_once_and_is_asked_about_again(core: Core, phone: Phone) -> None:
    task = await begin(core, "fix the login")
    asked = await ask(core, task)
    await core.receiving.receive([core.seal(phone, allow(core, asked, "project", EXACT))], None)
    (granted,) = await core.database.read(lambda c: permissions.rules_of(c, ProjectId(task.project or "")))
    core.effects.clear()
    remove = RemoveRule(made_at=core.clock.now_ms(), rule=granted.id)
    await core.receiving.receive([core.seal(phone, remove)], None)
    assert await permitted(core, task) == Permissions()
    assert core.effects == [TellPermissions(task.id)]
    (*_, changed) = await core.of(ProjectsChanged)
    assert (changed.words, changed.projects[0].rules) == ("asked about again in site: Bash: npm test", ())
    with pytest.raises(NotFound):
        await core.database.read(lambda connection: permissions.resolve(connection, granted.id[:8]))


async def test_a_preset_is_told_in_words_and_passed_to_what_runs(core: Core, phone: Phone) -> None:
    task = await begin(core, "fix the login")
    full = SetPreset(made_at=core.clock.now_ms(), project=task.project or "", preset=Preset.FULL)
    await core.receiving.receive([core.seal(phone, full), core.seal(phone, full)], None)
    assert await permitted(core, task) == Permissions(preset=Preset.FULL)
    told = [each.words for each in await core.of(ProjectsChanged) if each.words]
    assert len(told) == 1
    assert "not sandboxed" in told[0]
    assert TellPermissions(TaskId(task.id)) in core.effects


async def test_a_device_on_plain_http_does_not_set_a_preset(core: Core, phone: Phone, tmp_path: Path) -> None:
    plain = Phone(name="Plain")
    await core.pair(plain, unprotected=True)
    project = await core.database.read(lambda connection: projects.resolve(connection, str(tmp_path / "site")))
    with pytest.raises(Refused):
        await core.database.write(
            lambda connection: core.commanding.permitting.set_preset(connection, project, Preset.FULL, plain.id)
        )
    assert phone.id != plain.id
