"""Names of files: only those that git tracks below the project, few at a time, as of a moment ago."""

import subprocess
from pathlib import Path

import pytest

from farhand.host.filenames import KEPT_MS, UNTRACKED, FilenameLists, fitting
from farhand.ids import ProjectId
from farhand.tasks.projects import Project
from farhand.wire.answers import MAX_FILENAMES
from tests.fakes.clock import FakeClock

NAMES = ("src/login.py", "src/log.py", "docs/login/index.md", "tests/test_login.py", "README.md", "src/a/b/logic.py")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("login", ("src/login.py", "tests/test_login.py", "docs/login/index.md")),
        ("LOG", ("src/log.py", "src/login.py", "src/a/b/logic.py", "tests/test_login.py", "docs/login/index.md")),
        ("src/lo", ("src/log.py", "src/login.py", "src/a/b/logic.py")),
        ("srclogic", ("src/a/b/logic.py",)),
        ("nowhere", ()),
    ],
)
def test_names_that_fit_better_come_first(query: str, names: tuple[str, ...]) -> None:
    assert fitting(NAMES, query) == names


def test_nothing_written_yet_offers_what_lies_nearest() -> None:
    assert fitting(NAMES, "")[0] == "README.md"
    assert len(fitting([f"{each}.py" for each in range(1000)], "")) == MAX_FILENAMES


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


async def test_only_what_git_tracks_below_the_project_is_named(tmp_path: Path) -> None:
    project = Project(ProjectId("a" * 32), "site", tmp_path / "site", "unknown")
    (project.path / "src").mkdir(parents=True)
    for path in (".env", "src/app.py", "src/two words.py", "../outside.py"):
        (project.path / path).write_text("x\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "outside.py", "site/src")
    lists = FilenameLists(FakeClock())

    assert (await lists.find(project, "")).names == ("src/app.py", "src/two words.py")

    git(tmp_path, "add", "site/.env")
    assert (await lists.find(project, "env")).names == (".env",), "git wrote its index"


async def test_a_list_is_kept_until_git_writes_its_index_or_it_is_old(tmp_path: Path) -> None:
    project = Project(ProjectId("a" * 32), "site", tmp_path, "unknown")
    (tmp_path / "app.py").write_text("x\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "app.py")
    clock = FakeClock()
    lists = FilenameLists(clock)
    assert (await lists.find(project, "")).names == ("app.py",)

    (tmp_path / ".git" / "HEAD").rename(tmp_path / "HEAD")  # git cannot be asked any more
    assert (await lists.find(project, "app")).names == ("app.py",)
    clock.advance(KEPT_MS)
    assert (await lists.find(project, "app")).words == UNTRACKED


async def test_why_there_are_none_is_said(tmp_path: Path) -> None:
    lists = FilenameLists(FakeClock())
    (tmp_path / "plain").mkdir()
    told = await lists.find(Project(ProjectId("a" * 32), "plain", tmp_path / "plain", "unknown"), "x")
    assert (told.names, told.words) == ((), UNTRACKED)
    told = await lists.find(Project(ProjectId("b" * 32), "gone", tmp_path / "gone", "unknown"), "x")
    assert "is not there" in told.words
