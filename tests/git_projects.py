"""Real git projects for tests, apart from the machine's own configuration."""

import subprocess
from pathlib import Path

import pytest


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder and return what it prints."""
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *arguments], cwd=folder, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def names_in(folder: Path) -> list[str]:
    """Return the names of all that lies in a folder."""
    return sorted(each.name for each in folder.iterdir())


def isolate_git(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git read one configuration only: a name, an e-mail address, a branch."""
    configuration = home / "gitconfig"
    configuration.write_text("[user]\nname = Ada\nemail = ada@example.test\n[init]\ndefaultBranch = main\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(configuration))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def make_project(folder: Path) -> Path:
    """Make a repository with one commit."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet")
    (folder / "app.py").write_text("one = 1\n")
    (folder / ".gitignore").write_text("node_modules/\n.venv/\n.env\nlocal/\ntarget/\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Start")
    return folder
