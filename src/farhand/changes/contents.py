"""What kind of file each file of a change was and is, and git's name of its bytes, as `diff-tree --raw -z` tells it."""

from collections.abc import Iterator
from dataclasses import dataclass

from farhand.changes.display import to_display

LINK, SUBMODULE = "120000", "160000"
_NOWHERE = "000000"


@dataclass(frozen=True, slots=True)
class Content:
    """A file as it was or is: git's mode, and git's name of its bytes or of the submodule's commit."""

    mode: str
    name: str

    @property
    def is_there(self) -> bool:
        """Return whether there was or is such a file."""
        return self.mode != _NOWHERE


@dataclass(frozen=True, slots=True)
class Contents:
    """A file of a change, as it was and as it is."""

    path: bytes
    before: Content
    after: Content

    @property
    def shown_path(self) -> str:
        """Return the path as people read it."""
        return to_display(self.path)


def read_contents(raw: bytes) -> Iterator[Contents]:
    """Read the files from `--raw -z --no-abbrev`, in git's order."""
    fields = iter(raw.split(b"\0"))
    for about in fields:
        if about:
            old_mode, new_mode, old, new, status = about.decode().removeprefix(":").split(" ")
            path = next(fields)
            if status.startswith(("R", "C")):
                path = next(fields)
            yield Contents(path, Content(old_mode, old), Content(new_mode, new))
