"""People are told which check proves the work in a project, before they send anything."""

from pathlib import Path

import pytest

from farhand.host.projects_told import info_of
from farhand.ids import ProjectId
from farhand.tasks.projects import Project
from farhand.wire.host_events import ProjectsChanged
from tests.host.core import Core


@pytest.mark.parametrize(
    ("declared", "told"),
    [('check = "make prove"\n', "make prove"), ('check = ["a", "b"]\n', "a, b"), ("check = [", None), ("", None)],
)
def test_a_project_is_told_with_its_check_or_without_one(tmp_path: Path, declared: str, told: str | None) -> None:
    (tmp_path / "farhand.toml").write_text(declared)
    assert info_of(Project(ProjectId("0" * 32), "site", tmp_path)).check == told


def test_a_folder_that_is_gone_has_no_check(tmp_path: Path) -> None:
    assert info_of(Project(ProjectId("0" * 32), "site", tmp_path / "gone")).check is None


async def test_devices_hear_of_the_check(core: Core, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "farhand.toml").write_text('check = "make prove"\n')
    await core.add_project(tmp_path / "site")
    await core.database.write(lambda connection: core.commanding.permitting.tell(connection, "local"))
    (*_, newest) = await core.of(ProjectsChanged)
    assert [each.check for each in newest.projects] == ["make prove"]
