"""Every setting, with its default and a sentence of help; docs/reference/settings.md is checked against it."""

import os
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import platformdirs

from farhand.errors import UsageError

PREFIX = "FARHAND_"
DEFAULT_PORT = 8717
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
Value = Path | str | int | float | bool


def _help(text: str) -> dict[str, str]:
    return {"help": text}


def _default_data() -> Path:
    return Path(platformdirs.user_data_dir("farhand", appauthor=False))


def _default_name() -> str:
    return socket.gethostname().partition(".")[0] or "this computer"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a host can be told. Each field is also an environment variable: `FARHAND_` and its name in capitals."""

    data: Path = field(default_factory=_default_data, metadata=_help("folder that holds the thread, keys and runs"))
    name: str = field(default_factory=_default_name, metadata=_help("what phones call this computer"))
    port: int = field(
        default=0, metadata=_help(f"port of app and relay; 0 takes {DEFAULT_PORT} or, once, a free one, and keeps it")
    )
    origin: str = field(
        default="", metadata=_help("https address at which phones reach this computer, e.g. of a tunnel or tailnet")
    )
    relay: str = field(default="", metadata=_help("URL of a relay elsewhere; empty runs one inside the host"))
    lan: bool = field(
        default=True, metadata=_help("also listen on the LAN address that is shown, not only on loopback")
    )
    parallel: int = field(
        default=0, metadata=_help("how many tasks run at once; 0 chooses by cores and memory (1.5 GB for each)")
    )
    workspaces_gb: int = field(
        default=0,
        metadata=_help("disk that workspaces may take in GB; 0 means 20, or 20 % of what is free where that is less"),
    )
    day_usd: float = field(
        default=0.0, metadata=_help("dollars that runs may cost in a day before nothing new is started; 0 is no limit")
    )
    day_minutes: float = field(
        default=0.0, metadata=_help("minutes that runs may work in a day before nothing new is started; 0 is no limit")
    )
    hold_minutes: int = field(
        default=30,
        metadata=_help("how long an agent is held in memory for your answer; then it is put away until then"),
    )
    review_limit: int = field(
        default=0,
        metadata=_help("changes of a project that may wait for review before nothing new begins in it; 0 is no limit"),
    )
    keep_awake: bool = field(
        default=True,
        metadata=_help("keep the computer awake while there is work, until `farhand awake` or a phone says else"),
    )
    log_level: str = field(default="warning", metadata=_help("debug, info, warning or error; logs go to stderr"))
    desktop_notices: bool = field(default=True, metadata=_help("tell outcomes on this computer's desktop too"))
    open_with: str = field(
        default="",
        metadata=_help(
            "program that shows a task's folder on this computer when a device asks, e.g. `code -n`; empty takes the "
            "file manager"
        ),
    )
    push_local: bool = field(
        default=False,
        metadata=_help(
            "also push to services on this computer or its network, over plain http, too: for one of your own"
        ),
    )

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> "Settings":
        """Return the settings that environment variables and defaults give; raises UsageError."""
        return Settings().with_texts(
            {
                each.name: environment[key]
                for each in fields(Settings)
                if (key := PREFIX + each.name.upper()) in environment
            }
        )

    def with_texts(self, texts: Mapping[str, str]) -> "Settings":
        """Return these settings with some replaced, given as text; raises UsageError."""
        values: dict[str, Value] = {each.name: getattr(self, each.name) for each in fields(self)}
        for name, text in texts.items():
            values[name] = _parse(name, text, values[name])
        return Settings(**values)  # pyright: ignore[reportArgumentType]  # _parse keeps each field's type


def _parse(name: str, text: str, now: Value) -> Value:
    match now:
        case bool():
            if text.lower() not in {"1", "0", "true", "false", "yes", "no"}:
                raise UsageError(f"`{PREFIX}{name.upper()}` is `{text}`, not yes or no")
            return text.lower() in {"1", "true", "yes"}
        case int():
            if not text.isdecimal():
                raise UsageError(f"`{PREFIX}{name.upper()}` is `{text}`, not a number")
            return int(text)
        case float():
            if not _NUMBER.fullmatch(text):
                raise UsageError(f"`{PREFIX}{name.upper()}` is `{text}`, not a number")
            return float(text)
        case Path():
            return Path(text).expanduser().absolute()
        case str():
            return text
