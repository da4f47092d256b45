"""Find the command that proves the work in a project, from the files that lie in it."""

import json
import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from farhand.project_file import NAME, parse_project_file
from farhand.wire.task_events import Verify

Source = Literal["farhand.toml", "ticket", "found"]

MAX_READ_BYTES = 1 << 20
_PLACEHOLDER = "no test specified"
_MAKE_TARGET = re.compile(r"^test\s*:(?!=)", re.MULTILINE)
_TEST_FOLDERS = ("tests", "test", "")
_PYTEST_SECTIONS = {"pytest.ini": "[pytest]", "setup.cfg": "[tool:pytest]", "tox.ini": "[pytest]"}


@dataclass(frozen=True, slots=True)
class Found:
    """A command to run, and who named it."""

    command: str
    source: Source


class Listing(Protocol):
    """A look at a project's files; paths are relative, with slashes."""

    def text(self, path: str) -> str | None:
        """Return what a file holds, None if there is no such text file."""
        ...

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names in a folder, none if there is no such folder."""
        ...

    def has(self, path: str) -> bool:
        """Return whether there is such a file."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """The listing of a real folder."""

    root: Path

    def text(self, path: str) -> str | None:
        """Return what a file holds, None if there is no such text file."""
        try:
            with (self.root / path).open("rb") as file:
                return file.read(MAX_READ_BYTES).decode()
        except (OSError, UnicodeDecodeError):
            return None

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names in a folder, none if there is no such folder."""
        try:
            return tuple(sorted(entry.name for entry in (self.root / folder).iterdir()))
        except OSError:
            return ()

    def has(self, path: str) -> bool:
        """Return whether there is such a file."""
        return (self.root / path).is_file()


def _is_installed(program: str) -> bool:
    return shutil.which(program) is not None


def find_checks(
    listing: Listing, is_installed: Callable[[str], bool] = _is_installed, platform: str = sys.platform
) -> tuple[Found, ...]:
    """Return the project's checks in order, none if nothing says what they are; raises UsageError on a bad file.

    `check` of farhand.toml decides alone; without it the first of package.json, pytest, cargo, go and make.
    """
    own = listing.text(NAME)
    if own is not None and (declared := parse_project_file(own).check):
        return tuple(Found(command, "farhand.toml") for command in declared)
    command = (
        _find_script(listing)
        or _find_python(listing, is_installed, platform)
        or ("cargo test" if listing.has("Cargo.toml") else None)
        or ("go test ./..." if listing.has("go.mod") else None)
        or _find_make(listing)
    )
    return () if command is None else (Found(command, "found"),)


def checks_of_ticket(verify: Verify, listing: Listing) -> tuple[Found, ...]:
    """Return what is to be run for a ticket: the project's checks and then its own, or its own alone."""
    own = tuple(Found(command, "ticket") for command in verify.commands)
    if verify.is_only:
        return own
    found = find_checks(listing)
    named = {each.command for each in found}
    return (*found, *(each for each in own if each.command not in named))


def _find_script(listing: Listing) -> str | None:
    raw = listing.text("package.json")
    if raw is None:
        return None
    try:
        package: object = json.loads(raw)
    except ValueError:
        return None
    script = _entry(_entry(package, "scripts"), "test")
    if not isinstance(script, str) or not script.strip() or _PLACEHOLDER in script:
        return None
    return f"{_package_manager(listing, _entry(package, 'packageManager'))} test"


def _package_manager(listing: Listing, declared: object) -> str:
    locks = {"pnpm-lock.yaml": "pnpm", "yarn.lock": "yarn", "bun.lock": "bun run", "bun.lockb": "bun run"}
    for lock, manager in locks.items():
        if listing.has(lock):
            return manager
    if isinstance(declared, str) and not listing.has("package-lock.json"):
        name = declared.partition("@")[0]
        return {"pnpm": "pnpm", "yarn": "yarn", "bun": "bun run"}.get(name, "npm")
    return "npm"


def _find_python(listing: Listing, is_installed: Callable[[str], bool], platform: str) -> str | None:
    tests = _test_files(listing)
    if _declares_pytest(listing):
        return f"{_python(listing, is_installed, platform)} -m pytest"
    if not tests:
        return None
    texts = [listing.text(path) or "" for path in tests]
    if any("pytest" in text for text in texts) or not any("unittest" in text for text in texts):
        return f"{_python(listing, is_installed, platform)} -m pytest"
    folder = tests[0].rpartition("/")[0] or "."
    return f"{_python(listing, is_installed, platform)} -m unittest discover -s {folder}"


def _declares_pytest(listing: Listing) -> bool:
    raw = listing.text("pyproject.toml")
    if raw is not None:
        try:
            parsed: object = tomllib.loads(raw)
        except tomllib.TOMLDecodeError:
            parsed = None
        if _entry(_entry(parsed, "tool"), "pytest") is not None:
            return True
    if listing.has("pytest.ini") or listing.has(".pytest.ini"):
        return True
    return any(section in (listing.text(name) or "") for name, section in _PYTEST_SECTIONS.items())


def _test_files(listing: Listing) -> tuple[str, ...]:
    for folder in _TEST_FOLDERS:
        found = tuple(
            f"{folder}/{name}".lstrip("/")
            for name in listing.names(folder)
            if name.endswith(".py") and (name.startswith("test_") or name.endswith("_test.py"))
        )
        if found:
            return found
    return ()


def _python(listing: Listing, is_installed: Callable[[str], bool], platform: str) -> str:
    inner = "Scripts/python.exe" if platform == "win32" else "bin/python"
    for venv in (".venv", "venv"):
        if listing.has(f"{venv}/{inner}"):
            return f"{venv}/{inner}"
    for lock, program in (("uv.lock", "uv"), ("poetry.lock", "poetry"), ("pdm.lock", "pdm"), ("Pipfile", "pipenv")):
        if listing.has(lock) and is_installed(program):
            return f"{program} run python"
    return "python" if platform == "win32" else "python3"


def _find_make(listing: Listing) -> str | None:
    for name in ("GNUmakefile", "makefile", "Makefile"):
        text = listing.text(name)
        if text is not None:
            return "make test" if _MAKE_TARGET.search(text) else None
    return None


def _entry(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, Mapping) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # parsed text of unknown shape
