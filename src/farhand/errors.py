"""Every error a user may see, as one tree.

FarhandError
├── UsageError        the call was wrong; nothing was changed (exit 2, HTTP 400)
│   ├── NotFound      no such task, device or project (HTTP 404)
│   └── AlreadyRunning another host owns this data directory
├── Refused           the request was understood and turned down (HTTP 403)
├── Conflict          the world moved meanwhile, e.g. answered elsewhere (HTTP 409)
├── Unavailable       what is needed is not there now: agent, relay, host (HTTP 503)
└── Broken            stored data is damaged or from another version
"""

from pathlib import Path
from typing import ClassVar


class FarhandError(Exception):
    """Base of every error a user may see.

    `message` says what happened (lower case, no full stop, literals in backticks);
    `hint` says what to do next. `code` is stable and listed in docs/reference/errors.md.
    """

    code: ClassVar[str] = "internal"
    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(FarhandError):
    """The call was wrong; nothing was changed."""

    code = "usage"
    exit_code = 2
    http_status = 400


class NotFound(UsageError):
    """There is no such thing."""

    code = "not_found"
    http_status = 404


class AlreadyRunning(UsageError):
    """Another process owns this data directory."""

    code = "already_running"


class Refused(FarhandError):
    """The request was understood and turned down."""

    code = "refused"
    http_status = 403


class Conflict(FarhandError):
    """The world moved before the request arrived."""

    code = "conflict"
    http_status = 409


class Unavailable(FarhandError):
    """What is needed is not there now."""

    code = "unavailable"
    http_status = 503


class Broken(FarhandError):
    """Stored data is damaged or from another version."""

    code = "broken"


def unwritable(path: Path, error: OSError) -> Unavailable:
    """Return what to raise when our own files cannot be written."""
    why = error.strerror or str(error)
    return Unavailable(f"`{path}` cannot be written: {why}", hint="make room or mend its rights, or give `--data DIR`")
