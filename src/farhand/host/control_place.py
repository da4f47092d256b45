"""Where the control socket of a data folder is: told in few imports, because every verb asks."""

from pathlib import Path

SOCKET_NAME = "control.sock"
POINTER_NAME = "control.path"  # says where the socket is, when the data directory's path is too long for one


def socket_path(data: Path) -> Path:
    """Return where the control socket of a data directory is, or would be."""
    pointer = data / POINTER_NAME
    if pointer.exists():
        return Path(pointer.read_text(encoding="utf-8").strip())
    return data / SOCKET_NAME
