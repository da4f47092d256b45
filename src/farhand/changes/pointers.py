"""Files of a change that hold nothing themselves: links and submodules, and where they lead."""

import re
from collections.abc import Sequence

from farhand.changes.contents import LINK, SUBMODULE, Contents
from farhand.changes.display import to_display
from farhand.git import Repository
from farhand.wire.change_events import ChangedFile, Pointer

MAX_TARGETS_BYTES = 1 << 20  # of all links of one change
_ROOTED = re.compile(r"[/\\]|[A-Za-z]:")
_STEPS = re.compile(r"[/\\]+")


async def with_pointers(
    repository: Repository, contents: Sequence[Contents], files: tuple[ChangedFile, ...]
) -> tuple[ChangedFile, ...]:
    """Return the files of a change, with where they lead those that are, or were until now, links or submodules."""
    shown = {each.shown_path: each.after if each.after.is_there else each.before for each in contents}
    targets = await _read_targets(repository, [side.name for side in shown.values() if side.mode == LINK])
    pointers = {
        path: Pointer(kind="submodule", target=side.name)
        if side.mode == SUBMODULE
        else _link(path, targets.get(side.name))
        for path, side in shown.items()
        if side.mode in {LINK, SUBMODULE}
    }
    return tuple(
        file.model_copy(update={"pointer": pointers[file.path]}) if file.path in pointers else file for file in files
    )


def leads_out(path: str, target: str) -> bool:
    """Return whether a link at `path` in a project leads, or could lead, out of it.

    One that climbs after it went down is not trusted: a link on its way could turn it anywhere.
    """
    if _ROOTED.match(target):
        return True
    steps = [step for step in _STEPS.split(target) if step not in {"", "."}]
    climbs = next((at for at, step in enumerate(steps) if step != ".."), len(steps))
    return ".." in steps[climbs:] or climbs > path.count("/")


def _link(path: str, target: str | None) -> Pointer:
    if target is None:  # git lacks it, or there are more than is read: nobody can tell
        return Pointer(kind="link", target="?", outside=True)
    return Pointer(kind="link", target=target, outside=leads_out(path, target))


async def _read_targets(repository: Repository, names: Sequence[str]) -> dict[str, str]:
    if not names:
        return {}
    asked = "".join(f"{name}\n" for name in names).encode()
    told = (await repository.ask("cat-file", "--batch", stdin=asked, limit_bytes=MAX_TARGETS_BYTES)).out
    targets: dict[str, str] = {}
    while told:
        head, _, rest = told.partition(b"\n")
        name, *about = head.decode().split(" ")
        if about == ["missing"]:
            told = rest
            continue
        size = int(about[1]) if about[1:] and about[1].isdecimal() else len(rest)
        if size >= len(rest):  # cut: what follows is no answer
            break
        targets[name], told = to_display(rest[:size]), rest[size + 1 :]
    return targets
