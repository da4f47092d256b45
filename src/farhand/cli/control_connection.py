"""HTTP over the control socket: a Unix socket, or on Windows a named pipe, which is a file to its clients."""

import http.client
import io
import socket
import sys
from pathlib import Path


class PipeStream:
    """A named pipe, read and written like a socket."""

    def __init__(self, raw: io.FileIO) -> None:
        self._raw = raw

    def sendall(self, data: bytes, /) -> None:
        """Send all of the bytes."""
        left = memoryview(data)
        while left:
            left = left[self._raw.write(left) or 0 :]

    def makefile(self, mode: str) -> io.BufferedReader:  # noqa: ARG002  # http.client only reads
        """Return a reader of what comes back."""
        return io.BufferedReader(self._raw)

    def close(self) -> None:
        """Do nothing: the reader owns the pipe, and http.client closes it last."""


class ControlConnection(http.client.HTTPConnection):
    """An HTTP connection to the socket or pipe at a path, opened by its first request. A pipe knows no timeout."""

    def __init__(self, path: Path, timeout_s: float | None) -> None:
        super().__init__("localhost")
        self._path = path
        self._timeout_s = timeout_s

    def connect(self) -> None:
        """Open the socket or pipe."""
        if sys.platform == "win32":
            self.sock = PipeStream(io.FileIO(str(self._path), "r+"))
            return
        self.sock = found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        found.settimeout(self._timeout_s)
        found.connect(str(self._path))
