"""What a preview consists of, as its maker hands it over: standard library only, since every maker loads it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from farhand.wire.previews import PreviewKind, WhyNotShown

NOTE = ".json"
WHY_NOT = "why_not"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which parts of a file are wanted, at most `count` from `first` on, and how wide its images."""

    source: Path
    name: str
    first: int
    count: int
    width: int

    def of(self, parts: int) -> range:
        """Return the numbers of those that are there."""
        return range(self.first, min(self.first + self.count, parts))


@dataclass(frozen=True, slots=True)
class Part:
    """One of `parts`: a page, a sheet, a slide; or the only one."""

    number: int
    kind: "PreviewKind"
    media: str
    data: bytes
    parts: int = 1
    title: str = ""
    says: str = ""
    more_rows: int = 0
    more_columns: int = 0
    assumed: str = ""

    def lay(self, folder: Path) -> None:
        """Write the part, and then what is to be said of it: whoever finds that finds both whole."""
        (folder / str(self.number)).write_bytes(self.data)
        about = {name: getattr(self, name) for name in self.__slots__ if name not in {"number", "data"}}
        note = folder / f"{self.number}{NOTE}"
        part = note.with_suffix(".part")
        part.write_text(json.dumps(about), encoding="utf-8")
        part.replace(note)


class Make(Protocol):
    """How the files of one format are shown."""

    def __call__(self, wanted: Wanted) -> Iterator[Part]:
        """Yield the wanted parts; raises NotShown, or whatever its library does."""
        ...


class NotShown(Exception):
    """A file has no preview."""

    def __init__(self, why: "WhyNotShown") -> None:
        super().__init__(why)
        self.why = why
