"""What a terminal shows, as HTML: the text of a program with its colours."""

import html
import os
import pty
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

STYLE = re.compile(r"\x1b\[([0-9;]*)m")
CLASSES = {"1": "bold", "31": "red", "32": "green", "33": "yellow", "34": "blue", "36": "cyan"}
READ_BYTES = 4096


def run_in_terminal(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> str:
    """Return what a program prints when it believes that a person looks on."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(words, cwd=folder, env=dict(environment), stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    parts: list[bytes] = []
    try:
        while part := os.read(ours, READ_BYTES):
            parts.append(part)
    except OSError:  # the other end is closed: that is how a terminal says that all is told
        pass
    finally:
        os.close(ours)
        process.wait()
    return b"".join(parts).decode().replace("\r\n", "\n")


def to_html(text: str) -> str:
    """Return text with the colours that it asks for."""
    shown: list[str] = []
    open_spans, at = 0, 0
    for found in STYLE.finditer(text):
        shown.append(html.escape(text[at : found.start()]))
        at = found.end()
        names = [CLASSES[code] for code in found[1].split(";") if code in CLASSES]
        if names:
            shown.append(f'<span class="{" ".join(names)}">')
            open_spans += 1
        else:
            shown.append("</span>" * open_spans)
            open_spans = 0
    shown.append(html.escape(text[at:]) + "</span>" * open_spans)
    return "".join(shown)
