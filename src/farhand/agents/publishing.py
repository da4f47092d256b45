"""The tool `publish_file` that an agent has: a tool server over stdio, run by its path, of the standard library only.

What is published is copied at once into a folder outside the workspace: as `<id>`, and once whole, `<id>.json`.
"""

import hashlib
import json
import mimetypes
import os
import secrets
import stat
import sys
from pathlib import Path

SERVER = "farhand"
TOOL = "publish_file"
NAME = f"mcp__{SERVER}__{TOOL}"
MAX_BYTES = 200 << 20
PIECE_BYTES = 1 << 20

_DESCRIBED = {
    "name": TOOL,
    "description": (
        "Hand a finished file of the workspace to the person who asked, to be read or kept on their phone: a document, "
        "a picture, a table, an archive. Not for source code that is part of the change."
    ),
    "inputSchema": {
        "type": "object",
        "properties": {"path": {"type": "string", "description": "The file, in the workspace."}},
        "required": ["path"],
    },
    "_meta": {"anthropic/alwaysLoad": True},
}


def command(workspace: Path, folder: Path) -> tuple[str, ...]:
    """Return how the server is started: what is published in the workspace comes to the folder."""
    return sys.executable, "-I", __file__, str(workspace), str(folder)


def publish(given: str, workspace: Path, folder: Path) -> str:
    """Copy a file out of the workspace; return what the agent is told. Raises ValueError and OSError."""
    root = workspace.resolve()
    path = (root / given).resolve()
    if not path.is_relative_to(root) or ".git" in path.relative_to(root).parts:
        raise ValueError(f"`{given}` is not in the workspace")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = secrets.token_hex(16)
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as source, (folder / file).open("xb") as copy:
        if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
            raise ValueError(f"`{given}` is no file")
        digest, size = hashlib.sha256(), 0
        while piece := source.read(PIECE_BYTES):
            size += len(piece)
            if size > MAX_BYTES:
                raise ValueError(f"`{given}` is larger than {MAX_BYTES >> 20} MB")
            digest.update(piece)
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    about = {"file": file, "name": path.name, "media": media, "size": size, "sha256": digest.hexdigest()}
    part = folder / f"{file}.part"
    part.write_text(json.dumps(about), encoding="utf-8")
    part.replace(folder / f"{file}.json")
    return f"published `{path.name}` ({size} bytes)"


def answer(request: object, workspace: Path, folder: Path) -> dict[str, object] | None:
    """Return the answer to one request of the Model Context Protocol; None where it is of a kind that is not known."""
    match request:
        case {"method": "initialize", "params": {"protocolVersion": str(version)}}:
            info = {"name": SERVER, "version": "1"}
            return {"protocolVersion": version, "capabilities": {"tools": {}}, "serverInfo": info}
        case {"method": "tools/list"}:
            return {"tools": [_DESCRIBED]}
        case {"method": "tools/call", "params": {"name": "publish_file", "arguments": {"path": str(path)}}}:
            try:
                text, failed = publish(path, workspace, folder), False
            except (OSError, ValueError) as error:
                text, failed = f"not published: {error}", True
            return {"content": [{"type": "text", "text": text}], "isError": failed}
        case {"method": "ping"}:
            return {}
        case _:
            return None


def serve(workspace: Path, folder: Path) -> None:
    """Answer requests, a line each, until the input ends."""
    for line in sys.stdin:
        request = json.loads(line)
        if "id" not in request:
            continue
        result = answer(request, workspace, folder)
        error = {"code": -32601, "message": "no such method"}
        told = {"result": result} if result is not None else {"error": error}
        sys.stdout.write(json.dumps({"jsonrpc": "2.0", "id": request["id"], **told}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]))
