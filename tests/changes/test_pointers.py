"""Links and submodules say where they lead, whatever their lines look like."""

from pathlib import Path

import pytest

from farhand.changes import pointers
from farhand.changes.diff import find_change
from farhand.changes.pointers import leads_out
from farhand.changes.risk import judge_risk
from farhand.git import Repository
from farhand.wire.change_events import Pointer, RiskLevel
from tests.git_projects import git


def commit_all(project: Path) -> None:
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Change")


@pytest.mark.parametrize(
    ("path", "target", "is_out"),
    [
        ("link", "app.py", False),
        ("link", "docs/deep/page", False),
        ("link", "./app.py", False),
        ("docs/link", "../app.py", False),
        ("docs/link", "..", False),
        ("a/b/link", "../../c", False),
        ("link", "..hidden", False),
        ("link", "/etc/passwd", True),
        ("link", "../other", True),
        ("link", "./../other", True),
        ("docs/link", "../../other", True),
        ("docs/link", "..//../other", True),
        ("link", "docs/../app.py", True),
        ("link", "C:secret", True),
        ("link", r"..\\other", True),
    ],
)
def test_a_link_leads_out_where_it_could(path: str, target: str, is_out: bool) -> None:
    assert leads_out(path, target) is is_out


async def test_links_and_submodules_of_a_change_are_told_as_such(project: Path) -> None:
    (project / "gone").symlink_to("/etc/hosts")
    (project / "turned").write_text("a text\n")
    commit_all(project)
    base = git(project, "rev-parse", "HEAD")
    (project / "gone").unlink()
    (project / "turned").unlink()
    (project / "turned").symlink_to("app.py")
    (project / "docs").mkdir()
    (project / "docs" / "out").symlink_to("../../\u202eelsewhere")
    git(project, "update-index", "--add", "--cacheinfo", f"160000,{base},library")
    git(project, "add", "gone", "turned", "docs")
    git(project, "commit", "--quiet", "--message", "Change")
    change = await find_change(Repository(project), base)
    assert {file.path: file.pointer for file in change.files} == {
        "docs/out": Pointer(kind="link", target="../../\\u202eelsewhere", outside=True),
        "gone": Pointer(kind="link", target="/etc/hosts", outside=True),
        "library": Pointer(kind="submodule", target=base),
        "turned": Pointer(kind="link", target="app.py"),
    }
    risk = judge_risk(change.files, change.diff.decode())
    assert (risk.level, risk.reasons[0]) == (
        RiskLevel.LARGE, "a link leads out of the project, or could: docs/out → ../../\\u202eelsewhere",
    )  # fmt: skip
    assert "changes a submodule, whose files are not shown" in risk.reasons


async def test_a_link_that_cannot_be_read_is_not_trusted(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pointers, "MAX_TARGETS_BYTES", 100)
    base = git(project, "rev-parse", "HEAD")
    for name in ("one", "two"):
        (project / name).symlink_to(name * 4)
    commit_all(project)
    change = await find_change(Repository(project), base)
    assert [file.pointer and (file.pointer.target, file.pointer.outside) for file in change.files] == [
        ("oneoneoneone", False),
        ("?", True),
    ]
