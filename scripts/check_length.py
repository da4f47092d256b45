"""Fail when a source file is longer than 500 lines: it has more than one reason to exist."""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 500
FOLDERS = ("src", "tests", "bench", "scripts", "web/src", "web/dev", "typings")
SUFFIXES = {".py", ".pyi", ".ts", ".svelte", ".css", ".sh"}
GENERATED = {Path("web/src/lib/wire.ts")}
BUILT = Path("src/farhand/app")


def too_long(root: Path = ROOT) -> Iterator[tuple[Path, int]]:
    """Yield every source file above the limit, with its number of lines."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root)
            if path.suffix not in SUFFIXES or name in GENERATED or name.is_relative_to(BUILT) or not path.is_file():
                continue
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LIMIT:
                yield name, lines


if __name__ == "__main__":
    found = list(too_long())
    for path, lines in found:
        print(f"{path}: {lines} lines, {LIMIT} at most", file=sys.stderr)
    sys.exit(1 if found else 0)
