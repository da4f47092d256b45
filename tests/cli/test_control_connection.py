"""How the control socket is spoken to where it is a pipe."""

import http.client
import io
import socket
import threading

from farhand.cli.control_connection import PipeStream


def test_a_pipe_carries_a_whole_exchange() -> None:
    near, far = socket.socketpair()

    def serve() -> None:
        with far, far.makefile("rb") as lines:
            while lines.readline().strip():
                pass
            far.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    thread = threading.Thread(target=serve)
    thread.start()
    connection = http.client.HTTPConnection("localhost")
    connection.sock = PipeStream(io.FileIO(near.detach(), "r+"))
    connection.request("GET", "/v1/status")
    with connection.getresponse() as response:
        assert response.read() == b"ok"
    connection.close()
    thread.join(5)
