"""The sample project: a small web site with a git history, whose tests fail where the demo's task begins."""

import shutil
import subprocess
from importlib.resources import as_file, files
from pathlib import Path

_IDENTITY = ("-c", "user.name=Demo", "-c", "user.email=demo@localhost", "-c", "commit.gpgsign=false")


def make_sample(folder: Path) -> Path:
    """Copy the sample project to `folder`, which must not exist or be empty, commit it, and return the folder."""
    with as_file(files("farhand.demo") / "sample") as source:
        shutil.copytree(source, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / ".gitignore").write_text("__pycache__/\n")
    for arguments in (
        ("init", "--quiet", "--initial-branch=main"),
        ("add", "--all"),
        (*_IDENTITY, "commit", "--quiet", "--no-verify", "--message", "Newsletter: Serve two forms"),
    ):
        subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return folder
