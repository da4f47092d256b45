"""What a prepared workspace is, and what is noted of it beside git's own files."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from farhand.git import Repository

_BROUGHT = "farhand-brought.json"
_SET_UP = "farhand-set-up"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A workspace that stands. Agent and checks work in `path`; `repository` is how git looks at it.

    `branch` is None where the project is no git repository: then `path` is the project's own folder.
    `brought` are files that git does not keep, relative to the top of the work tree; `note` is worth telling a person.
    """

    path: Path
    branch: str | None
    base_commit: str
    repository: Repository
    notes: Path
    brought: tuple[str, ...] = ()
    note: str | None = None
    is_new: bool = False


def read_brought(notes: Path) -> tuple[str, ...] | None:
    """Return what was brought into the workspace whose git directory this is; None if that was not done to the end."""
    try:
        listed: object = json.loads((notes / _BROUGHT).read_bytes())
    except (OSError, ValueError):
        return None
    return tuple(os.fsdecode(each.encode("utf-8", "surrogateescape")) for each in _texts(listed))


def write_brought(notes: Path, brought: tuple[str, ...]) -> None:
    """Note that bringing is done."""
    (notes / _BROUGHT).write_text(json.dumps(brought))


def was_set_up(notes: Path) -> bool:
    """Return whether `setup` ended well in this workspace."""
    return (notes / _SET_UP).exists()


def note_set_up(notes: Path) -> None:
    """Note that `setup` ended well."""
    (notes / _SET_UP).touch()


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  # JSON we wrote
