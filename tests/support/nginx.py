"""nginx with TLS before a real server, from the very block that ``docs/exploiter.md`` gives."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.install_nginx import program
from tests.support.running import ROOT

_DOCUMENTED = ROOT / "docs" / "exploiter.md"
#: What nginx asks for outside of a server's block, all of it within one folder.
_WHOLE = """\
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{block}
}}
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def documented_block() -> str:
    """Give the block that people copy."""
    text = _DOCUMENTED.read_text(encoding="utf-8")
    return re.search(r"```nginx\n(.*?)```", text, re.DOTALL)[1]


def _certificate(folder: Path) -> None:
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem"),
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip


@contextmanager
def nginx_before(address: str, folder: Path) -> Iterator[tuple[int, int]]:
    """Run nginx before a server; gives its ports, plain and TLS.

    Args:
        address: of the server.
        folder: for the certificate (``cert.pem``), the configuration and what nginx writes.
    """
    plain, safe = free_port(), free_port()
    _certificate(folder)
    block = documented_block()
    for documented, here in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{safe} ssl;"),
        ("/etc/ssl/ouvroir.crt", f"{folder}/cert.pem"),
        ("/etc/ssl/private/ouvroir.key", f"{folder}/key.pem"),
        ("http://127.0.0.1:8000", f"http://127.0.0.1:{urlsplit(address).port}"),
        ("https://ouvroir.example$request_uri", f"https://localhost:{safe}$request_uri"),
    ):
        assert documented in block, documented
        block = block.replace(documented, here)
    block = block.replace("ouvroir.example", "localhost")
    configuration = folder / "nginx.conf"
    configuration.write_text(_WHOLE.format(folder=folder, block=block), encoding="utf-8")
    found = program()
    assert found, "nginx is not installed: make nginx"
    running = subprocess.Popen(
        [found, "-p", str(folder), "-c", str(configuration), "-e", str(folder / "error.log")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        for _ in range(200):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", safe)) == 0:
                    break
            assert running.poll() is None, running.stdout.read()
            time.sleep(0.05)
        yield plain, safe
    finally:
        running.terminate()
        running.wait(20)
