import subprocess
from pathlib import Path

import pytest

from farhand.changes.diff import find_change, read_files
from farhand.changes.display import to_display
from farhand.git import GitFailed, Repository
from farhand.wire.change_events import ChangedFile, FileSide, Pointer
from tests.git_projects import git


def commit_all(project: Path) -> None:
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Change")


def add_entries(project: Path, entries: bytes) -> None:
    subprocess.run(["git", "update-index", "-z", "--index-info"], cwd=project, input=entries, check=True)


async def test_every_kind_of_change_is_told(project: Path) -> None:
    (project / "old name.txt").write_text("".join(f"line {n}\n" for n in range(20)))
    (project / "gone.txt").write_text("gone\n")
    (project / "run").write_text("x\n")
    commit_all(project)
    base = git(project, "rev-parse", "HEAD")
    git(project, "mv", "old name.txt", "new näme.txt")
    (project / "new näme.txt").write_text("".join(f"line {n}\n" for n in range(19)) + "changed\n")
    (project / "gone.txt").unlink()
    (project / "app.py").write_text("two = 2\nthree = 3\n")
    (project / "image.png").write_bytes(b"\x89PNG\0\1\2")
    (project / "run").chmod(0o755)
    commit_all(project)
    change = await find_change(Repository(project), base)
    assert change.files == (
        ChangedFile(path="app.py", status="modified", added=2, removed=1),
        ChangedFile(path="gone.txt", status="deleted", added=0, removed=1),
        ChangedFile(
            path="image.png",
            status="added",
            after=FileSide(content=git(project, "rev-parse", "HEAD:image.png"), size=7, media="image/png"),
        ),
        ChangedFile(path="new näme.txt", status="renamed", added=1, removed=1, old_path="old name.txt"),
        ChangedFile(path="run", status="modified", added=0, removed=0),
    )
    assert (change.added, change.removed) == (3, 3)
    assert (change.base, change.head) == (base, git(project, "rev-parse", "HEAD"))
    assert b"rename to new n\xc3\xa4me.txt" in change.diff
    assert b"+three = 3\n" in change.diff


async def test_no_change_is_empty(project: Path) -> None:
    change = await find_change(Repository(project), "HEAD")
    assert (change.files, change.added, change.removed, change.diff) == ((), 0, 0, b"")


async def test_names_that_are_no_text_are_shown_escaped(project: Path) -> None:
    base = git(project, "rev-parse", "HEAD")
    blob = git(project, "rev-parse", "HEAD:app.py").encode()
    names = (b"caf\xe9.txt", b"two\nlines.txt", b"tab\there.txt")
    add_entries(project, b"".join(b"100644 " + blob + b"\t" + name + b"\0" for name in names))
    git(project, "commit", "--quiet", "--message", "Odd names")
    change = await find_change(Repository(project), base)
    assert [file.path for file in change.files] == ["caf\\xe9.txt", "tab\\there.txt", "two\\nlines.txt"]
    assert [file.added for file in change.files] == [1, 1, 1]
    assert ChangedFile.model_validate_json(change.files[0].to_json()) == change.files[0]


async def test_the_diff_has_its_parts_in_the_order_of_the_files(project: Path) -> None:
    for name in ("kind", "old name", "gone", 'say "hi"', "back\\slash", "run"):
        (project / name).write_text(f"{name}\n" * 5)
    commit_all(project)
    base = git(project, "rev-parse", "HEAD")
    (project / "kind").unlink()
    (project / "kind").symlink_to("gone")
    git(project, "mv", "old name", "a \u202etxt")
    (project / "gone").unlink()
    (project / 'say "hi"').write_text("hi\n")
    (project / "back\\slash").write_text("x\n")
    (project / "run").chmod(0o755)
    (project / "end ").write_text("blank\n")
    commit_all(project)
    (project / "order").write_text("run\n*\n")
    git(project, "config", "diff.orderFile", "order")
    change = await find_change(Repository(project), base)
    heads = list(dict.fromkeys(line for line in change.diff.split(b"\n") if line.startswith(b"diff --git ")))
    assert len(change.files) == len(heads) == 7
    for file, head in zip(change.files, heads, strict=True):
        assert file.path.split("\\")[0].split('"')[0].strip().encode() in head


async def test_the_users_own_diff_settings_do_not_matter(project: Path) -> None:
    base = git(project, "rev-parse", "HEAD")
    (project / "app.py").write_text("two = 2\n")
    commit_all(project)
    plain = await find_change(Repository(project), base)
    for key, value in (
        ("diff.external", "false"), ("diff.noprefix", "true"), ("color.ui", "always"), ("diff.mnemonicPrefix", "true"),
        ("core.quotePath", "true"), ("diff.context", "0"), ("diff.renames", "false"),
    ):  # fmt: skip
        git(project, "config", key, value)
    assert await find_change(Repository(project), base) == plain
    assert plain.diff.startswith(b"diff --git a/app.py b/app.py\n")


async def test_a_diff_too_large_for_a_phone_is_cut_at_a_line_and_says_so(project: Path) -> None:
    base = git(project, "rev-parse", "HEAD")
    (project / "big.txt").write_text("".join(f"line {n}\n" for n in range(100_000)))
    commit_all(project)
    change = await find_change(Repository(project), base, limit_bytes=1000)
    assert change.added == 100_000
    *lines, last, _ = change.diff.split(b"\n")
    assert lines[-1].startswith(b"+line ")
    assert last.startswith(b"\\ The diff is cut here")
    assert len(change.diff) < 1300


async def test_an_unknown_base_fails(project: Path) -> None:
    with pytest.raises(GitFailed):
        await find_change(Repository(project), "0" * 40)


async def test_a_moved_submodule_is_one_modified_path(project: Path) -> None:
    one, two = "1" * 40, "2" * 40
    git(project, "update-index", "--add", "--cacheinfo", f"160000,{one},lib")
    git(project, "commit", "--quiet", "--message", "One")
    base = git(project, "rev-parse", "HEAD")
    git(project, "update-index", "--cacheinfo", f"160000,{two},lib")
    git(project, "commit", "--quiet", "--message", "Two")
    change = await find_change(Repository(project), base)
    pointer = Pointer(kind="submodule", target=two)
    assert change.files == (ChangedFile(path="lib", status="modified", added=1, removed=1, pointer=pointer),)
    assert f"+Subproject commit {two}".encode() in change.diff


def test_a_copy_counts_as_an_added_file() -> None:
    assert read_files(b"C100\0a\0b\0", b"0\t0\t\0a\0b\0") == (
        ChangedFile(path="b", status="added", added=0, removed=0),
    )


def test_direction_marks_cannot_disguise_a_name() -> None:
    assert to_display("a\u202egpj.exe".encode()) == "a\\u202egpj.exe"
