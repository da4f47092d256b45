"""Projects that journeys work on."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.journeys.computer import Computer, commit_all

EXPRESS = Path(__file__).parent / "express"
INSTALL_TIMEOUT_S = 120  # ninety packages from a registry that may be far away


def make_newsletter(computer: Computer) -> Path:
    """Return the Express project as a repository of a computer, with its packages installed."""
    folder = computer.home / "newsletter"
    shutil.copytree(EXPRESS, folder, ignore=shutil.ignore_patterns("node_modules"))
    subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"],
        cwd=folder,
        env=os.environ | {"PATH": computer.environment["PATH"]},
        capture_output=True,
        check=True,
        timeout=INSTALL_TIMEOUT_S,
    )
    commit_all(computer, folder)
    return folder
