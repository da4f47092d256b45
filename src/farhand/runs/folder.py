"""The folder of one run, `runs/<id>`: what lies in it, who may read it, and how it gets to disk."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from farhand.errors import Broken, Refused
from farhand.runs.liveness import is_held
from farhand.runs.protocol import FromRunner, read_event
from farhand.runs.spec import RunSpec

ROSTER = "processes"
RUNS = "runs"  # below the data of the host
MAX_SOCKET_PATH_BYTES = 100  # the system's limit is 107 on Linux, 103 on macOS


@dataclass(frozen=True, slots=True)
class RunFolder:
    """One run's folder."""

    path: Path

    @property
    def spec(self) -> Path:
        """What is to be done."""
        return self.path / "spec.json"

    @property
    def events(self) -> Path:
        """Every durable event, a line each."""
        return self.path / "events.jsonl"

    @property
    def raw_log(self) -> Path:
        """What the agent's program wrote, as it wrote it."""
        return self.path / "log.jsonl"

    @property
    def runner_log(self) -> Path:
        """What the runner itself says on stderr."""
        return self.path / "runner.log"

    @property
    def check_log(self) -> Path:
        """All that the newest check or command printed."""
        return self.path / "check.log"

    @property
    def diff(self) -> Path:
        """The unified diff of the change."""
        return self.path / "change.diff"

    def picture(self, content: str) -> Path:
        """Where a picture of the change lies, by git's name of its bytes."""
        return self.path / "pictures" / content

    def read_diff(self) -> bytes | None:
        """Return the diff, where the run has changed something."""
        try:
            return self.diff.read_bytes()
        except FileNotFoundError:
            return None

    @property
    def baselines(self) -> Path:
        """How checks end on the commits that tasks begin from; every run shares it."""
        return self.path.parent.with_name("baselines")

    def lease(self, workspace: str) -> Path:
        """Who may write in a workspace; every run there shares it."""
        return lease_of(self.path.parent, workspace)

    @property
    def lock(self) -> Path:
        """Held as long as the runner lives."""
        return self.path / "lock"

    @property
    def roster(self) -> Path:
        """The processes below the runner that began with this run; gone once none is left."""
        return self.path / ROSTER

    @property
    def socket_note(self) -> Path:
        """The file that names the socket."""
        return self.path / "socket"

    @staticmethod
    def create(root: Path, spec: RunSpec) -> "RunFolder":
        """Make the folder of a new run with its spec on disk; nobody else may read it."""
        folder = RunFolder(root / spec.run)
        folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_durably(folder.spec, spec.to_json())
        return folder

    def read_spec(self) -> RunSpec:
        """Return what is to be done; raises Broken."""
        try:
            return RunSpec.model_validate_json(self.spec.read_bytes())
        except (OSError, ValueError) as error:
            raise Broken(f"the run's spec `{self.spec}` cannot be read: {error}") from error

    def read_events(self, after: int = 0) -> Iterator[FromRunner]:
        """Yield the events on disk after number `after`; half a line, as a crash leaves it, is no event."""
        try:
            lines = self.events.read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return
        for line in lines[after:]:
            if (event := read_event(line)) is not None:
                yield event

    def is_alive(self) -> bool:
        """Whether a runner owns this run."""
        return is_held(self.lock)

    def socket(self) -> Path | None:
        """Return where the runner listens, None if it never did."""
        try:
            return Path(self.socket_note.read_text())
        except FileNotFoundError:
            return None

    def choose_socket(self) -> Path:
        """Choose where the runner shall listen, note it, and return it: here, or elsewhere if the path is too long."""
        chosen = self.path / "sock"
        if len(os.fsencode(chosen)) > MAX_SOCKET_PATH_BYTES:
            chosen = private_folder() / f"{self.path.name[:16]}.sock"
        self.note_socket(chosen)
        return chosen

    def note_socket(self, socket: Path) -> None:
        """Note where the runner listens; it need not outlive a crash of the machine, since the runner does not."""
        part = self.socket_note.with_name("socket.part")
        part.write_bytes(os.fsencode(socket))
        part.replace(self.socket_note)


def lease_of(runs: Path, workspace: str) -> Path:
    """Return where it stands who may write in a workspace, beside the folder that all runs are in."""
    return runs.with_name("leases") / Path(workspace).name


def private_folder() -> Path:
    """Return a folder with a short path that is this user's alone; raises Refused if somebody else made it."""
    given = os.environ.get("XDG_RUNTIME_DIR")
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(given) / "farhand" if given else Path(tempfile.gettempdir()) / f"farhand-{user}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = folder.lstat()
    if folder.is_symlink() or (hasattr(os, "getuid") and (found.st_uid != user or found.st_mode & 0o077)):
        raise Refused(f"`{folder}` is not yours alone", hint="remove it, or set XDG_RUNTIME_DIR")
    return folder


def write_whole(descriptor: int, content: bytes) -> None:
    """Write all of it; a disk that has room for a part only takes that, and fails at the next try."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def write_durably(path: Path, content: bytes) -> None:
    """Write a file so that after a crash it is there whole, or not at all."""
    part = path.with_name(path.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        write_whole(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    part.replace(path)
    if hasattr(os, "O_DIRECTORY"):
        parent = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(parent)
        finally:
            os.close(parent)
