"""Keeps a change as a branch under a name that a person gives."""

from farhand.changes.place import Place
from farhand.errors import Conflict, UsageError


async def keep(place: Place, name: str) -> str:
    """Make a branch of this name where the change ends; a repeat changes nothing. Raises UsageError or Conflict."""
    checked = await place.project.ask("check-ref-format", "--branch", name)
    if checked.exit != 0 or name.startswith("-"):
        raise UsageError(f"`{name}` cannot be the name of a branch", hint="give a name such as `try-sqlite`")
    _, tip = await place.ends()
    there = await place.project.resolve(f"refs/heads/{name}")
    if there is not None and there != tip:
        raise Conflict(f"there is a branch `{name}` already", hint="give another name")
    if there is None:
        await place.project.run("update-ref", "--no-deref", f"refs/heads/{name}", tip, "")
    return tip


async def is_kept(place: Place, name: str) -> bool:
    """Return whether git shows the change under this name."""
    _, tip = await place.ends()
    return await place.project.resolve(f"refs/heads/{name}") == tip
