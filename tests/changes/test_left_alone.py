"""What a ticket wants left alone is found in its words; what they do not name is never claimed to be checked."""

import pytest

from farhand.changes.left_alone import LeftAlone, look, wishes_in
from farhand.wire.change_events import ChangedFile

PROJECT = (
    "README.md", ".env", ".github/workflows/ci.yml", "auth/legacy.py", "auth/session.py", "docs/api/users.md",
    "docs/index.md", "src/auth/token.py", "src/database.py", "src/rest/api.py", "tests/test_login.py", "package.json",
)  # fmt: skip


def file(path: str, old_path: str | None = None) -> ChangedFile:
    return ChangedFile(path=path, status="renamed" if old_path else "modified", old_path=old_path)


def touched(text: str) -> tuple[str, ...]:
    """Return which files of the project a text names, each held against it as a change of its own."""
    wishes = wishes_in([text])
    return tuple(path for path in PROJECT if look(wishes, [file(path)], PROJECT).touched)


AUTH = ("auth/legacy.py", "auth/session.py", "src/auth/token.py")
DOCS = ("docs/api/users.md", "docs/index.md")
NAMED = [
    ("a path", "auth/legacy.py", ("auth/legacy.py",)),
    ("a path in its sentence", "the file `auth/legacy.py`.", ("auth/legacy.py",)),
    ("the end of a path", "workflows/ci.yml", (".github/workflows/ci.yml",)),
    ("a file's own name", "legacy.py", ("auth/legacy.py",)),
    ("a name without its ending", "the README", ("README.md",)),
    ("a name in other letters", "the readme file", ("README.md",)),
    ("a hidden file", ".env", (".env",)),
    ("a folder anywhere", "auth/", AUTH),
    ("a folder by its name", "everything in the auth folder", AUTH),
    ("a folder from the root", "./auth", ("auth/legacy.py", "auth/session.py")),
    ("a folder from the root, in another way", "/auth/", ("auth/legacy.py", "auth/session.py")),
    ("a name that is a file", "the database", ("src/database.py",)),
    ("a glob", "*.md", ("README.md", *DOCS)),
    ("a glob in a folder", "docs/*.md", ("docs/index.md",)),
    ("all below a folder", "docs/*", DOCS),
    ("any depth", "docs/**/*.md", DOCS),
    ("any folder", "**/auth/*.py", AUTH),
    ("one letter", "auth/legac?.py", ("auth/legacy.py",)),
    ("a list", "auth/legacy.py, the README and docs/", ("README.md", "auth/legacy.py", *DOCS)),
    ("lines", "- auth/legacy.py\n- the tests", ("auth/legacy.py", "tests/test_login.py")),
    ("a folder whose name is a word", "src/rest/", ("src/rest/api.py",)),
    ("German", "die README und der Ordner docs", ("README.md", *DOCS)),
    ("a part of a name", "legacy", ("auth/legacy.py",)),
    ("no part of a name", "leg", ()),
    ("no part of a folder", "au/", ()),
    ("a file is no folder", "README.md/", ()),
    ("prose", "the page for admins", ()),
    ("prose with a path in it", "what login does in auth/session.py", ()),
    ("the opposite of a list", "everything but auth/legacy.py and the README", ()),
    ("the opposite, in German", "alles außer auth/ und README", ()),
    ("only", "change only auth/legacy.py, docs/index.md", ()),
    ("nothing", " ,; ", ()),
]


@pytest.mark.parametrize(("text", "paths"), [case[1:] for case in NAMED], ids=[case[0] for case in NAMED])
def test_words_name_paths(text: str, paths: tuple[str, ...]) -> None:
    assert touched(text) == paths


def test_what_was_touched_is_told_as_surely_as_it_was_named() -> None:
    wishes = wishes_in(["auth/, the README, docs/index.md"])
    changed = [file("auth/session.py"), file("old.py", "auth/legacy.py"), file("README.md")]
    assert look(wishes, changed, PROJECT) == LeftAlone(
        touched=(
            "changes auth/session.py and 1 more file, which the ticket wanted left alone",
            'changes README.md, though the ticket wanted "the README" left alone',
        )
    )


@pytest.mark.parametrize(
    "text", ["the page for admins", "auth/legcay.py", "all but auth/", "what login does in auth/session.py", "/srv/x"]
)
def test_what_names_no_path_is_told_as_not_checked(text: str) -> None:
    assert look(wishes_in([text]), [file("auth/session.py")], PROJECT) == LeftAlone(unchecked=(text,))


def test_a_file_that_is_new_counts_as_touched() -> None:
    new = ChangedFile(path="api/users.py", status="added")
    assert look(wishes_in(["api/"]), [new], PROJECT).touched


def test_very_many_wishes_are_told_in_few_words() -> None:
    changed = [file(f"{number}.py") for number in range(8)]
    told = look(wishes_in([each.path for each in changed]), changed, ()).touched
    assert len(told) == 6
    assert told[-1] == "changes 3 more of what the ticket wanted left alone"


def test_a_wish_that_stands_twice_is_told_once() -> None:
    assert len(wishes_in(["auth/", "auth/, the README"])) == 2
