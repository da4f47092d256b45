"""The processes of a throw-away home at one look; whatever ends while it is looked at is left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Running:
    """A process as it was seen: it may be over by now."""

    process: psutil.Process
    words: list[str]
    environment: Mapping[str, str]
    folder: str
    program: str
    name: str


def running_in(home: Path) -> Iterator[Running]:
    """Yield each process that was started for this home, however it was started."""
    for process in psutil.process_iter():
        try:
            environment = process.environ()  # empty once it is over, though nobody noticed yet
            if environment.get("HOME") == str(home):
                yield Running(process, process.cmdline(), environment, process.cwd(), process.exe(), process.name())
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
