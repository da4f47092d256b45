from pathlib import Path

from farhand.changes.diff import find_change
from farhand.changes.sides import MAX_PICTURE_BYTES, MAX_PICTURES, MAX_PICTURES_BYTES, pictures_of, read_content
from farhand.git import Repository
from farhand.wire.change_events import ChangedFile, FileSide
from tests.git_projects import git

OLD, NEW = b"\x89PNG\0old", b"\x89PNG\0and new"


def side(content: str, size: int = 100, media: str = "image/png") -> FileSide:
    return FileSide(content=content, size=size, media=media)


def changed(path: str, before: FileSide | None = None, after: FileSide | None = None) -> ChangedFile:
    return ChangedFile(path=path, status="modified", before=before, after=after)


async def test_what_is_no_text_says_what_it_was_and_is(project: Path) -> None:
    for name, content in {"a.png": OLD, "gone.pdf": b"%PDF\0", "moved.bin": bytes(range(256)) * 40}.items():
        (project / name).write_bytes(content)
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Before")
    base = git(project, "rev-parse", "HEAD")
    (project / "a.png").write_bytes(NEW)
    (project / "gone.pdf").unlink()
    git(project, "mv", "moved.bin", "here.bin")
    with (project / "here.bin").open("ab") as file:
        file.write(b"\0more")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "After")

    repository = Repository(project)
    picture, gone, moved = (await find_change(repository, base)).files
    assert picture.before is not None
    assert picture.after is not None
    assert (picture.before.size, picture.after.size, picture.after.media) == (len(OLD), len(NEW), "image/png")
    assert [await read_content(repository, each) for each in (picture.before, picture.after)] == [OLD, NEW]
    assert gone.before is not None
    assert (gone.before.media, gone.after) == ("application/pdf", None)
    assert moved.before is not None
    assert moved.after is not None
    assert (moved.old_path, moved.before.size, moved.after.size) == ("moved.bin", 10_240, 10_245)


def test_pictures_are_shown_once_each_and_nothing_else_is() -> None:
    files = (
        changed("a.png", side("1"), side("2")),
        changed("b.png", None, side("2")),
        changed("c", side("3", media="application/pdf")),
    )
    assert [each.content for each in pictures_of(files)] == ["1", "2"]


def test_pictures_that_are_too_large_or_too_many_stay_on_the_computer() -> None:
    large = changed("large.png", side("large", MAX_PICTURE_BYTES + 1), side("small"))
    assert [each.content for each in pictures_of((large,))] == ["small"]
    many = [changed(f"{n}.png", None, side(str(n), 1)) for n in range(MAX_PICTURES + 5)]
    assert len(pictures_of(many)) == MAX_PICTURES
    heavy = [changed(f"{n}.png", None, side(str(n), MAX_PICTURE_BYTES)) for n in range(9)]
    assert sum(each.size for each in pictures_of(heavy)) <= MAX_PICTURES_BYTES
