"""A container's check of its own web server: `python -m backr.serving.healthcheck PORT` exits with 0 if it answers.

It does not import Django, so that it starts fast.
"""

import http.client
import os
import sys


def answers(port: int, *, host: str, timeout_seconds: float) -> bool:
    """Say whether `/healthz` on `port` of this machine answers 200. `host` is sent as the Host header."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_seconds)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    public_host = os.environ.get("BACKR_HOSTS", "localhost").split(",")[0]  # Django refuses other names
    sys.exit(0 if answers(int(sys.argv[1]), host=public_host, timeout_seconds=5) else 1)
