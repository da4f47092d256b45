"""Where a bench happens: a throw-away home, data folder and project, and the environment that keeps all of it there."""

import os
import subprocess
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

INHERITED = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
"""Nothing else of the caller's environment reaches what is measured: keys, settings and proxies stay outside."""


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one bench."""

    root: Path
    more: Mapping[str, str]

    @property
    def home(self) -> Path:
        """The home folder of everything that is started."""
        return self.root / "home"

    @property
    def data(self) -> Path:
        """The host's data folder."""
        return self.root / "data"

    @property
    def project(self) -> Path:
        """A git repository with one commit."""
        return self.root / "site"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of everything that is started."""
        kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
        own = {"HOME": str(self.home), "FARHAND_NAME": "bench", "FARHAND_DESKTOP_NOTICES": "no"}
        return {**kept, **own, **self.more}


@contextmanager
def fresh_place(more: Mapping[str, str] | None = None) -> Generator[Place]:
    """Give a place that is gone afterwards; `more` is added to its environment."""
    with tempfile.TemporaryDirectory(prefix="farhand-bench-", ignore_cleanup_errors=True) as root:
        place = Place(Path(root), more or {})
        place.home.mkdir()
        place.project.mkdir()
        (place.project / "README.md").write_text("A project to work in.\n")
        commit_all(place, place.project)
        yield place


def commit_all(place: Place, folder: Path) -> None:
    """Make a folder a git repository with one commit of all that is in it."""
    for arguments in (
        ("init", "--quiet", "--initial-branch=main"),
        ("add", "--all"),
        ("-c", "user.name=Bench", "-c", "user.email=bench@localhost", "commit", "--quiet", "--message", "Begin"),
    ):
        subprocess.run(["git", *arguments], cwd=folder, env=place.environment, check=True)
