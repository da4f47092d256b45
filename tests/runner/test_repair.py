"""What happens when a check fails: on the real base, with the real agent and a scripted model."""

import asyncio
import json
from pathlib import Path

import pytest

from farhand.process_tree import list_processes
from farhand.runs.attaching import Attached
from farhand.runs.protocol import (
    AgentEnded,
    Allow,
    Cancel,
    ChangeMade,
    CheckEndedInRun,
    Ended,
    LeaveAsked,
    RepairBegan,
    SessionOpened,
    StepTaken,
)
from tests.git_projects import git
from tests.runner.conftest import Heard, Place, end_of, hear

pytestmark = pytest.mark.journey

FAILS_BY_COUNT = """\
import pathlib, sys
wrong = [name for name in ("a.txt", "b.txt", "c.txt") if pathlib.Path(name).read_text() != "good\\n"]
print(f"{len(wrong)} failed, {3 - len(wrong)} passed in 0.1s")
sys.exit(bool(wrong))
"""


def script(*steps: object) -> str:
    return f"<<SCRIPT {json.dumps(list(steps))} SCRIPT>>"


def write(name: str, content: str = "good\n") -> dict[str, object]:
    return {"text": "I write.", "tool": "Write", "input": {"file_path": f"{{cwd}}/{name}", "content": content}}


def checked_by(place: Place, toml: str, **files: str) -> None:
    """Make this the project's base."""
    for name, content in files.items():
        (place.project / name.replace("_", ".")).write_text(content)
    (place.project / "farhand.toml").write_text(toml)
    git(place.project, "add", "-A")
    git(place.project, "-c", "user.name=T", "-c", "user.email=t@localhost", "commit", "-q", "-m", "Base")


def of_kind(heard: Heard, kind: type) -> list[object]:
    return [event for event in heard if isinstance(event, kind)]


def bases_left(place: Place) -> list[str]:
    """Return what is left of worktrees that were made to compare."""
    listed = git(place.project, "worktree", "list", "--porcelain")
    return [line for line in listed.splitlines() if line.endswith(".base")] + [
        str(each) for each in place.root.glob("*.base")
    ]


async def test_a_failing_check_goes_back_to_the_same_session_and_the_repair_is_done(place: Place) -> None:
    heard = await place.carry_out(place.spec(script(write("c.txt"), "Written.", write("b.txt"), "Mended.")))
    ended = end_of(heard)
    assert (ended.state, ended.code, ended.verified) == ("done", "done", True)
    assert ended.summary == "Written.\n\nMended."
    repairs = [event for event in heard if isinstance(event, RepairBegan)]
    assert [(event.round, event.of) for event in repairs] == [(1, 2)]
    assert repairs[0].words == "repair 1 of 2: the check `test -e b.txt` failed with exit 1"
    assert [event.check.status for event in heard if isinstance(event, CheckEndedInRun)] == ["failed", "passed"]
    assert [check.status for check in ended.checks] == ["passed"]
    assert len(of_kind(heard, SessionOpened)) == 1
    assert place.model.requests[-1].mentions("`test -e b.txt` ended with exit 1")
    change = next(event for event in heard if isinstance(event, ChangeMade))
    assert [file.path for file in change.files] == ["b.txt", "c.txt"]
    assert bases_left(place) == []


async def test_rounds_end_where_the_project_says_so(place: Place) -> None:
    checked_by(place, 'check = "test -e never"\nrepair_rounds = 1\n')
    heard = await place.carry_out(
        place.spec(script(write("b.txt"), "One.", write("c.txt"), "Two.", write("d.txt"), "Three."))
    )
    ended = end_of(heard)
    assert (ended.state, ended.code) == ("failed", "check_failed")
    assert len(of_kind(heard, RepairBegan)) == 1
    assert len(of_kind(heard, AgentEnded)) == 2
    assert ended.headline == "the check `test -e never` failed with exit 1; it failed before, too"
    assert bases_left(place) == []


async def test_no_round_at_all_where_the_project_wants_none(place: Place) -> None:
    checked_by(place, 'check = "test -e never"\nrepair_rounds = 0\n')
    heard = await place.carry_out(place.spec(script(write("b.txt"), "One.")))
    assert (end_of(heard).code, of_kind(heard, RepairBegan)) == ("check_failed", [])


async def test_a_round_that_changes_nothing_ends_them_whatever_the_check_left_behind(place: Place) -> None:
    checked_by(place, 'check = "date +%N > report.txt; test -e b.txt"\n')
    heard = await place.carry_out(place.spec(script(write("c.txt"), "Written.", "I see nothing to mend.")))
    ended = end_of(heard)
    assert ended.code == "check_failed"
    assert len(of_kind(heard, RepairBegan)) == 1
    assert len(of_kind(heard, CheckEndedInRun)) == 1
    steps = [event for event in heard if isinstance(event, StepTaken) and event.step == "repair-1"]
    assert [(step.state, step.detail) for step in steps] == [("going", ""), ("failed", "it changed nothing")]
    change = next(event for event in heard if isinstance(event, ChangeMade))
    assert [file.path for file in change.files] == ["c.txt"]


async def test_what_fails_anew_is_told_apart_from_what_failed_before(place: Place) -> None:
    toml = 'check = "python3 check.py"\nrepair_rounds = 0\n'
    checked_by(place, toml, a_txt="good\n", b_txt="good\n", c_txt="bad\n", check_py=FAILS_BY_COUNT)
    same = end_of(await place.carry_out(place.spec(script(write("d.txt"), "Written."))))
    assert (same.code, same.headline) == ("check_failed", "1 of 3 tests fails; 1 failed before, too")
    other = {"branch": "farhand/other-8", "workspace": str(place.root / "other")}
    worse = end_of(await place.carry_out(place.spec(script(write("a.txt", "bad\n"), "Written."), **other)))
    assert (worse.code, worse.headline) == ("check_failed", "2 of 3 tests fail; 1 failed before")
    assert [(check.baseline, check.baseline_passed, check.baseline_total) for check in worse.checks] == [
        ("failed", 2, 3)
    ]
    assert len(list((place.root / "baselines").glob("*.json"))) == 1


async def test_a_check_that_passed_before_is_newly_failing(place: Place) -> None:
    checked_by(place, 'check = "grep -q good a.txt"\nrepair_rounds = 0\n', a_txt="good\n")
    ended = end_of(
        await place.carry_out(
            place.spec(
                script({"tool": "Read", "input": {"file_path": "{cwd}/a.txt"}}, write("a.txt", "bad\n"), "Written.")
            )
        )
    )
    assert ended.headline == "the check `grep -q good a.txt` failed with exit 1; it passed before"
    assert [check.baseline for check in ended.checks] == ["passed"]


async def test_a_base_that_cannot_be_checked_says_so_and_changes_nothing(place: Place) -> None:
    checked_by(place, 'check = "test -e never"\nsetup = "test -d ../work.base && exit 1; true"\nrepair_rounds = 0\n')
    heard = await place.carry_out(place.spec(script(write("c.txt"), "Written.")))
    ended = end_of(heard)
    assert (ended.code, ended.headline) == ("check_failed", "the check `test -e never` failed with exit 1")
    assert [check.baseline for check in ended.checks] == ["not run"]
    steps = [event for event in heard if isinstance(event, StepTaken) and event.step == "baseline"]
    assert steps[-1].state == "failed"
    assert "`setup` failed" in steps[-1].detail
    assert bases_left(place) == []


async def test_a_test_that_fails_once_only_is_told_as_flaky(place: Place) -> None:
    flaky = "if [ -e tried ]; then echo 3 passed in 0.1s; else touch tried; echo 1 failed, 2 passed in 0.1s; exit 1; fi"
    checked_by(place, f'check = "{flaky}"\n')
    (place.project / ".git" / "info" / "exclude").write_text("tried\n")
    heard = await place.carry_out(place.spec(script(write("b.txt"), "Written.")))
    ended = end_of(heard)
    assert (ended.state, ended.verified, ended.headline) == ("done", True, "3 of 3 tests pass, on the second try")
    assert [(check.status, check.flaky) for check in ended.checks] == [("passed", True)]
    assert of_kind(heard, RepairBegan) == []


async def test_two_failures_fail(place: Place) -> None:
    toml = 'check = "echo x >> tries; echo 1 failed, 2 passed in 0.1s; exit 1"\nrepair_rounds = 0\n'
    checked_by(place, toml)
    ended = end_of(await place.carry_out(place.spec(script(write("b.txt"), "Written."))))
    assert (ended.state, ended.code) == ("failed", "check_failed")
    assert [(check.status, check.flaky) for check in ended.checks] == [("failed", None)]
    assert (Path(place.root) / "work" / "tries").read_text() == "x\nx\n"


async def test_counts_come_from_the_report_that_the_check_wrote(place: Place) -> None:
    report = 'echo \'<testsuites><testsuite tests=\\"4\\" failures=\\"0\\"/></testsuites>\' > out/new.xml'
    checked_by(place, f'check = "mkdir -p out; {report}; echo 9 passed in 1s"\njunit = "out/*.xml"\n')
    ended = end_of(await place.carry_out(place.spec(script(write("b.txt"), "Written."))))
    assert (ended.state, ended.headline) == ("done", "4 of 4 tests pass")


async def test_cancel_ends_what_runs_on_the_base_too(place: Place, pipe: Path) -> None:
    checked_by(place, f'check = "echo $$ > {pipe}; sleep 1000"\n')
    attached = Attached(folder := await place.begin(place.spec(script({"hang": 100, "then": "Late."}))))
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        hearing = group.create_task(hear(attached))
        pid = int(await asyncio.to_thread(pipe.read_text))
        await attached.send(Cancel(run=folder.path.name))
    assert end_of(hearing.result()).state == "cancelled"
    assert pid not in list_processes()
    assert bases_left(place) == []


async def test_what_a_killed_runner_left_of_a_base_is_removed_by_the_next(place: Place) -> None:
    git(place.project, "worktree", "add", "-q", "--detach", str(place.root / "work.base"))
    await place.carry_out(place.spec(script(write("b.txt"), "Written.")))
    assert bases_left(place) == []


async def test_what_is_denied_in_a_repair_ends_the_rounds_as_denied(place: Place) -> None:
    steps = write("c.txt"), "Written.", {"tool": "Bash", "input": {"command": "touch b.txt"}}, write("b.txt"), "Mended."
    attached = Attached(await place.begin(place.spec(script(*steps))))
    async with asyncio.timeout(30):
        async for event in attached.events():
            if isinstance(event, LeaveAsked):
                await attached.send(Allow(approval=event.approval, action_hash=event.action_hash, allow=False))
            elif isinstance(event, Ended):
                assert (event.state, event.code, event.denied) == ("failed", "denied", ("touch b.txt",))
                assert [check.status for check in event.checks] == ["failed"]
