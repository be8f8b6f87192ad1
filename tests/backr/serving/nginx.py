"""nginx with the very configuration that is deployed, laid onto this machine."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backr.serving.certificate import make_if_missing
from backr.serving.ports import free_port
from backr.settings.environment import PROJECT
from tests.backr.serving.clients import Address, connect

CONFIG = PROJECT / "deploy" / "nginx.conf"
BINARY = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@dataclass(frozen=True)
class Proxy:
    http: Address
    https: Address


@contextlib.contextmanager
def nginx_before(port: int, folder: Path) -> Iterator[Proxy]:
    """nginx in front of the server on `port`, until it listens."""
    assert BINARY is not None
    plain, tls = free_port(8800), free_port(8900)
    make_if_missing(folder / "certificates", ["localhost"])
    (folder / "certificates").chmod(0o755)
    text = CONFIG.read_text(encoding="utf-8")
    for there, here in (
        ("server web:8000", f"server 127.0.0.1:{port}"),
        ("listen 80 ", f"listen 127.0.0.1:{plain} "),
        ("listen 443 ", f"listen 127.0.0.1:{tls} "),
        ("listen [::]:80 default_server;", ""),
        ("listen [::]:443 ssl http2 default_server;", ""),
        ("/certificates/", f"{folder}/certificates/"),
        ("/tmp/nginx", f"{folder}/nginx"),
        ("error_log stderr crit", f"error_log {folder}/error.log crit"),
    ):
        assert there in text, there
        text = text.replace(there, here)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    user = ["-g", "daemon off; user root;"] if os.geteuid() == 0 else ["-g", "daemon off;"]
    process = subprocess.Popen([BINARY, "-c", str(folder / "nginx.conf"), *user], stderr=subprocess.PIPE)
    try:
        proxy = Proxy(("127.0.0.1", plain), ("127.0.0.1", tls))
        for _time in range(200):
            with contextlib.suppress(OSError), connect(proxy.https, tls=True):
                break
            assert process.poll() is None, process.stderr and process.stderr.read()
            time.sleep(0.05)
        yield proxy
    finally:
        process.terminate()
        process.wait(10)
