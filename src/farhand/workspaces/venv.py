"""Python environments that moved: absolute paths into the project are made to point into the workspace.

Without it, a project installed in editable mode would be tested in the version of the project's own folder.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

MAX_SCRIPT_BYTES = 1 << 20  # larger files are programs, not scripts


def is_venv(folder: Path) -> bool:
    """Return whether a folder is a Python environment."""
    return (folder / "pyvenv.cfg").is_file()


def relocate(venv: Path, old_root: Path, new_root: Path) -> int:
    """Rewrite scripts and editable installs in a copied environment; return how many files changed."""
    pattern = re.compile(re.escape(os.fsencode(old_root)) + rb"(?=[/\\\"'\s:;]|$)")
    new = os.fsencode(new_root)
    return sum(_rewrite(file, pattern, new) for file in _candidates(venv))


def _candidates(venv: Path) -> Iterator[Path]:
    yield venv / "pyvenv.cfg"
    for scripts in ("bin", "Scripts"):
        yield from sorted((venv / scripts).glob("*"))
    for packages in (*venv.glob("lib/python*/site-packages"), venv / "Lib" / "site-packages"):
        for pattern in ("*.pth", "*.egg-link", "_*editable*.py", "*.dist-info/direct_url.json"):
            yield from sorted(packages.glob(pattern))


def _rewrite(file: Path, pattern: re.Pattern[bytes], new: bytes) -> bool:
    if file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_SCRIPT_BYTES:
        return False
    before = file.read_bytes()
    after = pattern.sub(lambda _: new, before)
    if b"\0" in before or after == before:
        return False
    file.write_bytes(after)
    return True
