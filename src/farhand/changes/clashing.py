"""What a change and the project's newest commit both touched, in words for the agent that shall bring them together."""

import re

from farhand.changes.place import Place, listed
from farhand.errors import Unavailable
from farhand.git import to_reason

MAX_SIDES = 8000  # characters of both sides: the agent sees all of it once it merges
_SIDES = re.compile(r"^<{7} .*?^>{7} .*?$", re.MULTILINE | re.DOTALL)


async def clash_prompt(place: Place) -> str | None:
    """Return the message that hands a clash to the agent, None where nothing clashes; raises Conflict or GitFailed."""
    name, head = await place.checkout()
    _, tip = await place.ends()
    merged = await place.project.ask("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", tip, head)
    records = merged.records()
    if merged.exit == 0:
        return None
    if merged.exit != 1 or not records:
        raise Unavailable(f"git cannot merge here: {to_reason(merged.words)}", hint="git 2.38 or newer is needed")
    tree, *names = dict.fromkeys(records)
    sides = "\n\n".join([await _sides(place, tree, path) for path in names])
    if len(sides) > MAX_SIDES:
        sides = f"{sides[:MAX_SIDES]}\n…"
    return (
        f"Resolve the conflicts with `{name}`: it moved on, and this change clashes with it in {listed(names)}.\n\n"
        f"Run `git merge {name}`, and bring both sides together in each file so that what either was meant to do still "
        f"works; keep nothing of git's conflict marks. The first side is this change, the second `{name}`:\n\n{sides}"
    )


async def _sides(place: Place, tree: str, path: str) -> str:
    shown = await place.project.ask("cat-file", "blob", f"{tree}:{path}")
    found = _SIDES.findall(shown.out.decode("utf-8", "replace"))
    return f"{path}:\n" + ("\n".join(found) if found else "(one side removed or renamed it)")
