"""What happened to the host, its devices and its projects: bodies of records."""

from typing import Literal

from farhand.wire.event import Event
from farhand.wire.model import Bytes, Id, Millis, Wire
from farhand.wire.permissions import Preset, ProjectRule, TaskRule
from farhand.wire.relay import Signed


class ThreadStarted(Event):
    """The first record of a thread. `examples` are messages to try; only a demo knows any that surely work."""

    type: Literal["thread.started"] = "thread.started"
    host_name: str
    key: Bytes
    hpke: Bytes
    demo: bool = False
    examples: tuple[str, ...] = ()


class HostRestored(Event):
    """The host found that its data is older than what it had told: a new incarnation begins."""

    type: Literal["host.restored"] = "host.restored"
    reason: Literal["backup", "copied"]
    lost_from: int
    lost_to: int


class DeviceInfo(Wire):
    """A device as people know it."""

    device: Id
    name: str
    paired_at: Millis
    storage: str = "webcrypto"
    unprotected: bool = False
    state: Literal["pending", "member", "leaving"] = "member"
    leaves_at: Millis | None = None


class DevicesChanged(Event):
    """The access list changed: the signed list itself, and the names that the relay never sees."""

    type: Literal["devices.changed"] = "devices.changed"
    access: Signed
    devices: tuple[DeviceInfo, ...]
    what: Literal["paired", "joined", "lapsed", "unpairing", "kept", "unpaired", "renamed", "created"]
    device: Id | None = None


class PairingAttempted(Event):
    """Somebody with the secret tried to pair and did not: told to every device."""

    type: Literal["pairing.attempted"] = "pairing.attempted"
    name: str
    reason: str


class ProjectInfo(Wire):
    """A folder that tasks run against, with what agents may do in it unasked."""

    project: Id
    name: str
    path: str
    trusted: bool = False
    check: str | None = None
    preset: Preset = Preset.EDIT
    rules: tuple[ProjectRule, ...] = ()
    task_rules: tuple[TaskRule, ...] = ()


class ProjectsChanged(Event):
    """The projects of this host, whole. `words` say what changed, where people should know."""

    type: Literal["projects.changed"] = "projects.changed"
    projects: tuple[ProjectInfo, ...]
    words: str = ""


class AgentInfo(Wire):
    """An agent found on the host; `ready` says whether a task could start now, `note` why not."""

    agent: str
    name: str
    version: str | None = None
    ready: bool
    note: str | None = None


class AgentsFound(Event):
    """The agents of this host, whole."""

    type: Literal["agents.found"] = "agents.found"
    agents: tuple[AgentInfo, ...]
