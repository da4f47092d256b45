"""A change that was rebased is checked where it stands now, without an agent, and told anew."""

from pathlib import Path

import pytest

from farhand.runs.protocol import ChangeMade, SessionOpened
from farhand.runs.spec import RunSpec
from tests.git_projects import git
from tests.runner.conftest import Place, end_of
from tests.runner.test_runner import script, write

BRANCH = "farhand/add-a-file-7"
NAMED = ("-c", "user.name=T", "-c", "user.email=t@localhost")


def _rebase(place: Place) -> str:
    """Put the branch on top of a newer commit of the project, as `rebase` does; return where it stands."""
    (place.project / "newer.txt").write_text("newer\n")
    git(place.project, "add", "newer.txt")
    git(place.project, *NAMED, "commit", "-qm", "Newer")
    git(place.root / "work", *NAMED, "rebase", "-q", "main")
    git(place.project, "update-ref", f"refs/farhand/base/{BRANCH}", "main")
    return git(place.project, "rev-parse", BRANCH)


def _write_by_hand(path: Path) -> None:
    path.write_text("by hand\n")


def _recheck(place: Place, **more: object) -> RunSpec:
    return place.spec("", kind="recheck", generation=2, **more)


@pytest.mark.journey
async def test_the_checks_run_on_the_rebased_commit_beside_a_session_that_lingers(place: Place) -> None:
    work = place.spec(script(write("b.txt"), "Written."), linger_s=30)
    heard = await place.carry_out(work)
    session = next(event.session for event in heard if isinstance(event, SessionOpened))
    head = _rebase(place)

    heard = await place.carry_out(_recheck(place, session=session, task=work.task), work)

    ended = end_of(heard)
    assert (ended.state, ended.verified, [check.status for check in ended.checks]) == ("done", True, ["passed"])
    change = next(event for event in heard if isinstance(event, ChangeMade))
    assert (change.base, change.head) == (git(place.project, "rev-parse", "main"), head)
    assert [file.path for file in change.files] == ["b.txt"]


@pytest.mark.journey
async def test_a_check_that_fails_only_now_is_told_so(place: Place) -> None:
    await place.carry_out(place.spec(script(write("b.txt"), "Written.")))
    (place.project / "farhand.toml").write_text('check = "test -e b.txt -a ! -e newer.txt"\n')
    git(place.project, "add", "farhand.toml")
    _rebase(place)
    ended = end_of(await place.carry_out(_recheck(place)))
    assert (ended.state, ended.code, ended.checks[0].baseline) == ("failed", "check_failed", "failed")


@pytest.mark.journey
async def test_what_no_commit_holds_is_not_checked_as_if_one_did(place: Place) -> None:
    await place.carry_out(place.spec(script(write("b.txt"), "Written.")))
    _rebase(place)
    _write_by_hand(place.root / "work" / "a.txt")
    ended = end_of(await place.carry_out(_recheck(place)))
    assert (ended.state, ended.code, ended.checks) == ("failed", "check_not_started", ())
    assert "`a.txt`" in ended.headline
