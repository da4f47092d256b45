"""What goes back to the agent when checks fail, and what in the workspace is then not the agent's."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from farhand.checks.baseline import FAILING
from farhand.checks.mending import repair_prompt
from farhand.runner.verdict import failed_words
from farhand.runs.spec import RunSpec
from farhand.sayings.tasks import repair
from farhand.wire.run_events import CheckResult
from farhand.workspaces.prepared import Prepared

MAX_LEFTOVERS = 1000  # files that a check leaves behind and git does not ignore; each is named to git

Seen = tuple[int, int, int]


def needs_repair(checks: Iterable[CheckResult]) -> bool:
    """Return whether a check failed by the work; one that could not start is nothing an agent could mend."""
    return any(check.status in FAILING for check in checks)


def repair_words(number: int, of: int, checks: Iterable[CheckResult]) -> str:
    """Return what a person reads of a round: `repair 1 of 2: 3 of 14 tests fail`."""
    return repair(number, of, tuple(failed_words(check) for check in checks if check.status in FAILING))


def to_prompt(spec: RunSpec) -> str:
    """Return what an agent is asked at first: the task's text, the files with it, what failed in the step before it."""
    files = "\n".join(("These files came with it:", *(f"- {path}" for path in spec.inputs))) if spec.inputs else ""
    failing = repair_prompt(spec.failing) if spec.failing else ""
    return "\n\n".join(each for each in (spec.prompt, files, failing) if each)


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What the checks left in a workspace whose work was all committed before they ran."""

    seen: Mapping[str, Seen]


async def find_leftovers(prepared: Prepared) -> Leftovers:
    """Return the files that git neither keeps nor ignores, and those it keeps that differ."""
    repository = prepared.repository
    made = await repository.ask("ls-files", "-z", "--others", "--exclude-standard")
    changed = await repository.ask("diff", "--name-only", "-z", "--no-renames", "HEAD")
    paths = dict.fromkeys((*made.records(), *changed.records()))
    if len(paths) > MAX_LEFTOVERS:
        return Leftovers({})
    return Leftovers({path: seen for path in paths if (seen := _stat(repository.folder / path)) is not None})


def without(prepared: Prepared, leftovers: Leftovers) -> Prepared:
    """Return a workspace whose commit leaves out what the checks left and the agent has not touched since."""
    top = prepared.repository.folder
    untouched = tuple(path for path, seen in leftovers.seen.items() if _stat(top / path) == seen)
    return replace(prepared, brought=(*prepared.brought, *untouched))


def _stat(path: Path) -> Seen | None:
    try:
        seen = os.lstat(path)
    except OSError:
        return None
    return seen.st_ino, seen.st_mtime_ns, seen.st_size
