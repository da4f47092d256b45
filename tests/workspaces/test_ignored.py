import subprocess
import sys
from pathlib import Path

import pytest

from farhand.project_file import ProjectFile
from farhand.workspaces.committing import Committed, commit
from farhand.workspaces.ignored import bring, choose_declared, choose_needed, copy_commands
from farhand.workspaces.prepared import Prepared
from farhand.workspaces.setup import needs_setup, set_up
from farhand.workspaces.venv import relocate
from farhand.workspaces.worktree import prepare
from tests.git_projects import git

BRANCH = "farhand/add-1"


def write(file: Path, text: str = "x") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def run(folder: Path, *command: str) -> str:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


async def test_needed_folders_come_along_and_build_output_and_secrets_do_not(project: Path, tmp_path: Path) -> None:
    write(project / "node_modules/express/index.js")
    write(project / "packages/a b/node_modules/x.js")
    write(project / "packages/a b/main.js")
    write(project / "target/debug/app")
    write(project / ".env", "SECRET=1")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Packages")
    prepared = await prepare(project, tmp_path / "work", BRANCH)
    assert sorted(prepared.brought) == ["node_modules", "packages/a b/node_modules"]
    assert (prepared.path / "node_modules/express/index.js").exists()
    assert (prepared.path / "packages/a b/node_modules/x.js").exists()
    assert not (prepared.path / ".env").exists()
    assert not (prepared.path / "target").exists()
    assert prepared.note is not None
    assert "brought" in prepared.note


async def test_declared_files_come_along_and_are_never_committed(project: Path, tmp_path: Path) -> None:
    write(project / ".env", "SECRET=1")
    write(project / "local/keys/dev.pem")
    write(project / "local/other.txt")
    write(project / "draft.cfg")
    prepared = await prepare(
        project,
        tmp_path / "work",
        BRANCH,
        bring_patterns=("./.env", "local/keys", "draft.cfg", "app.py", "../*", "/etc/hosts", "node_modules/x"),
    )
    assert sorted(prepared.brought) == [".env", "draft.cfg", "local/keys"]
    assert (prepared.path / "local/keys/dev.pem").exists()
    assert not (prepared.path / "local/other.txt").exists()
    assert await commit(prepared, "Nothing") == Committed(prepared.base_commit)


async def test_a_declared_folder_that_git_keeps_in_part_is_still_committed(project: Path, tmp_path: Path) -> None:
    write(project / "config/shared.yml")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Config")
    write(project / "config/mine.yml", "secret")
    prepared = await prepare(project, tmp_path / "work", BRANCH, bring_patterns=("config",))
    assert prepared.brought == ("config/mine.yml",)
    write(prepared.path / "config/shared.yml", "changed")
    head = (await commit(prepared, "Change")).head
    assert git(project, "diff", "--name-only", prepared.base_commit, head) == "config/shared.yml"


async def test_a_linked_dependency_folder_is_linked_and_never_committed(project: Path, tmp_path: Path) -> None:
    write(tmp_path / "shared/express/index.js")
    (project / "node_modules").symlink_to(Path("..") / "shared")
    (project / ".gitignore").write_text("node_modules\n")
    git(project, "commit", "--quiet", "--all", "--message", "Ignore the link")
    prepared = await prepare(project, tmp_path / "deep/er/work", BRANCH)
    assert (prepared.path / "node_modules/express/index.js").exists()
    assert await commit(prepared, "Nothing") == Committed(prepared.base_commit)


async def test_a_copy_is_its_own(project: Path, tmp_path: Path) -> None:
    write(project / "node_modules/a.js", "before")
    prepared = await prepare(project, tmp_path / "work", BRANCH)
    write(prepared.path / "node_modules/a.js", "after")
    assert (project / "node_modules/a.js").read_text() == "before"


async def test_what_is_in_the_workspace_is_not_overwritten_and_half_a_copy_is_made_again(tmp_path: Path) -> None:
    write(tmp_path / "project/vendor/a", "theirs")
    write(tmp_path / "project/node_modules/a", "new")
    write(tmp_path / "work/vendor/a", "ours")
    write(tmp_path / "work/node_modules.farhand-part/half")
    result = await bring(tmp_path / "project", tmp_path / "work", ["vendor", "node_modules", "gone"])
    assert result.paths == ("node_modules",)
    assert [words.split(":")[0] for words in result.failed] == ["gone"]
    assert (tmp_path / "work/vendor/a").read_text() == "ours"
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == ["node_modules", "vendor"]


async def test_a_brought_python_environment_runs_the_workspaces_code(project: Path, tmp_path: Path) -> None:
    venv = project / ".venv"
    run(tmp_path, sys.executable, "-m", "venv", "--without-pip", str(venv))
    packages = next(venv.glob("lib/python*/site-packages"))
    (packages / "__editable__.app.pth").write_text(f"{project}\n")
    write(venv / "bin/tell", f"#!{venv}/bin/python\nimport sys, app\nprint(sys.prefix, app.__file__)\n")
    (venv / "bin/tell").chmod(0o755)
    prepared = await prepare(project, tmp_path / "work", BRANCH)
    told = "import sys, app; print(sys.prefix, app.__file__)"
    printed = run(tmp_path, str(prepared.path / ".venv/bin/python"), "-c", told)
    assert printed.split() == [str(prepared.path / ".venv"), str(prepared.path / "app.py")]
    assert (prepared.path / ".venv/bin/tell").read_text().startswith(f"#!{prepared.path}/.venv/bin/python\n")
    assert (venv / "bin/tell").read_text().startswith(f"#!{venv}/")


def test_only_whole_paths_are_rewritten(tmp_path: Path) -> None:
    write(tmp_path / "bin/tool", "#!/src/app/.venv/bin/python\n'/src/app' /src/application/x\n")
    assert relocate(tmp_path, Path("/src/app"), Path("/work/1")) == 1
    assert (tmp_path / "bin/tool").read_text() == "#!/work/1/.venv/bin/python\n'/work/1' /src/application/x\n"


def test_dependencies_are_chosen_by_name() -> None:
    assert choose_needed(["node_modules/", "a/.venv/", "dist/", "../vendor/"]) == ("node_modules", "a/.venv")


@pytest.mark.parametrize(
    ("paths", "patterns", "chosen"),
    [
        ([".env", ".env.local", "a/.env"], (".env*",), (".env", ".env.local")),
        (["config/dev.key", "config/x"], ("config/*.key",), ("config/dev.key",)),
        (["local/keys/a", "local/keys/b", "local/c"], ("local/keys",), ("local/keys",)),
        (["local/keys/a"], ("*",), ("local",)),
    ],
)
def test_declared_files_are_chosen_by_pattern(
    paths: list[str], patterns: tuple[str, ...], chosen: tuple[str, ...]
) -> None:
    assert choose_declared(paths, patterns) == chosen


def test_every_platform_copies_on_write_first_and_plainly_else() -> None:
    linux, plain = copy_commands("linux", Path("a"), Path("b"))
    assert "--reflink=auto" in linux
    assert "--reflink=auto" not in plain
    assert copy_commands("darwin", Path("a"), Path("b"))[0] == ["cp", "-cRp", "a", "b"]


async def test_setup_runs_once_when_nothing_could_be_brought(project: Path, tmp_path: Path) -> None:
    prepared = await prepare(project, tmp_path / "work", BRANCH)
    failing, working = ProjectFile(setup="exit 1"), ProjectFile(setup="mkdir node_modules")
    assert needs_setup(prepared, failing)
    assert (await set_up(prepared, failing)).exit == 1
    assert needs_setup(prepared, working)
    assert (await set_up(prepared, working)).exit == 0
    assert not needs_setup(await prepare(project, tmp_path / "work", BRANCH), working)
    assert not needs_setup(prepared, None)


async def test_setup_is_not_needed_when_dependencies_came_along(project: Path, tmp_path: Path) -> None:
    write(project / "node_modules/a.js")
    prepared: Prepared = await prepare(project, tmp_path / "work", BRANCH)
    assert not needs_setup(prepared, ProjectFile(setup="npm ci"))
