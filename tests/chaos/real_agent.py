"""The deeds of a message as a script for the model of the real agent."""

import json
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from farhand.demo.script import Json
from tests.runner.brooding import PROGRAM

REAL = "CHAOS_REAL_AGENT"
"""Set where the agent is the real program."""


def script(name: str, deeds: Sequence[str], folder: Path) -> str:
    """Return what the model says, a turn for each deed; behind its end stands the repair."""
    steps = [_step(name, deed, folder) for deed in deeds]
    mend = _shell("rm bad") if "bad" in deeds else "Nothing."
    return f"<<SCRIPT {json.dumps([*steps, f'Did {name}.', mend, 'Mended.'])} SCRIPT>>"


def _step(name: str, deed: str, folder: Path) -> Json:
    match deed:
        case "write":
            return _write(f"{name}.txt", name)
        case "bad" | "awful":
            return _write("bad", deed)
        case "ask":
            return _shell(f"touch {folder}/asked")
        case "children":
            return _shell(f"{shlex.join((sys.executable, '-I', '-S', str(PROGRAM), str(folder)))} &")
        case "crash":
            return _shell("kill -9 $PPID")
        case _:
            return _shell("sleep 0.4")


def _write(name: str, content: str) -> Json:
    return {"text": "I write.", "tool": "Write", "input": {"file_path": f"{{cwd}}/{name}", "content": f"{content}\n"}}


def _shell(command: str) -> Json:
    return {"text": "I run it.", "tool": "Bash", "input": {"command": command}}
