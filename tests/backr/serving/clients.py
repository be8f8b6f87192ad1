"""Clients of a web server that are slow on purpose."""

import contextlib
import socket
import ssl
from collections.abc import Iterator

Address = tuple[str, int]
ANY_CERTIFICATE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
ANY_CERTIFICATE.check_hostname, ANY_CERTIFICATE.verify_mode = False, ssl.CERT_NONE
BODY = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\nslow"
HEADER = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
QUESTION = "GET {path} HTTP/1.1\r\nHost: localhost\r\n{more}Connection: close\r\n\r\n"


def connect(address: Address, *, tls: bool = False) -> socket.socket:
    """Return a connection that gives up after 20 s. The certificate is not looked at."""
    plain = socket.create_connection(address, timeout=20)
    if not tls:
        return plain
    return ANY_CERTIFICATE.wrap_socket(plain)


@contextlib.contextmanager
def held(count: int, beginning: bytes, address: Address, *, tls: bool = False) -> Iterator[list[socket.socket]]:
    """`count` connections on which a request has begun and does not go on."""
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(connect(address, tls=tls)) for _number in range(count)]
        for connection in connections:
            connection.sendall(beginning)
        yield connections


def is_open(connection: socket.socket) -> bool:
    """Say whether the server has neither answered nor closed."""
    connection.settimeout(0.01)
    try:
        connection.recv(1)
    except TimeoutError:
        return True
    except OSError:
        return False
    return False


def get(address: Address, path: str = "/", *, tls: bool = False, **headers: str) -> tuple[int, str]:
    """Return status and body of a page. Raises `TimeoutError` if nothing comes for 20 s."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    with connect(address, tls=tls) as connection:
        connection.sendall(QUESTION.format(path=path, more=more).encode())
        return answer(connection)


def answer(connection: socket.socket) -> tuple[int, str]:
    """Return status and body of the answer that comes on `connection`, which the server closes after it."""
    received = b""
    while part := connection.recv(65536):
        received += part
    head, _blank, body = received.partition(b"\r\n\r\n")
    return int(head.split()[1]), body.decode()
