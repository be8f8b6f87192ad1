"""Ask the web server beside us whether it lives: `python -m backr.serving.healthcheck PORT`. Exit code 0 if it does.

By the name that the public uses, since other names are refused.
"""

import http.client
import os
import sys


def main() -> int:
    host = os.environ.get("BACKR_HOSTS", "localhost").split(",")[0]
    connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return 0 if connection.getresponse().status == 200 else 1
    except (OSError, http.client.HTTPException):
        return 1


if __name__ == "__main__":
    sys.exit(main())
