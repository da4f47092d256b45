"""Opens a pull request: pushes the task's branch, never by force, and lets `gh` or `glab` open it."""

import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from farhand.changes.place import Place
from farhand.errors import Conflict, Unavailable
from farhand.git import GitFailed, to_reason
from farhand.processes import run

TOOL_TIMEOUT_S = 120.0  # one call of the web's API; a tool that asks something at a terminal never ends
_URL = re.compile(r"https?://\S+")

Tool = Literal["gh", "glab"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a pull request says."""

    title: str
    body: str


async def propose(place: Place, proposal: Proposal) -> str:
    """Push the branch and open a pull request for it, or bring the open one up to date; return its address.

    Raises Unavailable where there is no remote or no tool that is logged in, and Conflict where the remote's branch
    holds something else; then nothing was opened.
    """
    remote, url = await _remote_of(place)
    tool = _tool_for(url)
    await _require_login(tool, place)
    await _push(place, remote)
    return await find_open(place, tool) or await _open(tool, place, proposal)


async def find_open(place: Place, tool: Tool | None = None) -> str | None:
    """Return the address of the branch's open pull request, if there is one."""
    used = tool or _tool_for((await _remote_of(place))[1])
    if used == "gh":
        listed = ("pr", "list", "--head", place.branch, "--state", "open", "--json", "url", "--jq", ".[].url")
        return _first_url(await _call(used, place, *listed))
    listed = await _call(used, place, "mr", "list", "--source-branch", place.branch, "--output", "json")
    try:
        found: object = json.loads(listed)
    except ValueError:
        return None
    return _first_url(json.dumps(found))


async def _remote_of(place: Place) -> tuple[str, str]:
    names = (await place.project.run("remote")).text().split("\n")
    name, _ = await place.checkout()
    tracked = (await place.project.ask("config", f"branch.{name}.remote")).text()
    wanted = next((each for each in (tracked, "origin", *names) if each and each in names), None)
    if wanted is None:
        raise Unavailable("the project has no remote to push to", hint="`git remote add origin URL` there")
    return wanted, (await place.project.run("remote", "get-url", "--push", wanted)).text()


def _tool_for(url: str) -> Tool:
    order: tuple[Tool, ...] = ("glab", "gh") if "gitlab" in url else ("gh", "glab")
    found: Tool | None = next((tool for tool in order if shutil.which(tool) is not None), None)
    if found is None:
        hint = "install one and log in with it, or keep the change as a branch and push that yourself"
        raise Unavailable("neither `gh` nor `glab` is on this computer", hint=hint)
    return found


async def _require_login(tool: Tool, place: Place) -> None:
    finished = await run((tool, "auth", "status"), cwd=place.project.folder, timeout_s=TOOL_TIMEOUT_S)
    if finished.exit != 0 or finished.timed_out:
        raise Unavailable(f"`{tool}` is not logged in", hint=f"`{tool} auth login` on the computer, then try again")


async def _push(place: Place, remote: str) -> None:
    try:
        await place.project.run("push", "--quiet", remote, f"{place.branch_ref}:{place.branch_ref}")
    except GitFailed as error:
        if "non-fast-forward" in error.words or "fetch first" in error.words or "[rejected]" in error.words:
            raise Conflict(
                f"the branch `{place.branch}` on `{remote}` holds something else", hint="it is never pushed by force"
            ) from error
        raise Unavailable(f"the branch cannot be pushed: {to_reason(error.words)}", hint=error.hint) from error


async def _open(tool: Tool, place: Place, proposal: Proposal) -> str:
    began = await place.project.ask("symbolic-ref", "--quiet", place.origin_ref)
    target = began.text().removeprefix("refs/heads/") if began.exit == 0 else (await place.checkout())[0]
    if tool == "gh":
        words = ("pr", "create", "--head", place.branch, "--base", target, "--title", proposal.title)
        said = await _call(tool, place, *words, "--body", proposal.body)
    else:
        words = ("mr", "create", "--source-branch", place.branch, "--target-branch", target, "--yes")
        said = await _call(tool, place, *words, "--title", proposal.title, "--description", proposal.body)
    url = _first_url(said)
    if url is None:
        raise Unavailable(f"`{tool}` opened it and named no address", hint="the branch is pushed; look there")
    return url


async def _call(tool: Tool, place: Place, *arguments: str) -> str:
    environment = {**os.environ, "GH_PROMPT_DISABLED": "1", "NO_COLOR": "1"}
    folder: Path = place.project.folder
    finished = await run((tool, *arguments), cwd=folder, environment=environment, timeout_s=TOOL_TIMEOUT_S)
    if finished.exit != 0 or finished.timed_out:
        why = "it did not end in time" if finished.timed_out else to_reason(finished.output)
        raise Unavailable(f"`{tool} {' '.join(arguments[:2])}` failed: {why}", hint="the branch may be pushed already")
    return finished.output


def _first_url(text: str) -> str | None:
    found = _URL.search(text)
    return found[0].rstrip('",]}') if found else None
