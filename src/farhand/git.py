"""The git program: a clean environment, paths as bytes, its faults in our words."""

import asyncio
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from farhand.errors import Unavailable
from farhand.git_locks import find_lock, free
from farhand.process_tree import SWEEP
from farhand.processes import kill_tree, marked, open_pipe, start

TIMEOUT_S = 900.0  # a checkout of a large repository, or the user's own slow hook
DRAIN_S = 1.0  # for what is still in the pipes; a hook's daemon may hold them open for ever
MAX_LOCKS = 5  # in the way of one command: its index, its HEAD, a branch
LIMIT_BYTES = 256 * 1024 * 1024  # of one answer: a list of files never comes near
NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
QUIET = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false")
AUTHOR = ("-c", "user.name=Farhand", "-c", "user.email=farhand@localhost")  # where the person told git no name
_PIECE_BYTES = 64 * 1024
_KEPT = {
    "GIT_EXEC_PATH", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_SSH", "GIT_SSH_COMMAND",
    "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
}  # fmt: skip


class GitFailed(Unavailable):
    """Git ended with an error; `words` are its own."""

    def __init__(self, message: str, *, words: str = "", hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.words = words


@dataclass(frozen=True, slots=True)
class Answer:
    """What git printed, and its exit."""

    exit: int
    out: bytes
    words: str
    is_cut: bool = False

    def text(self) -> str:
        """Return what it printed as one text, less the newline that ends it: a path may end with a space."""
        return os.fsdecode(self.out).removesuffix("\n").removesuffix("\r")

    def records(self) -> list[str]:
        """Return what it printed with `-z`: names that may hold any character."""
        return [os.fsdecode(record) for record in self.out.split(b"\0") if record]


@dataclass(frozen=True, slots=True)
class Repository:
    """Where git works. A named `git_dir` is used whatever a `.git` in the folder says: an agent may have edited it."""

    folder: Path
    git_dir: Path | None = None
    hooks: bool = False

    def at(self, folder: Path) -> "Repository":
        """Return the same for another folder, which finds its own git directory."""
        return replace(self, folder=folder, git_dir=None)

    async def ask(self, *arguments: str, stdin: bytes | None = None, limit_bytes: int = LIMIT_BYTES) -> Answer:
        """Run git and return its answer, also when it fails; raises GitFailed when it cannot run or does not end.

        A lock in its way is waited for, and removed if a dead run of ours left it.
        """
        answer = await self._ask(arguments, stdin, limit_bytes)
        for _ in range(MAX_LOCKS):
            lock = None if answer.exit == 0 else find_lock(answer.words, self.folder)
            if lock is None or not await free(lock, self.git_dir):
                break
            answer = await self._ask(arguments, stdin, limit_bytes)
        return answer

    async def _ask(self, arguments: tuple[str, ...], stdin: bytes | None, limit_bytes: int) -> Answer:
        place = () if self.git_dir is None else (f"--git-dir={self.git_dir}", f"--work-tree={self.folder}")
        fixed = (*QUIET, *(() if self.hooks else NO_HOOKS))
        environment = marked(clean_environment(os.environ))
        async with open_pipe() as (out, out_end), open_pipe() as (words, words_end):
            try:
                process = await start(
                    ("git", *place, *fixed, *arguments),
                    self.folder,
                    environment,
                    output=out_end,
                    errors=words_end,
                    stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
                )
            except OSError as error:
                if not os.path.isdir(self.folder):  # noqa: ASYNC240, PTH112  # one stat, after a failure
                    raise GitFailed(f"the folder `{self.folder}` is not there") from error
                raise GitFailed("git cannot be started", hint="install git, and see that it is on the PATH") from error
            finally:
                os.close(out_end)
                os.close(words_end)
            try:
                async with asyncio.timeout(TIMEOUT_S):
                    return await _talk(process, out, words, stdin, limit_bytes)
            except TimeoutError as error:
                raise GitFailed(f"`git {arguments[0]}` did not end in {TIMEOUT_S:.0f} s") from error
            finally:
                if process.returncode is None:
                    await asyncio.shield(kill_tree(process.pid, SWEEP))
                    await process.wait()

    async def run(self, *arguments: str, stdin: bytes | None = None) -> Answer:
        """Run git; raises GitFailed when it ends with an error."""
        answer = await self.ask(*arguments, stdin=stdin)
        if answer.exit != 0:
            verb = next((each for each in arguments if not each.startswith("-") and "=" not in each), "git")
            raise GitFailed(
                f"`git {verb}` failed: {to_reason(answer.words)}", words=answer.words, hint=_hint(answer, self.folder)
            )
        return answer

    async def resolve(self, revision: str) -> str | None:
        """Return the commit that a revision names, or None."""
        answer = await self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
        return answer.text() if answer.exit == 0 else None


async def author_options(repository: Repository) -> tuple[str, ...]:
    """Return the options that name an author where the person gave git none; else nothing."""
    if os.environ.get("GIT_AUTHOR_EMAIL") and os.environ.get("GIT_COMMITTER_EMAIL"):
        return ()
    answers = [await repository.ask("config", key) for key in ("user.name", "user.email")]
    return () if all(answer.exit == 0 and answer.text() for answer in answers) else AUTHOR


async def _talk(
    process: asyncio.subprocess.Process,
    out: asyncio.StreamReader,
    errors: asyncio.StreamReader,
    stdin: bytes | None,
    limit_bytes: int,
) -> Answer:
    kept, words, is_cut = bytearray(), bytearray(), False

    async def read_out() -> None:
        nonlocal is_cut
        while not is_cut and (piece := await out.read(_PIECE_BYTES)):
            kept.extend(piece[: limit_bytes - len(kept)])
            is_cut = len(kept) >= limit_bytes
        if is_cut and process.returncode is None:
            process.terminate()

    async def read_words() -> None:
        while piece := await errors.read(_PIECE_BYTES):
            words.extend(piece[: _PIECE_BYTES - len(words)])

    async def write() -> None:
        if stdin is not None and process.stdin is not None:
            try:
                process.stdin.write(stdin)
                await process.stdin.drain()
            except (BrokenPipeError, ConnectionResetError):  # it ended without reading: its exit tells
                return
            finally:
                process.stdin.close()

    async with asyncio.TaskGroup() as group:
        talking = [group.create_task(each()) for each in (read_out, read_words, write)]
        code = await process.wait()
        _, holding = await asyncio.wait(talking, timeout=DRAIN_S)
        for task in holding:
            task.cancel()
    return Answer(0 if is_cut else code, bytes(kept), words.decode(errors="replace").strip(), is_cut)


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which git looks only at the folder it is run in, and never asks at a terminal."""
    kept = {name: value for name, value in environment.items() if not name.startswith("GIT_") or name in _KEPT}
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "LANGUAGE": "en"}


def to_reason(words: str) -> str:
    """Return the line of git's own words that says why it failed."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    marks = ("fatal: ", "error: ")
    for line in lines:
        for mark in marks:
            if line.startswith(mark):
                return line.removeprefix(mark)
    return lines[-1] if lines else "it gave no reason"


def _hint(answer: Answer, folder: Path) -> str | None:
    if "dubious ownership" in answer.words:
        return "the folder belongs to another user; `git config --global --add safe.directory FOLDER` trusts it"
    if "No space left" in answer.words:
        return "free some disk space"
    if (lock := find_lock(answer.words, folder)) is not None:
        return f"another git works here, or one was killed: if none runs, remove `{lock}`, then try again"
    return None
